package io.yizhan.vault;

import java.time.Duration;
import java.time.Instant;

/**
 * A short-lived secret as it is held.
 *
 * @param number unique; of two secrets the later one has the larger
 * @param name what it is for, as its convention calls it
 * @param begins when it was got or given
 * @param ends from when on it is good for nothing
 */
public record LiveSecret(long number, String name, byte[] secret, Instant begins, Instant ends) {
    private static final int PARTS = 5;
    private static final Duration LAST_MINUTE = Duration.ofMinutes(1);

    public boolean over(Instant now) {
        return !now.isBefore(ends);
    }

    /** Whether a new one is due: less than a fifth of its life is left, or less than a minute where that is not more than half of it. */
    boolean due(Instant now) {
        Duration life = Duration.between(begins, ends);
        Duration half = life.dividedBy(2);
        Duration last = half.compareTo(LAST_MINUTE) < 0 ? half : LAST_MINUTE;
        Duration fifth = life.dividedBy(PARTS);
        Duration left = Duration.between(now, ends);
        return left.compareTo(fifth.compareTo(last) > 0 ? fifth : last) < 0;
    }

    boolean youngerThanHalfItsLife(Instant now) {
        return Duration.between(begins, now).compareTo(Duration.between(begins, ends).dividedBy(2)) < 0;
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return name + " until " + ends;
    }
}
