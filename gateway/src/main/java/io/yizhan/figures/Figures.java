package io.yizhan.figures;

import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.PartnerId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What was counted. Months are China's. Safe for use by many threads and many nodes. */
public interface Figures {
    static Figures in(Jdbi jdbi) {
        return new PostgresFigures(jdbi);
    }

    /** Notes inside a transaction what counts, to be added up later. */
    void mark(Handle handle, Collection<Mark> marks);

    /**
     * Adds what was noted to the totals, the oldest first, each once whichever node gets to it; while another node is at it, nothing.
     *
     * @param rested how long ago it was noted at least: until then the same may be noted again
     * @param most how many at once
     * @return how many
     */
    int fold(Duration rested, int most);

    /** Of every province, or of one region (2, 4 or 6 digits), by region and month. An item for several regions counts for each. */
    List<Total> totals(Line line, Months months, Optional<String> region);

    /** Of one item, by month; the region is nothing. */
    List<Total> totals(Line line, Months months, PartnerId publisher, String item);

    /** Forgets which items cases are about that began before then: whatever follows in them counts for nobody's item. */
    int forget(Instant before);

    /** The items of a kind in an environment. */
    record Line(String kind, Environment environment) {}

    /** Both included. */
    record Months(YearMonth from, YearMonth to) {}

    /**
     * @param region empty where it is not known
     * @param amount the sum of all amounts
     */
    record Total(String region, YearMonth month, Figure figure, long many, BigDecimal amount) {}
}
