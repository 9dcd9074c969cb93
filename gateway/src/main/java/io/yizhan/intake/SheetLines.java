package io.yizhan.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.attachment.Content;
import io.yizhan.envelope.Opened;
import io.yizhan.intake.Batch.Progress;
import io.yizhan.sheet.Columns;
import io.yizhan.sheet.Sheet;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The rows of a file with columns. It is laid into a file of its own while it is read. */
final class SheetLines implements Lines {
    /** Of a workbook: about a hundred thousand rows. More is sent as CSV, or in several files. */
    private static final long UNPACKED = 64L << 20;

    private final Path file;
    private final Sheet sheet;
    private final Columns columns;
    private final Function<JsonNode, Outcome<Opened>> opening;
    private long line;

    private SheetLines(Path file, Sheet sheet, Columns columns, Function<JsonNode, Outcome<Opened>> opening, long line) {
        this.file = file;
        this.sheet = sheet;
        this.columns = columns;
        this.opening = opening;
        this.line = line;
    }

    /**
     * Reads up to where it goes on: refuses malformed.
     *
     * @param directory where the file is laid
     */
    static Outcome<Lines> open(
            Content content, Path directory, Form form, Columns columns, Progress from, Function<JsonNode, Outcome<Opened>> opening) {
        Path file = laid(content, directory);
        boolean open = false;
        try {
            Outcome<Lines> lines = Sheet.open(file, form == Form.CSV ? Sheet.Format.CSV : Sheet.Format.XLSX, columns, UNPACKED)
                    .map(sheet -> new SheetLines(file, sheet, columns, opening, from.line()));
            open = lines instanceof Outcome.Accepted;
            return lines;
        } finally {
            if (!open) {
                remove(file);
            }
        }
    }

    private static Path laid(Content content, Path directory) {
        try (content; InputStream stream = content.stream()) {
            return filled(Files.createTempFile(directory, "batch", ""), stream);
        } catch (IOException full) {
            throw new UncheckedIOException("a batch cannot be laid into a file", full);
        }
    }

    private static Path filled(Path file, InputStream stream) throws IOException {
        boolean whole = false;
        try {
            Files.copy(stream, file, StandardCopyOption.REPLACE_EXISTING);
            whole = true;
            return file;
        } finally {
            if (!whole) {
                remove(file);
            }
        }
    }

    @Override
    public Chunk next() {
        List<Line> lines = new ArrayList<>();
        int bytes = 0;
        boolean more = true;
        while (more && lines.size() < MOST && bytes < LARGEST) {
            Optional<Sheet.Row> row = sheet.next();
            more = row.isPresent();
            if (row.filter(one -> one.line() > line).isPresent()) {
                Line one = line(row.get());
                line = one.number();
                bytes += one.written().length;
                lines.add(one);
            }
        }
        return new Chunk(lines, line, 0, lines.isEmpty());
    }

    private Line line(Sheet.Row row) {
        byte[] written = row.item().fold(item -> item.toString().getBytes(StandardCharsets.UTF_8), refusal -> new byte[0]);
        return new Line(row.line(), written, row.item().then(opening::apply));
    }

    @Override
    public Refusal told(Refusal refusal) {
        return columns.told(refusal);
    }

    @Override
    public void close() {
        try {
            sheet.close();
        } finally {
            remove(file);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw new UncheckedIOException("a batch's file cannot be removed", failed);
        }
    }
}
