package io.yizhan.intake;

import io.yizhan.attachment.Content;
import io.yizhan.envelope.Opened;
import io.yizhan.intake.Batch.Progress;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Lines that end in LF or CR LF. Of one that is too long nothing is held. */
final class NdjsonLines implements Lines {
    private static final int BUFFER = 64 << 10;
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Content content;
    private final int longest;
    private final Function<byte[], Outcome<Opened>> opening;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
    private long place;
    private long line;

    /** @param from where it goes on */
    NdjsonLines(Content content, Progress from, int longest, Function<byte[], Outcome<Opened>> opening) {
        this.content = content;
        this.longest = longest;
        this.opening = opening;
        this.place = from.place();
        this.line = from.line();
    }

    @Override
    public Chunk next() {
        List<Line> lines = new ArrayList<>();
        long begin = place;
        // by the bytes that are passed, not only those of lines: a file of blank ones is no one long chunk
        while (lines.size() < MOST && place - begin < LARGEST && filled()) {
            read().ifPresent(lines::add);
        }
        return new Chunk(lines, line, place, place == begin);
    }

    /** Whether there is a byte to be read. */
    private boolean filled() {
        if (!buffer.hasRemaining()) {
            content.read(buffer.clear(), place);
            buffer.flip();
        }
        return buffer.hasRemaining();
    }

    /** The next line; nothing where it is blank. */
    private Optional<Line> read() {
        boolean first = place == 0;
        ByteArrayOutputStream held = new ByteArrayOutputStream();
        boolean tooLong = false;
        boolean ended = false;
        while (!ended && filled()) {
            byte one = buffer.get();
            place++;
            ended = one == '\n';
            if (!ended && !tooLong) {
                held.write(one);
                tooLong = held.size() > longest;
            }
        }
        line++;
        return tooLong ? Optional.of(tooLong()) : line(held.toByteArray(), first);
    }

    private Line tooLong() {
        return new Line(line, new byte[0], Outcome.refused(Refusal.of(RefusalCode.TOO_LARGE, "", "at most " + longest + " bytes")));
    }

    private Optional<Line> line(byte[] read, boolean first) {
        byte[] written = first && startsWithMark(read) ? Arrays.copyOfRange(read, MARK.length, read.length) : read;
        return blank(written) ? Optional.empty() : Optional.of(new Line(line, written, opening.apply(written)));
    }

    /** Who cannot be told what is wrong is told what was expected. */
    @Override
    public Refusal told(Refusal refusal) {
        boolean unread = refusal.code() == RefusalCode.MALFORMED && refusal.place().isEmpty() && refusal.expected().isEmpty();
        return unread ? Refusal.of(RefusalCode.MALFORMED, "", "one message in JSON, whole and alone on its line") : refusal;
    }

    private static boolean startsWithMark(byte[] read) {
        return read.length >= MARK.length && Arrays.equals(read, 0, MARK.length, MARK, 0, MARK.length);
    }

    private static boolean blank(byte[] written) {
        for (byte one : written) {
            if (one != ' ' && one != '\t' && one != '\r') {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        content.close();
    }
}
