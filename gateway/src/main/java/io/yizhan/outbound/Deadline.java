package io.yizhan.outbound;

import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.hc.core5.concurrent.Cancellable;

/** The time one call has. When it is over, whatever the call holds at that moment is broken off. */
final class Deadline {
    /** Breaking off is repeated, because a call may just then be between two things that can be broken off. */
    private static final long AGAIN = TimeUnit.MILLISECONDS.toNanos(20);

    private final long at;
    private final LongSupplier nanos;
    private final List<Cancellable> call;
    private final Future<?> timer;

    Deadline(long length, LongSupplier nanos, List<Cancellable> call, ScheduledExecutorService timers) {
        this.at = nanos.getAsLong() + length;
        this.nanos = nanos;
        this.call = call;
        this.timer = timers.scheduleWithFixedDelay(this::breakOff, length, AGAIN, TimeUnit.NANOSECONDS);
    }

    long left() {
        return Math.max(0, at - nanos.getAsLong());
    }

    void breakOff() {
        call.forEach(Cancellable::cancel);
    }

    /** The call is over in good time or given up; idempotent. */
    void over() {
        timer.cancel(false);
    }

    /** Told of a failure: says that the deadline passed, if it did, for that is then why. */
    void failIfPassed(Throwable cause) throws DeadlineExceeded {
        if (left() == 0) {
            throw new DeadlineExceeded(cause);
        }
    }
}
