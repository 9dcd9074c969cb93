package io.yizhan.delivery;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Keeps one breaker per endpoint for as long as the gateway runs; a changed concurrency changes the bulkhead only. */
final class EndpointLanes implements Lanes {
    private final CircuitBreakerConfig breakers;
    private final Map<String, GuardedLane> lanes = new ConcurrentHashMap<>();

    EndpointLanes(LaneLimits limits, InstantSource clock) {
        this.breakers = CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(limits.window())
                .minimumNumberOfCalls(limits.atLeast())
                .failureRateThreshold(limits.failedPercent())
                .waitDurationInOpenState(limits.pause())
                .permittedNumberOfCallsInHalfOpenState(limits.probes())
                .clock(clock.withZone(ZoneOffset.UTC))
                .currentTimestampFunction(now -> now.millis(), TimeUnit.MILLISECONDS)
                .build();
    }

    @Override
    public Lane to(String endpoint, int concurrency) {
        GuardedLane lane = lanes.get(endpoint);
        return lane != null && lane.takes(concurrency) ? lane : lanes.compute(endpoint, (name, old) -> changed(name, old, concurrency));
    }

    private GuardedLane changed(String endpoint, GuardedLane old, int concurrency) {
        if (old == null) {
            return new GuardedLane(CircuitBreaker.of(endpoint, breakers), concurrency);
        }
        return old.takes(concurrency) ? old : old.taking(concurrency);
    }
}
