package io.yizhan.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateway's own Kafka, looked after for as long as it is open. Safe for use by many threads. */
final class WatchedBroker implements OwnBroker {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedBroker.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final int MOST_DOUBLINGS = 7;
    /** One that dies sooner is not sound: what it started from is set aside. */
    private static final Duration SETTLED = Duration.ofMinutes(1);

    private final BrokerDirectory directory;
    private final BrokerPlan plan;
    private final SecureRandom random;
    private final LongSupplier nanos;
    private final CompletableFuture<Void> running = new CompletableFuture<>();
    private final CompletableFuture<Void> closing = new CompletableFuture<>();
    private final Thread watch = new Thread(this::watch, "watch-kafka");

    private WatchedBroker(Path data, SecureRandom random, LongSupplier nanos) {
        this.directory = new BrokerDirectory(data);
        this.plan = BrokerPlan.in(directory.path());
        this.random = random;
        this.nanos = nanos;
    }

    static OwnBroker start(Path data, SecureRandom random, LongSupplier nanos) {
        WatchedBroker broker = new WatchedBroker(data, random, nanos);
        broker.watch.setDaemon(true);
        broker.watch.start();
        return broker;
    }

    private void watch() {
        int failures = 0;
        while (!closesWithin(pause(failures))) {
            boolean used = directory.used();
            try {
                runOnce();
                failures = 0;
            } catch (BrokerNotStarted failed) {
                failures++;
                LOG.warn("Kafka in {} did not start or did not last (time {} in a row): {}", directory.path(), failures, failed.getMessage());
                if (!failed.portTaken()) {
                    beginAnew(used);
                }
            }
        }
    }

    /** From a start to its end, by itself or because this is closed. */
    private void runOnce() throws BrokerNotStarted {
        makeDirectory();
        try (EmbeddedBroker broker = new EmbeddedBroker(plan.again())) {
            broker.awaitStart(closing);
            if (closing.isDone()) {
                return;
            }
            long since = nanos.getAsLong();
            running.complete(null);
            LOG.info("Kafka runs in {} at {}", directory.path(), plan.address());
            CompletableFuture.anyOf(broker.end(), closing).join();
            if (!closing.isDone() && nanos.getAsLong() - since < SETTLED.toNanos()) {
                throw new BrokerNotStarted("it died", null);
            }
            if (!closing.isDone()) {
                LOG.warn("Kafka in {} has died; it is started again", directory.path());
            }
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
    }

    private void makeDirectory() throws BrokerNotStarted {
        try {
            if (!directory.used()) {
                directory.make(random, BrokerPlan.NODE, BrokerPlan.CONTROLLER_LISTENER);
            }
        } catch (Exception failed) {
            throw new BrokerNotStarted(failed.toString(), failed);
        }
    }

    /** @param used whether a broker had run from it before, so that there may be something to look at */
    private void beginAnew(boolean used) {
        try {
            if (used && directory.used()) {
                directory.setAside();
                LOG.warn("what it kept is set aside in {}; nothing is lost by that, for it carries only ids, which are published again",
                        directory.setAsidePath());
            } else {
                directory.delete();
            }
        } catch (IOException failed) {
            LOG.warn("{} cannot be cleared away: {}", directory.path(), failed.toString());
        }
    }

    /** None before the first start, then longer and longer, up to half a minute. */
    private static Duration pause(int failures) {
        return failures == 0 ? Duration.ZERO : FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    }

    private boolean closesWithin(Duration time) {
        try {
            closing.get(time.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (InterruptedException | ExecutionException nobodyDoes) {
            return true;
        }
    }

    @Override
    public String address() {
        return plan.address();
    }

    @Override
    public CompletableFuture<Void> running() {
        return running.copy();
    }

    @Override
    public void close() {
        closing.complete(null);
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

    @Override
    public String toString() {
        return address();
    }
}
