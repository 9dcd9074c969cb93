package io.yizhan.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How often a call is made and how long to wait in between: exponential with full jitter, so that callers who failed together do not come
 * back together.
 *
 * @param attempts the total number of calls, the first included
 * @param first the longest pause after the first call; it doubles after each further one
 * @param longest no pause is longer
 */
public record RetryPlan(int attempts, Duration first, Duration longest) {

    public RetryPlan {
        if (attempts < 1 || first.toMillis() < 1 || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("a call is made at least once, and pauses grow");
        }
    }

    /** So many calls, with pauses of up to 100 ms, 200 ms, 400 ms and so on, never more than 5 s. */
    public static RetryPlan of(int attempts) {
        return new RetryPlan(attempts, Duration.ofMillis(100), Duration.ofSeconds(5));
    }

    /**
     * How long to wait before the next call, or empty when there is to be none.
     *
     * @param made how many calls were made, at least 1
     * @param left how much of the caller's time is left; a pause that would use it up is not begun
     */
    public Optional<Duration> pauseAfter(int made, Duration left, RandomGenerator random) {
        if (made >= attempts) {
            return Optional.empty();
        }
        Duration pause = Duration.ofMillis(random.nextLong(ceiling(made) + 1));
        return Optional.of(pause).filter(fits -> fits.compareTo(left) < 0);
    }

    private long ceiling(int made) {
        int doublings = Math.min(made - 1, 30);
        return Math.min(first.toMillis() << doublings, longest.toMillis());
    }
}
