package io.yizhan.outbound;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What calls may cost and where they may go.
 *
 * @param connections in all, and as many to one place: what one place may take is for its bulkhead to say
 * @param connect how long opening one connection may take
 * @param longestCall the deadline of calls that state none, and the longest any may state
 * @param largestAnswer in bytes
 * @param loopback whether this machine itself may be called
 * @param authorities a PEM file of certificate authorities trusted besides the system's
 */
public record OutboundLimits(
        int connections, Duration connect, Duration longestCall, long largestAnswer, boolean loopback, Optional<Path> authorities) {

    public OutboundLimits {
        if (connections < 1 || largestAnswer < 1 || !positive(connect) || !positive(longestCall)) {
            throw new IllegalArgumentException("limits of calls are positive");
        }
    }

    private static boolean positive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    /** 256 connections, 3 s to connect, 60 s for a call, 8 MiB for an answer, not this machine, the system's authorities only. */
    public static OutboundLimits usual() {
        return new OutboundLimits(256, Duration.ofSeconds(3), Duration.ofSeconds(60), 8L << 20, false, Optional.empty());
    }
}
