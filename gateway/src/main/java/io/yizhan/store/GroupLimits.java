package io.yizhan.store;

import java.time.Duration;

/**
 * How much one writer takes on.
 *
 * @param maxGroup rows per transaction
 * @param queue rows that may wait; one more is refused at once
 * @param patience how long a row may wait for its commit before its caller is told that it is not durable
 */
public record GroupLimits(int maxGroup, int queue, Duration patience) {
    public GroupLimits {
        if (maxGroup < 1 || queue < 1 || patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("a group, a queue and the patience are larger than nothing");
        }
    }

    /** Groups of up to 128 and 10,000 waiting: beyond 128 rows a commit gets no cheaper. */
    public static GroupLimits within(Duration patience) {
        return new GroupLimits(128, 10_000, patience);
    }
}
