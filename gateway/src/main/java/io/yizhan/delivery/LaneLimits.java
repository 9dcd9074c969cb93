package io.yizhan.delivery;

import java.time.Duration;

/**
 * When a lane closes and opens again.
 *
 * @param window how many of the last calls are looked at
 * @param atLeast how many of them must have been made before they are judged
 * @param failedPercent from which share of failed ones on the lane closes
 * @param pause how long it stays closed
 * @param probes how many calls are then let through to see whether the endpoint is back
 */
public record LaneLimits(int window, int atLeast, int failedPercent, Duration pause, int probes) {

    public LaneLimits {
        if (window < 1 || atLeast < 1 || atLeast > window || failedPercent < 1 || failedPercent > 100 || pause.isNegative() || probes < 1) {
            throw new IllegalArgumentException("limits of lanes are positive, and no more calls are needed for a judgement than are looked at");
        }
    }

    /** 20 calls looked at, 10 of them needed, closed at half of them failed, for 10 s, then 3 probes. */
    public static LaneLimits usual() {
        return new LaneLimits(20, 10, 50, Duration.ofSeconds(10), 3);
    }
}
