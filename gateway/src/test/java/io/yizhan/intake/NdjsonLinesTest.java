package io.yizhan.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.attachment.Content;
import io.yizhan.intake.Batch.Progress;
import io.yizhan.intake.Batch.State;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.RefusalCode;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NdjsonLinesTest {
    /** Nothing but line ends, then one line. */
    private record Blank(long length) implements Content {
        @Override
        public Digest digest() {
            return Digest.sha256(new byte[0]);
        }

        @Override
        public int read(ByteBuffer into, long from) {
            int read = (int) Math.min(into.remaining(), length - from);
            for (long place = from; place < from + read; place++) {
                into.put((byte) (place == length - 1 ? 'x' : '\n'));
            }
            return read;
        }

        @Override
        public void close() {
            // nothing is held
        }
    }

    private static NdjsonLines lines(long length, long line, long place) {
        Progress from = new Progress(State.WORKING, line, place, 0, 0, Optional.empty());
        return new NdjsonLines(new Blank(length), from, 1_000, written -> Outcome.refused(RefusalCode.MALFORMED, ""));
    }

    @Test
    void blank_lines_without_end_are_passed_a_piece_at_a_time() {
        assertThat(lines(2L << 30, 0, 0).next()).satisfies(chunk -> {
            assertThat(chunk.lines()).isEmpty();
            assertThat(chunk.last()).isFalse();
            assertThat(chunk.place()).isEqualTo(chunk.line()).isEqualTo(Lines.LARGEST);
        });
    }

    @Test
    void what_follows_on_blank_lines_is_read_where_it_was_left() {
        assertThat(lines(2L << 30, (2L << 30) - 2, (2L << 30) - 2).next().lines()).singleElement().satisfies(line -> assertThat(line.number()).isEqualTo(2L << 30));
    }

    @Test
    void the_end_is_told() {
        NdjsonLines lines = lines(3, 0, 0);
        assertThat(lines.next().last()).isFalse();
        assertThat(lines.next().last()).isTrue();
    }
}
