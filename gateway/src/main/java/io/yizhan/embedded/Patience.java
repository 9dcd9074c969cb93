package io.yizhan.embedded;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How long something outside this process is waited for that tells nobody when it is done.
 *
 * @param nanos a clock for measuring
 */
record Patience(LongSupplier nanos, Duration longest, Duration lookAgain) {

    /** Looks until it is so, or patience ends; returns whether it is. */
    boolean until(BooleanSupplier so) {
        long begun = nanos.getAsLong();
        boolean seen = so.getAsBoolean();
        while (!seen && nanos.getAsLong() - begun <= longest.toNanos()) {
            LockSupport.parkNanos(lookAgain.toNanos());
            seen = so.getAsBoolean();
        }
        return seen;
    }
}
