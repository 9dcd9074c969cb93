package io.yizhan.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;

/**
 * Writes many callers' rows in one transaction and answers each after the commit. Every row stands or falls alone: a group that fails is
 * halved until the bad row fails by itself, and a group repeated after a lost commit must recognise itself (see {@link Work}).
 *
 * @param <T> what is handed in
 * @param <R> what became of it
 */
public interface GroupWriter<T, R> extends AutoCloseable {

    /**
     * Hands one row in. The future completes after the commit that holds it, or exceptionally with {@link NotDurable} when it could not be
     * written in time or the queue is full.
     */
    CompletableFuture<R> write(T row);

    @Override
    void close();

    /** Writes a group inside a transaction; one result per row, in order. May be run again with the same rows and must then give the same results. */
    @FunctionalInterface
    interface Work<T, R> {
        List<R> write(Handle handle, List<T> rows);
    }
}
