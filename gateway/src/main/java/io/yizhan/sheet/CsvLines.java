package io.yizhan.sheet;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** RFC 4180. */
final class CsvLines implements Lines {
    private static final int LONGEST_CELL = 100_000;
    /** In characters: cells that are all small may be as many. */
    private static final int LONGEST_ROW = 1 << 20;
    private static final int BUFFER = 1 << 16;
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final Charset GB_18030 = Charset.forName("GB18030");
    private static final CsvMapper CSV = CsvMapper.builder(CsvFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(LONGEST_CELL).build())
                    .build())
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .build();

    private final Window text;
    private final MappingIterator<String[]> rows;
    private final JsonParser parser;

    private CsvLines(Window text, MappingIterator<String[]> rows) {
        this.text = text;
        this.rows = rows;
        this.parser = rows.getParser();
    }

    /** @throws IOException where it is neither in UTF-8 nor in GB 18030 */
    static Lines open(Path file) throws IOException {
        Window text = new Window(new InputStreamReader(afterMark(file), strict(charset(file))));
        return new CsvLines(text, CSV.readerFor(String[].class).readValues(text));
    }

    /** What office programs put before UTF-8. */
    private static InputStream afterMark(Path file) throws IOException {
        PushbackInputStream bytes = new PushbackInputStream(Files.newInputStream(file), MARK.length);
        byte[] first = bytes.readNBytes(MARK.length);
        if (!Arrays.equals(first, MARK)) {
            bytes.unread(first);
        }
        return bytes;
    }

    /** GB 18030 reads almost anything, UTF-8 almost nothing else: so what is UTF-8 to its end is that. */
    private static Charset charset(Path file) throws IOException {
        CharsetDecoder decoder = strict(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
        CharBuffer passed = CharBuffer.allocate(BUFFER);
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(bytes.array()); read >= 0; read = in.read(bytes.array(), bytes.position(), bytes.remaining())) {
                bytes.position(bytes.position() + read).flip();
                if (decoder.decode(bytes, passed.clear(), false).isError()) {
                    return GB_18030;
                }
                bytes.compact();
            }
        }
        return decoder.decode(bytes.flip(), passed.clear(), true).isError() ? GB_18030 : StandardCharsets.UTF_8;
    }

    private static CharsetDecoder strict(Charset charset) {
        return charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public Optional<Line> next() throws IOException {
        text.open();
        if (!rows.hasNextValue()) {
            return Optional.empty();
        }
        long number = parser.currentLocation().getLineNr();
        String[] cells = rows.nextValue();
        if (cells.length > MOST_CELLS) {
            throw new IOException("a row of more than " + MOST_CELLS + " cells");
        }
        return Optional.of(new Line(number, Arrays.stream(cells).map(Cell::of).toList()));
    }

    @Override
    public String whole() {
        return "rows of CSV in UTF-8 or GB 18030, with a quotation mark at both ends of a cell that has one";
    }

    @Override
    public void close() {
        try {
            rows.close();
        } catch (IOException read) {
            throw new UncheckedIOException(read);
        }
    }

    /** Characters, of which so many are given for one row: the parser holds a row while it reads it. */
    private static final class Window extends FilterReader {
        private long left;

        Window(Reader text) {
            super(text);
            open();
        }

        void open() {
            left = LONGEST_ROW;
        }

        @Override
        public int read() throws IOException {
            char[] one = new char[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(char[] into, int from, int most) throws IOException {
            if (left <= 0) {
                throw new IOException("a row of more than " + LONGEST_ROW + " characters");
            }
            int read = super.read(into, from, (int) Math.min(most, left));
            left -= Math.max(0, read);
            return read;
        }
    }
}
