package io.yizhan.figures;

import io.yizhan.vocabulary.MessageId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Jdbi;

final class CountedReads implements Reads {
    /** Of so many items at most between two flushes. */
    private static final int MOST = 100_000;

    private final Jdbi jdbi;
    private final Figures figures;
    private final InstantSource clock;
    private final RandomGenerator random;
    private Map<Subject, Long> counts = new HashMap<>();

    CountedReads(Jdbi jdbi, Figures figures, InstantSource clock, RandomGenerator random) {
        this.jdbi = jdbi;
        this.figures = figures;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public synchronized void read(Figures.Line line, String publisher, String item) {
        Subject subject = Subject.of(line, publisher, item);
        if (counts.size() < MOST || counts.containsKey(subject)) {
            counts.merge(subject, 1L, Long::sum);
        }
    }

    private synchronized Map<Subject, Long> taken() {
        Map<Subject, Long> taken = counts;
        counts = new HashMap<>();
        return taken;
    }

    @Override
    public void flush() {
        Instant now = clock.instant();
        Map<Subject, Long> taken = taken();
        List<Mark> marks = taken.entrySet().stream().map(counted -> mark(counted.getKey(), counted.getValue(), now)).toList();
        boolean noted = marks.isEmpty();
        try {
            if (!noted) {
                jdbi.useTransaction(handle -> figures.mark(handle, marks));
                noted = true;
            }
        } finally {
            if (!noted) {
                giveBack(taken);
            }
        }
    }

    /** For the next time, where there is room beside what was counted meanwhile. */
    private synchronized void giveBack(Map<Subject, Long> taken) {
        taken.forEach((subject, many) -> {
            if (counts.size() < MOST || counts.containsKey(subject)) {
                counts.merge(subject, many, Long::sum);
            }
        });
    }

    private Mark mark(Subject subject, long many, Instant now) {
        MessageId id = MessageId.of(now, random.nextLong(), random.nextLong());
        return new Mark(id, "", Figure.READ, subject, Optional.empty(), now, many, Optional.empty());
    }
}
