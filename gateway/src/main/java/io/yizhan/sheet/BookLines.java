package io.yizhan.sheet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.SheetVisibility;

/** The first sheet of an XLSX workbook. */
final class BookLines implements Lines {
    private static final int MOST_DIGITS = 100;
    private static final int LARGEST_EXPONENT = 1_000;
    /** The last day of the year 9999. */
    private static final BigDecimal LAST_DAY = BigDecimal.valueOf(2_958_465);

    /** So many digits office programs go by. */
    private static final MathContext SHOWN = new MathContext(15);

    private final ReadableWorkbook book;
    private final Stream<Row> stream;
    private final Iterator<Row> rows;

    private BookLines(ReadableWorkbook book) throws IOException {
        this.book = book;
        requireOthersEmpty(book);
        this.stream = book.getFirstSheet().openStream();
        this.rows = stream.iterator();
    }

    /**
     * @param largest unpacked, in bytes: a workbook is a ZIP archive, and a small one may unpack to anything
     * @throws IOException where it is no workbook, or unpacks to too much
     */
    static Lines open(Path file, long largest) throws IOException {
        BookBounds.check(file, largest);
        try {
            // with the formats of cells: they alone tell a date from a number; and what is no number is its cell's own trouble
            return of(new ReadableWorkbook(file.toFile(), new ReadingOptions(true, true)));
        } catch (RuntimeException wrong) {
            // whatever the library stumbles over
            throw new IOException("no workbook", wrong);
        }
    }

    private static Lines of(ReadableWorkbook book) throws IOException {
        boolean open = false;
        try {
            Lines lines = new BookLines(book);
            open = true;
            return lines;
        } finally {
            if (!open) {
                book.close();
            }
        }
    }

    /** What stands on another sheet would be lost without anybody noticing. What is hidden is not meant to be read. */
    private static void requireOthersEmpty(ReadableWorkbook book) throws IOException {
        for (org.dhatim.fastexcel.reader.Sheet sheet : book.getSheets().skip(1).filter(other -> other.getVisibility() == SheetVisibility.VISIBLE).toList()) {
            try (Stream<Row> rows = sheet.openStream()) {
                if (rows.flatMap(BookLines::cells).anyMatch(cell -> cell.broken() || !cell.text().isEmpty())) {
                    throw new OtherSheets();
                }
            }
        }
    }

    /** More than one sheet of a workbook holds something. */
    static final class OtherSheets extends IOException {
        OtherSheets() {
            super("more than one sheet");
        }
    }

    private static Stream<Cell> cells(Row row) {
        return Stream.iterate(0, i -> i + 1).limit(row.getCellCount()).map(i -> cell(row, i));
    }

    @Override
    public Optional<Line> next() throws IOException {
        try {
            if (!rows.hasNext()) {
                return Optional.empty();
            }
            Row row = rows.next();
            return Optional.of(new Line(row.getRowNum(), cells(row).toList()));
        } catch (RuntimeException wrong) {
            throw new IOException("no row", wrong);
        }
    }

    private static Cell cell(Row row, int column) {
        return row.getOptionalCell(column).map(BookLines::cell).orElse(Cell.NOTHING);
    }

    private static Cell cell(org.dhatim.fastexcel.reader.Cell cell) {
        return switch (cell.getType()) {
            case ERROR -> Cell.BROKEN;
            case NUMBER -> number(cell);
            default -> Cell.of(String.valueOf(cell.getText()));
        };
    }

    /** 1E500000000 is short, but not when it is written out. */
    private static Cell number(org.dhatim.fastexcel.reader.Cell cell) {
        BigDecimal number = cell.asNumber();
        boolean day = isDate(cell);
        if (Math.abs((long) number.scale()) > LARGEST_EXPONENT || number.precision() > MOST_DIGITS
                || day && (number.signum() < 0 || number.compareTo(LAST_DAY) > 0)) {
            return Cell.BROKEN;
        }
        if (!day && format(cell).contains("%")) {
            // what people see, as it also stands where they save it as CSV
            return Cell.of(number.movePointRight(2).round(SHOWN).stripTrailingZeros().toPlainString() + "%");
        }
        return new Cell(number.stripTrailingZeros().toPlainString(), day ? Optional.of(cell.asDate().toLocalDate()) : Optional.empty(), false);
    }

    /** A format with a year in it. */
    private static boolean isDate(org.dhatim.fastexcel.reader.Cell cell) {
        return format(cell).matches("(?i).*y.*");
    }

    /** Colours and conditions (in brackets), words (in quotes) and single signs (after a backslash) aside. */
    private static String format(org.dhatim.fastexcel.reader.Cell cell) {
        String format = cell.getDataFormatString();
        return format == null ? "" : format.replaceAll("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.", "");
    }

    @Override
    public String whole() {
        return "rows of a workbook that is whole";
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
