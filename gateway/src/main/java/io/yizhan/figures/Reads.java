package io.yizhan.figures;

import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Jdbi;

/**
 * Counts what is shown, in memory, so that whoever looks waits for nothing; {@link #flush} notes it. A node that falls loses what it counted
 * since, and where items without number are shown at once some are not counted. Who looked is not kept. Safe for use by many threads.
 */
public interface Reads {
    static Reads into(Jdbi jdbi, Figures figures, InstantSource clock, RandomGenerator random) {
        return new CountedReads(jdbi, figures, clock, random);
    }

    /** An item was shown to somebody other than its publisher. */
    void read(Figures.Line line, String publisher, String item);

    void flush();
}
