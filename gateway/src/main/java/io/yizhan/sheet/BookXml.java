package io.yizhan.sheet;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamReader;

/**
 * What the parts of one workbook say, held against bounds. Of elements only the local names count, in whatever part: so does the library go by them.
 */
final class BookXml {
    private static final int DEEPEST = 100;
    private static final int MOST_NAMES = 10_000;
    private static final int MOST_ATTRIBUTES = 200;
    /** Of what is held of a workbook while it is read, apart from its texts. */
    private static final int MOST_OF_ONE = 1 << 16;
    private static final Set<String> HELD = Set.of("xf", "numFmt", "Relationship", "sheet");
    private static final int LEAST_TEXT = 32;
    private static final int LONGEST_TEXT = 100_000;
    private static final int LONGEST_NUMBER = 1_000;
    private static final int LONGEST_FORMAT = 1_000;
    private static final int LONGEST_FORMULA = 16_384;
    private static final int MOST_RANGES = 10_000;
    /** A formula that is shared is put together again for each cell, a piece at a time. */
    private static final long MOST_COPIED = 1L << 34;

    private final long mostTexts;
    private final Map<String, Integer> times = new HashMap<>();
    private int highestText = -1;
    private long copied;
    private long longestShared;

    private int depth;
    private boolean sheet;
    private boolean row;
    private boolean cell;
    private boolean item;
    private boolean value;
    private boolean formula;
    private boolean shared;
    private boolean range;
    private int cells;
    private int textLength;
    private int formulaLength;
    private String type;
    private final StringBuilder written = new StringBuilder();

    BookXml(long largest) {
        this.mostTexts = largest / LEAST_TEXT;
    }

    /** The next part. */
    void begin() {
        depth = 0;
        sheet = false;
        row = false;
        cell = false;
        item = false;
        value = false;
        formula = false;
    }

    void start(XMLStreamReader reader) throws IOException {
        String name = reader.getLocalName();
        int here = counted(name, reader);
        if (name.equals("numFmt")) {
            require(length(reader, "formatCode") <= LONGEST_FORMAT);
        } else if (name.equals("si")) {
            require(!item && !cell && here <= mostTexts);
            item = true;
            textLength = 0;
        } else if (name.equals("sheetData")) {
            sheet = true;
        } else if (sheet) {
            inSheet(name, reader);
        }
    }

    /** @return how often that element was there by now */
    private int counted(String name, XMLStreamReader reader) throws IOException {
        depth++;
        require(depth <= DEEPEST && reader.getAttributeCount() <= MOST_ATTRIBUTES);
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            times.putIfAbsent(reader.getAttributeLocalName(i), 0);
        }
        int here = times.merge(name, 1, Integer::sum);
        require(times.size() <= MOST_NAMES && (!HELD.contains(name) || here <= MOST_OF_ONE));
        return here;
    }

    private static int length(XMLStreamReader reader, String attribute) {
        String said = reader.getAttributeValue(null, attribute);
        return said == null ? 0 : said.length();
    }

    private void inSheet(String name, XMLStreamReader reader) throws IOException {
        switch (name) {
            case "row" -> {
                require(!row);
                row = true;
                cells = 0;
            }
            case "c" -> {
                require(!cell && !item && ++cells <= Lines.MOST_CELLS && column(reader.getAttributeValue(null, "r")) <= Lines.MOST_CELLS);
                cell = true;
                textLength = 0;
                type = reader.getAttributeValue(null, "t");
            }
            case "v" -> {
                require(!value);
                value = true;
                written.setLength(0);
            }
            case "f" -> formula(reader);
            default -> { }
        }
    }

    private void formula(XMLStreamReader reader) throws IOException {
        require(!formula);
        formula = true;
        formulaLength = 0;
        shared = "shared".equals(reader.getAttributeValue(null, "t"));
        range = reader.getAttributeValue(null, "ref") != null;
        require(!range || times.merge("f ref", 1, Integer::sum) <= MOST_RANGES);
    }

    /** Counted from 1, of an address such as AB12; no further than needed. */
    private static int column(String address) {
        int column = 0;
        for (int i = 0; address != null && i < address.length() && column <= Lines.MOST_CELLS; i++) {
            int letter = Character.toUpperCase(address.charAt(i));
            if (letter >= 'A' && letter <= 'Z') {
                column = column * ('Z' - 'A' + 1) + letter - 'A' + 1;
            }
        }
        return column;
    }

    void text(XMLStreamReader reader) throws IOException {
        if (cell || item) {
            textLength += reader.getTextLength();
            require(textLength <= LONGEST_TEXT);
        }
        if (cell && value) {
            written.append(reader.getText());
        }
        if (formula) {
            formulaLength += reader.getTextLength();
            require(formulaLength <= LONGEST_FORMULA);
        }
    }

    void end(String name) throws IOException {
        depth--;
        switch (name) {
            case "row" -> row = false;
            case "c" -> cell = false;
            case "si" -> item = false;
            case "v" -> {
                require(!cell || !value || bounded());
                value = false;
            }
            case "f" -> {
                require(!shared || !formula || copied() <= MOST_COPIED);
                formula = false;
            }
            default -> { }
        }
    }

    private boolean bounded() {
        if ("s".equals(type)) {
            highestText = Math.max(highestText, number(written));
        }
        return type != null && !type.equals("n") || written.length() <= LONGEST_NUMBER;
    }

    private static int number(CharSequence written) {
        try {
            return Integer.parseInt(written.toString());
        } catch (NumberFormatException none) {
            // whoever reads the cell stumbles over it
            return -1;
        }
    }

    private long copied() {
        if (range) {
            longestShared = Math.max(longestShared, formulaLength);
        } else {
            copied += longestShared * longestShared / Long.BYTES;
        }
        return copied;
    }

    /** All parts were read. No cell may want a text that is not there: the library would look for it for ever, and remember each it did not find. */
    void end() throws IOException {
        require(highestText < times.getOrDefault("si", 0));
    }

    private static void require(boolean bounded) throws IOException {
        if (!bounded) {
            throw new IOException("a workbook that goes beyond what is read");
        }
    }
}
