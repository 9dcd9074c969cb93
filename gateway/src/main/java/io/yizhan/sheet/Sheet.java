package io.yizhan.sheet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.vocabulary.Outcome;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file of rows, open to be read once from its beginning by one thread: RFC 4180 (in UTF-8 or GB 18030, which are told apart by what the bytes
 * say) or the first sheet of an ISO/IEC 29500 workbook.
 */
public interface Sheet extends AutoCloseable {
    /** Bytes of a workbook, unpacked: some hundred thousand rows. */
    long LARGEST = 512L << 20;

    /** Its first row names the columns: refuses malformed, with the name of a column that is missing or not known in the place of trouble. */
    static Outcome<Sheet> open(Path file, Format format, Columns columns) {
        return open(file, format, columns, LARGEST);
    }

    /**
     * The same where memory is others' too: a workbook's texts are held while it is read.
     *
     * @param largest bytes of a workbook, unpacked
     */
    static Outcome<Sheet> open(Path file, Format format, Columns columns, long largest) {
        return ColumnedSheet.open(file, format, columns, largest);
    }

    /** The next row that is not empty; none at the end, and none after one that breaks the file off. */
    Optional<Row> next();

    @Override
    void close();

    /** What a file is, not what it is called. */
    enum Format {
        CSV,
        XLSX
    }

    /**
     * @param line counted from 1, the line of column names; in CSV the one the row begins on; greater than that of the row before
     * @param item refused as malformed, with the column's name as the place
     */
    record Row(long line, Outcome<ObjectNode> item) {}
}
