package io.yizhan.embedded;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * The Kafka a gateway runs for itself: a real one of a single node within this process, in its data directory, on this machine's loopback
 * address. It carries ids that are published again when they get lost, so it is never worth waiting for, nor worth saving.
 */
public interface OwnBroker extends AutoCloseable {

    /** Host and port for clients. The same as long as this is open; at first, and whenever the broker has died, nothing answers there. */
    String address();

    /** Done when the broker runs for the first time; never fails, for a broker that does not start is started again and again. */
    CompletableFuture<Void> running();

    /** Stops the broker in an orderly way, if it can be done within {@link #LONGEST_STOP}; else it is left as a killed one would be. */
    @Override
    void close();

    Duration LONGEST_STOP = Duration.ofSeconds(10);

    /**
     * Starts it in the background and returns at once. While it is open, a broker that dies is started again at the same address; what it kept
     * is set aside as {@code kafka.set-aside} when it cannot start from that, and it begins with nothing.
     *
     * @param random for the name of a new broker's cluster
     * @param nanos a clock for measuring
     */
    static OwnBroker start(DataDirectory data, SecureRandom random, LongSupplier nanos) {
        return WatchedBroker.start(data.path(), random, nanos);
    }
}
