package io.yizhan.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;

/** The first sheet of an XLSX workbook. */
final class BookLines implements Lines {
    private static final int BUFFER = 1 << 16;

    private final ReadableWorkbook book;
    private final Stream<Row> stream;
    private final Iterator<Row> rows;

    private BookLines(ReadableWorkbook book) throws IOException {
        this.book = book;
        this.stream = book.getFirstSheet().openStream();
        this.rows = stream.iterator();
    }

    /**
     * @param largest unpacked, in bytes: a workbook is a ZIP archive, and a small one may unpack to anything
     * @throws IOException where it is no workbook, or unpacks to too much
     */
    static Lines open(Path file, long largest) throws IOException {
        if (unpacked(file, largest) > largest) {
            throw new IOException("a workbook that unpacks to more than " + (largest >> 20) + " MiB");
        }
        try {
            // with the formats of cells: they alone tell a date from a number
            return new BookLines(new ReadableWorkbook(file.toFile(), new ReadingOptions(true, false)));
        } catch (RuntimeException wrong) {
            // whatever the library stumbles over
            throw new IOException("no workbook", wrong);
        }
    }

    /** Counted, not believed; no further than needed. */
    private static long unpacked(Path file, long largest) throws IOException {
        byte[] passed = new byte[BUFFER];
        long all = 0;
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements() && all <= largest; ) {
                try (InputStream entry = zip.getInputStream(entries.nextElement())) {
                    for (int read = entry.read(passed); read >= 0 && all <= largest; read = entry.read(passed)) {
                        all += read;
                    }
                }
            }
        }
        return all;
    }

    @Override
    public Optional<Line> next() throws IOException {
        try {
            if (!rows.hasNext()) {
                return Optional.empty();
            }
            Row row = rows.next();
            return Optional.of(new Line(row.getRowNum(), Stream.iterate(0, i -> i + 1).limit(row.getCellCount()).map(i -> cell(row, i)).toList()));
        } catch (RuntimeException wrong) {
            throw new IOException("no row", wrong);
        }
    }

    private static Cell cell(Row row, int column) {
        return row.getOptionalCell(column).map(BookLines::cell).orElse(Cell.NOTHING);
    }

    private static Cell cell(org.dhatim.fastexcel.reader.Cell cell) {
        if (cell.getType() == CellType.ERROR) {
            return new Cell("", Optional.empty(), true);
        }
        boolean number = cell.getType() == CellType.NUMBER;
        String text = number ? cell.asNumber().stripTrailingZeros().toPlainString() : String.valueOf(cell.getText());
        return new Cell(text.strip(), number && isDate(cell) ? Optional.of(cell.asDate().toLocalDate()) : Optional.<LocalDate>empty(), false);
    }

    /** A format with a year in it, colours and conditions (in brackets) and words (in quotes) aside. */
    private static boolean isDate(org.dhatim.fastexcel.reader.Cell cell) {
        return cell.getDataFormatString() != null && cell.getDataFormatString().replaceAll("\"[^\"]*\"|\\[[^\\]]*\\]", "").matches("(?i).*y.*");
    }

    @Override
    public void close() {
        stream.close();
        try {
            book.close();
        } catch (IOException read) {
            throw new UncheckedIOException(read);
        }
    }
}
