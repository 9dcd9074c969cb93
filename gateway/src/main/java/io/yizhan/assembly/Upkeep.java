package io.yizhan.assembly;

import io.yizhan.bringing.Bringing;
import io.yizhan.figures.Figures;
import io.yizhan.figures.Reads;
import io.yizhan.noticing.Noticing;
import io.yizhan.store.Claims;
import io.yizhan.subscription.Subscriptions;
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
    private static final Duration CASES_REMEMBERED = Duration.ofDays(1000);
    private static final int NOTICED_PAGES = 10;
    private static final int BRINGING_ROUNDS = 5;
    private static final int COUNTED = 5000;
    private static final int COUNTED_PAGES = 20;
    /** A replay may be judged in time and written late, or on a node whose clock is behind: its key is remembered that much longer. */
    private static final Duration LATECOMERS = Duration.ofMinutes(10);

    private final ScheduledExecutorService timer = timer("upkeep");
    /** What may take long: nobody waits for statistics to be suspended. */
    private final ScheduledExecutorService accounts = timer("accounts");

    private Upkeep() {}

    private static ScheduledExecutorService timer(String name) {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

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

    /**
     * Adds up what counts, at most so many at once that the others have their turn.
     *
     * @param patience how long a group may be written again after a COMMIT whose answer was lost
     */
    void count(Figures figures, Reads reads, Duration patience, Clock clock) {
        every(accounts, Duration.ofSeconds(5), "note what was read", reads::flush);
        every(accounts, Duration.ofSeconds(5), "add up figures", () -> {
            int pages = 0;
            while (pages < COUNTED_PAGES && figures.fold(patience.multipliedBy(2), COUNTED) == COUNTED) {
                pages++;
            }
        });
        every(Duration.ofHours(6), "forget old cases of figures", () -> figures.forget(clock.instant().minus(CASES_REMEMBERED)));
    }

    /** Tells whoever saved a profile what is new for it, a few pages at a time. */
    void notice(Noticing noticing, Subscriptions subscriptions, Clock clock) {
        every(accounts, Duration.ofSeconds(2), "tell of what is new", () -> {
            int pages = 0;
            while (pages < NOTICED_PAGES && noticing.look() > 0) {
                pages++;
            }
        });
        every(Duration.ofMinutes(10), "forget old profiles", () -> subscriptions.forget(clock.instant()));
    }

    /** Brings followers what stands, some to each and then again; what is brought is passed on at once. */
    void bring(Bringing bringing, Runnable brought) {
        every(accounts, Duration.ofSeconds(2), "bring followers what stands", () -> {
            int rounds = 0;
            while (rounds < BRINGING_ROUNDS && bringing.look() > 0) {
                brought.run();
                rounds++;
            }
        });
    }

    /** A task that fails is tried again at its next turn; what it works on stays as it was. */
    void every(Duration period, String what, Runnable task) {
        every(timer, period, what, task);
    }

    private static void every(ScheduledExecutorService timer, Duration period, String what, Runnable task) {
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
        accounts.shutdownNow();
    }
}
