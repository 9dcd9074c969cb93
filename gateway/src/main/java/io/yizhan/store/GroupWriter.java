package io.yizhan.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Writes many callers' rows in one transaction and answers each after the commit. Every row stands or falls alone: a group that fails is
 * halved until the bad row fails by itself, and a group repeated after a lost commit must recognise itself (see {@link Work}).
 *
 * @param <T> what is handed in
 * @param <R> what became of it
 */
public interface GroupWriter<T, R> extends AutoCloseable {

    /**
     * Hands one row in. The future completes after the commit that holds it, or exceptionally: with {@link NotDurable} when it could not be
     * written in time or the queue is full, with the failure itself when this very row cannot be written.
     */
    CompletableFuture<R> write(T row);

    /** Writes what is waiting, then stops; what cannot be written any more is not durable. */
    @Override
    void close();

    /**
     * Starts a writer with one thread of its own.
     *
     * @param nanos a clock that only goes forward, in nanoseconds
     * @param name of the thread
     */
    static <T, R> GroupWriter<T, R> over(Jdbi jdbi, Work<T, R> work, GroupLimits limits, LongSupplier nanos, String name) {
        return CommittingWriter.start(jdbi, work, limits, nanos, name);
    }

    /**
     * Writes a group inside a transaction; one result per row, in order. May be run again with the same rows, whether or not the first run
     * was committed, and must then give the same results. Whatever it throws rolls the group back.
     */
    @FunctionalInterface
    interface Work<T, R> {
        List<R> write(Handle handle, List<T> rows);
    }
}
