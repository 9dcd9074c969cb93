package io.yizhan.api;

import java.time.Duration;

/**
 * What is read of callers nobody knows yet.
 *
 * @param largestMessage in bytes
 * @param bytesInFlight of all requests together that are read or worked on
 * @param longestReading how long a request may take to come in
 */
public record GateLimits(int largestMessage, long bytesInFlight, Duration longestReading) {}
