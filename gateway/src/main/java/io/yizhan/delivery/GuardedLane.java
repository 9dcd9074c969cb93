package io.yizhan.delivery;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.RefusalCode;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A breaker and a bulkhead of resilience4j. */
final class GuardedLane implements Lane {
    private final CircuitBreaker breaker;
    private final Bulkhead places;

    GuardedLane(CircuitBreaker breaker, int concurrency) {
        this.breaker = breaker;
        this.places = Bulkhead.of(
                breaker.getName(),
                BulkheadConfig.custom().maxConcurrentCalls(concurrency).maxWaitDuration(Duration.ZERO).build());
    }

    boolean takes(int concurrency) {
        return places.getBulkheadConfig().getMaxConcurrentCalls() == concurrency;
    }

    /**
     * The same endpoint with another number of places. The library would wait for calls under way before it takes places away, so the
     * bulkhead is a new one: until the old one's calls are over, both may be used.
     */
    GuardedLane taking(int concurrency) {
        return new GuardedLane(breaker, concurrency);
    }

    /** The place first: a probe that the breaker lets through and that finds no place would be lost. */
    @Override
    public Outcome<Permit> enter() {
        if (!places.tryAcquirePermission()) {
            return Outcome.refused(RefusalCode.ENDPOINT_UNAVAILABLE, "");
        }
        if (!breaker.tryAcquirePermission()) {
            places.releasePermission();
            return Outcome.refused(RefusalCode.ENDPOINT_UNAVAILABLE, "");
        }
        return Outcome.of(new OnePermit());
    }

    private final class OnePermit implements Permit {
        private final AtomicBoolean used = new AtomicBoolean();

        @Override
        public void answered() {
            once(() -> breaker.onSuccess(0, TimeUnit.MILLISECONDS));
        }

        @Override
        public void failed() {
            once(() -> breaker.onError(0, TimeUnit.MILLISECONDS, new CallFailed()));
        }

        @Override
        public void unused() {
            once(breaker::releasePermission);
        }

        private void once(Runnable tell) {
            if (used.compareAndSet(false, true)) {
                places.onComplete();
                tell.run();
            }
        }
    }

    /** What the breaker is told; it counts failures and looks at nothing else. */
    private static final class CallFailed extends Exception {
        CallFailed() {
            super("the call failed", null, false, false);
        }
    }
}
