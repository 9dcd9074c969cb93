package io.yizhan.embedded;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway's own PostgreSQL, looked after: when its server dies (a slip of the hand, a machine short of memory) it is started again where it
 * was, so that its address stays good and everything recovers by itself. Safe for use by many threads.
 *
 * <p>While one start after another fails or does not last, the gateway refuses and a person is asked to look; it is tried again for ever, for
 * the disk that is full today has room tomorrow.
 */
final class WatchedDatabase implements OwnDatabase {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedDatabase.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** A server that ran this long is sound, and its next death is a new one. */
    private static final Duration SETTLED = Duration.ofMinutes(1);
    /** So many failing is no passing trouble. */
    private static final int STARTS_IN_A_ROW = 12;

    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread watch = new Thread(this::watch, "watch-postgres");
    private final LongSupplier nanos;
    private volatile EmbeddedDatabase database;
    private boolean closed;

    private WatchedDatabase(EmbeddedDatabase database, LongSupplier nanos) {
        this.database = database;
        this.nanos = nanos;
    }

    static OwnDatabase start(DataDirectory directory, SecureRandom random, LongSupplier nanos) {
        WatchedDatabase watched = new WatchedDatabase(EmbeddedDatabase.start(directory, random, nanos), nanos);
        watched.watch.setDaemon(true);
        watched.watch.start();
        return watched;
    }

    private void watch() {
        int starts = 0;
        long since = nanos.getAsLong();
        while (!closesWithin(LOOK_AGAIN)) {
            if (database.alive()) {
                starts = nanos.getAsLong() - since > SETTLED.toNanos() ? 0 : starts;
                continue;
            }
            LOG.warn("PostgreSQL in {} has died; it is started again", database.data());
            starts = startAgain(starts);
            since = nanos.getAsLong();
        }
    }

    /** Tries until it runs or is closed; returns how many starts there were in a row, earlier ones that did not last among them. */
    private int startAgain(int before) {
        int starts = before;
        while (!closesWithin(pause(starts))) {
            starts++;
            if (starts == STARTS_IN_A_ROW) {
                LOG.error("PostgreSQL in {} does not start or does not last, {} times in a row; see its log", database.data(), starts);
            }
            try {
                database = database.again();
                LOG.info("PostgreSQL in {} runs again", database.data());
                return starts;
            } catch (RuntimeException failed) {
                LOG.info("start {} in a row failed: {}", starts, failed.getMessage());
            }
        }
        return starts;
    }

    /** None before the first start, then longer and longer. */
    private static Duration pause(int starts) {
        Duration growing = LOOK_AGAIN.multipliedBy((1L << Math.min(starts, STARTS_IN_A_ROW)) - 1);
        return growing.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : growing;
    }

    private boolean closesWithin(Duration time) {
        try {
            return closing.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public String url() {
        return database.url();
    }

    @Override
    public String user() {
        return database.user();
    }

    @Override
    public String password() {
        return database.password();
    }

    /** The watching ends first: a start that is under way is waited for, or its server would be left behind. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            closing.countDown();
            awaitWatch();
            database.close();
        }
    }

    private void awaitWatch() {
        boolean interrupted = false;
        while (watch.isAlive()) {
            try {
                watch.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Never the password. */
    @Override
    public String toString() {
        return url();
    }
}
