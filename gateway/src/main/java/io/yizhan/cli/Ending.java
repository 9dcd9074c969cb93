package io.yizhan.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/**
 * The end of the process, by Ctrl-C, by SIGTERM or because all is done: what was begun is ended the other way round, one thing after the other.
 * One that fails to end keeps no other from it.
 */
final class Ending {
    private final Deque<Runnable> last = new ArrayDeque<>();

    synchronized void then(Runnable ending) {
        if (last.isEmpty()) {
            Runtime.getRuntime().addShutdownHook(new Thread(this::run, "ending"));
        }
        last.push(ending);
    }

    /**
     * Starts what has to be ended. A signal in the middle of the start waits until it has come to something or to nothing, for what is half
     * started belongs to nobody yet and would outlive the process.
     */
    <T> T of(Supplier<T> start, Consumer<T> end) {
        CompletableFuture<Optional<T>> started = new CompletableFuture<>();
        then(() -> started.join().ifPresent(end));
        Optional<T> come = Optional.empty();
        try {
            come = Optional.of(start.get());
            return come.get();
        } finally {
            started.complete(come);
        }
    }

    /** Not while holding the lock: a start that is waited for here may itself add what is to be ended. */
    void run() {
        for (Optional<Runnable> ending = next(); ending.isPresent(); ending = next()) {
            try {
                ending.get().run();
            } catch (RuntimeException failed) {
                LoggerFactory.getLogger(Ending.class).warn("something did not end in an orderly way: {}", failed.toString());
            }
        }
    }

    private synchronized Optional<Runnable> next() {
        return Optional.ofNullable(last.poll());
    }

    /** Waits for a signal; does not come back, because the process ends with the last of what is done then. */
    static void await() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
