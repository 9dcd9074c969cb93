package io.yizhan.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * One thread takes what is waiting and commits it. While it commits, the next group gathers: so groups grow with the load by themselves.
 *
 * <p>A caller is told when its patience is over even if the thread hangs in the network; the thread itself is freed by a time limit on the
 * socket, never longer than the patience. It goes on for as long as the database is away and is back with it.
 */
final class CommittingWriter<T, R> implements GroupWriter<T, R> {
    private static final long PAUSE_AFTER_OUTAGE = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LOOK_FOR_CLOSE_MILLIS = 50;

    private record Waiting<T, R>(T row, long deadline, CompletableFuture<R> result) {}

    private final Jdbi jdbi;
    private final Work<T, R> work;
    private final GroupLimits limits;
    private final LongSupplier nanos;
    private final BlockingQueue<Waiting<T, R>> queue;
    private final Thread thread;
    private volatile boolean closed;

    private CommittingWriter(Jdbi jdbi, Work<T, R> work, GroupLimits limits, LongSupplier nanos, String name) {
        this.jdbi = jdbi;
        this.work = work;
        this.limits = limits;
        this.nanos = nanos;
        this.queue = new ArrayBlockingQueue<>(limits.queue());
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    static <T, R> GroupWriter<T, R> start(Jdbi jdbi, Work<T, R> work, GroupLimits limits, LongSupplier nanos, String name) {
        CommittingWriter<T, R> writer = new CommittingWriter<>(jdbi, work, limits, nanos, name);
        writer.thread.start();
        return writer;
    }

    @Override
    public CompletableFuture<R> write(T row) {
        long patience = limits.patience().toNanos();
        Waiting<T, R> waiting = new Waiting<>(row, nanos.getAsLong() + patience, new CompletableFuture<>());
        if (closed || !queue.offer(waiting)) {
            return CompletableFuture.failedFuture(new NotDurable(closed ? "the writer is closed" : "too many rows are waiting", null));
        }
        if (closed) {
            refuseWaiting();
        }
        return waiting.result().orTimeout(patience, TimeUnit.NANOSECONDS).handle(CommittingWriter::tell);
    }

    private static <R> R tell(R result, Throwable failure) {
        if (failure == null) {
            return result;
        }
        throw new CompletionException(failure instanceof TimeoutException ? new NotDurable("not written in time", failure) : failure);
    }

    private void run() {
        List<Waiting<T, R>> group = new ArrayList<>(limits.maxGroup());
        while (!closed || !queue.isEmpty()) {
            gather(group);
            settle(group);
            group.clear();
        }
    }

    private void gather(List<Waiting<T, R>> group) {
        try {
            Waiting<T, R> first = queue.poll(LOOK_FOR_CLOSE_MILLIS, TimeUnit.MILLISECONDS);
            if (first != null) {
                group.add(first);
                queue.drainTo(group, limits.maxGroup() - 1);
            }
        } catch (InterruptedException asked) {
            closed = true;
        }
    }

    /** Every row of the group comes to its end here: committed, failed by itself, or out of patience. */
    private void settle(List<Waiting<T, R>> group) {
        List<Waiting<T, R>> alive = alive(group, null);
        while (!alive.isEmpty()) {
            try {
                answer(alive, commit(alive));
                return;
            } catch (RuntimeException | Error failure) {
                if (!Outage.caused(failure)) {
                    divide(alive, failure);
                    return;
                }
                LockSupport.parkNanos(PAUSE_AFTER_OUTAGE);
                alive = alive(alive, failure);
            }
        }
    }

    private void divide(List<Waiting<T, R>> group, Throwable failure) {
        if (group.size() == 1) {
            group.get(0).result().completeExceptionally(failure);
            return;
        }
        int half = group.size() / 2;
        settle(group.subList(0, half));
        settle(group.subList(half, group.size()));
    }

    private List<Waiting<T, R>> alive(List<Waiting<T, R>> group, Throwable outage) {
        long now = nanos.getAsLong();
        List<Waiting<T, R>> alive = new ArrayList<>(group.size());
        for (Waiting<T, R> waiting : group) {
            if (waiting.deadline() - now <= 0) {
                waiting.result().completeExceptionally(new NotDurable("not written in time", outage));
            } else if (!waiting.result().isDone()) {
                alive.add(waiting);
            }
        }
        return alive;
    }

    private List<R> commit(List<Waiting<T, R>> group) {
        List<T> rows = group.stream().map(Waiting::row).toList();
        List<R> results = jdbi.inTransaction(handle -> {
            limitWaiting(handle, group);
            return work.write(handle, rows);
        });
        if (results.size() != rows.size()) {
            throw new IllegalStateException("a group of " + rows.size() + " rows was given " + results.size() + " results");
        }
        return results;
    }

    /** Before the first byte is sent: a network that goes silent holds the thread no longer than anyone waits for this group. */
    private void limitWaiting(Handle handle, List<Waiting<T, R>> group) {
        long last = group.stream().mapToLong(waiting -> waiting.deadline() - nanos.getAsLong()).max().orElse(0);
        int millis = (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(last));
        try {
            handle.getConnection().setNetworkTimeout(Runnable::run, millis);
        } catch (SQLException broken) {
            throw new ConnectionException(broken);
        }
    }

    private void answer(List<Waiting<T, R>> group, List<R> results) {
        for (int i = 0; i < results.size(); i++) {
            group.get(i).result().complete(results.get(i));
        }
    }

    private void refuseWaiting() {
        List<Waiting<T, R>> left = new ArrayList<>();
        queue.drainTo(left);
        left.forEach(waiting -> waiting.result().completeExceptionally(new NotDurable("the writer is closed", null)));
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(limits.patience().toMillis() + 1_000);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
        refuseWaiting();
    }
}
