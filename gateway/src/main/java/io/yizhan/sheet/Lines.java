package io.yizhan.sheet;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** A file's lines, one after the other, whatever it is written in. */
interface Lines extends AutoCloseable {
    /** Of one line: as many as a workbook has columns. */
    int MOST_CELLS = 16_384;

    /**
     * The next one, empty ones too; none at the end.
     *
     * @throws IOException where it goes on with something that is none
     */
    Optional<Line> next() throws IOException;

    /** What a file of this sort is, for who sent one that goes on with something else. */
    String whole();

    @Override
    void close();

    /** @param number counted from 1 */
    record Line(long number, List<Cell> cells) {
        boolean blank() {
            return cells.stream().allMatch(cell -> cell.text().isEmpty() && !cell.broken());
        }
    }

    /**
     * @param text without blanks around
     * @param day what it means as a date, where it was written as one
     * @param broken whether nothing can be made of it: the file itself says so, or it holds what no message may
     */
    record Cell(String text, Optional<LocalDate> day, boolean broken) {
        static final Cell NOTHING = new Cell("", Optional.empty(), false);
        static final Cell BROKEN = new Cell("", Optional.empty(), true);

        static Cell of(String text) {
            return new Cell(text.strip(), Optional.empty(), !storable(text));
        }

        /** Neither NUL nor a lone surrogate, which PostgreSQL cannot store. */
        private static boolean storable(String text) {
            return text.codePoints().noneMatch(point -> point == 0 || point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
        }
    }
}
