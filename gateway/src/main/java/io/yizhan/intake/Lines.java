package io.yizhan.intake;

import io.yizhan.envelope.Opened;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import java.util.List;

/** The lines of a batch, one chunk after the other. Used by one thread. */
interface Lines extends AutoCloseable {
    /** So many lines, or bytes, of a chunk at most; blank lines are passed and none of it. */
    int MOST = 256;
    int LARGEST = 4 << 20;

    /** What follows. */
    Chunk next();

    /** Why a line was refused, in the words of the file. */
    default Refusal told(Refusal refusal) {
        return refusal;
    }

    @Override
    void close();

    /**
     * @param line the number of the last line that was passed, blank ones too
     * @param place the byte after it, where lines are found so
     * @param last whether nothing followed: then it has no lines, as has one of blank lines only
     */
    record Chunk(List<Line> lines, long line, long place, boolean last) {
        public Chunk {
            lines = List.copyOf(lines);
        }
    }

    /**
     * @param number counted from 1
     * @param written what stands there, of a row what it means in the dialect; empty where that is too long
     * @param opened refused malformed, too-large
     */
    record Line(long number, byte[] written, Outcome<Opened> opened) {}
}
