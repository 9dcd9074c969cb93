package io.yizhan.assembly;

import io.yizhan.store.Claims;
import io.yizhan.vault.BorrowedSecrets;
import io.yizhan.vault.IssuedSecrets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has to be done again and again: look for a newer registry, make room in the ledger, forget keys and secrets whose time is over. */
final class Upkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    /** A replay may be judged in time and written late, or on a node whose clock is behind: its key is remembered that much longer. */
    private static final Duration LATECOMERS = Duration.ofMinutes(10);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "upkeep");
        thread.setDaemon(true);
        return thread;
    });

    private Upkeep() {}

    static Upkeep start(Archive archive, Claims claims, BorrowedSecrets borrowed, IssuedSecrets issued, Duration refresh, Clock clock) {
        Upkeep upkeep = new Upkeep();
        upkeep.every(refresh, "look at the registry", () -> archive.registry().refresh());
        upkeep.every(Duration.ofHours(6), "make room in the ledger", () -> archive.ledger().prepare(clock.instant()));
        upkeep.every(Duration.ofMinutes(1), "forget old keys", () -> claims.forget(clock.instant().minus(LATECOMERS)));
        upkeep.every(Duration.ofMinutes(1), "forget old offers", () -> archive.offers().forget(clock.instant()));
        upkeep.every(Duration.ofMinutes(1), "forget old secrets", () -> {
            borrowed.forget(clock.instant());
            issued.forget(clock.instant());
        });
        return upkeep;
    }

    /** A task that fails is tried again at its next turn; what it works on stays as it was. */
    void every(Duration period, String what, Runnable task) {
        timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException failed) {
                        LOG.warn("cannot {}: {}", what, failed.getClass().getName());
                    }
                },
                period.toMillis(),
                period.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
