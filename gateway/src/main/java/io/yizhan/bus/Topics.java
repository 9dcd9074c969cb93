package io.yizhan.bus;

import java.util.Collection;
import java.util.Set;

/** The topics there must be. */
public interface Topics extends AutoCloseable {

    /**
     * Sees to it from now on, in the background, that they are there: when Kafka cannot be reached, until it can; when one of them is lost,
     * soon after. Topics that are there stay as they are, whatever their number of partitions.
     *
     * @param partitions of a topic that has to be made
     * @param replication how many brokers keep a copy of it
     */
    static Topics keep(Bus bus, Collection<String> names, int partitions, int replication) {
        return keep(bus, names, Set.of(), partitions, replication);
    }

    /**
     * The same, some of them compacted: of these Kafka keeps the last record of each key, however old.
     *
     * @param compacted of the names
     */
    static Topics keep(Bus bus, Collection<String> names, Set<String> compacted, int partitions, int replication) {
        return KeptTopics.keep(bus, new TopicPlan(names, compacted, partitions, (short) replication));
    }

    /**
     * Whether Kafka answered lately and had all of them. Who publishes asks this first: a client of Kafka would wait once for every record
     * whose topic it does not find.
     */
    boolean present();

    /** Looks no more. */
    @Override
    void close();
}
