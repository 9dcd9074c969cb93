package io.yizhan.api;

import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.time.Duration;

/**
 * What is held and waited for of callers nobody knows yet.
 *
 * @param largestMessage in bytes
 * @param bytesInFlight of all requests together that are read or worked on; one address may have a quarter of it, or one largest message
 * @param connections open at a time; one address may have a quarter of them
 * @param longestReading how long the head of a request may take to come in, and its body after that
 * @param longestIdle how long a connection is kept for another request
 */
public record GateLimits(int largestMessage, long bytesInFlight, int connections, Duration longestReading, Duration longestIdle) {
    /** What a request costs besides its body: header fields, buffers, a place in the queue. */
    static final int LEAST_HELD = 16 << 10;

    public GateLimits {
        if (largestMessage < 1 || bytesInFlight < 1 || connections < 1 || !positive(longestReading) || !positive(longestIdle)) {
            throw new IllegalArgumentException("limits of the gate are positive");
        }
    }

    Refusal tooLarge() {
        return Refusal.of(RefusalCode.TOO_LARGE, "", "at most " + largestMessage + " bytes");
    }

    private static boolean positive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }
}
