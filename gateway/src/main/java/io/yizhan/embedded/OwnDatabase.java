package io.yizhan.embedded;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.function.LongSupplier;

/** The PostgreSQL a gateway runs for itself, in its data directory, on this machine's loopback address. */
public interface OwnDatabase extends AutoCloseable {

    /** For JDBC. */
    String url();

    String user();

    String password();

    /** Stops the server in an orderly way, if this is who started it. Close what uses it first. */
    @Override
    void close();

    /**
     * Starts it, durable, after making it the first time (and stopping one that a killed gateway left behind). While it is open, a server that
     * dies is started again at the same address.
     *
     * @param random for its password, made the first time
     * @param nanos a clock for measuring
     * @throws DatabaseNotStarted saying why, as far as PostgreSQL told
     */
    static OwnDatabase start(DataDirectory data, SecureRandom random, LongSupplier nanos) {
        return WatchedDatabase.start(data, random, nanos);
    }

    /**
     * For commands beside a gateway: reaches the one that is running in the directory, or starts it until this is closed.
     *
     * @throws DatabaseNotStarted also when the process that holds the directory does not get its database up in half a minute
     */
    static OwnDatabase connect(Path data, SecureRandom random, LongSupplier nanos) {
        return SharedDatabase.connect(data, random, nanos);
    }
}
