package io.yizhan.store;

import io.yizhan.vocabulary.MessageId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The partitions of tables keyed by {@code (kind, id)}, one for each kind and month (UTC) of the id, which is a version 7 UUID. What is over
 * goes by whole partitions, without reading a row. Safe for use by many threads.
 */
public interface Partitions {
    /** Makes room for these kinds, from the month before to three months ahead. */
    void prepare(Collection<String> kinds, Instant now);

    /** Makes sure inside a transaction that a row of that id has its place. */
    void ensure(Handle handle, String kind, MessageId id);

    /** Drops the partitions of a kind in which every id is older than that, and says which; those that are used just now are left for later. */
    List<String> purge(String kind, Instant before);

    /** @param tables that are partitioned by {@code RANGE (kind, id)} */
    static Partitions of(Jdbi jdbi, List<String> tables) {
        return new MonthlyPartitions(jdbi, tables);
    }
}
