package io.yizhan.steps;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes one waiting thread, at once or when it next waits; ringing more than once before that wakes it once. */
final class Bell {
    private final Semaphore rung = new Semaphore(0);

    void ring() {
        if (rung.availablePermits() == 0) {
            rung.release();
        }
    }

    void await(long millis) throws InterruptedException {
        rung.tryAcquire(millis, TimeUnit.MILLISECONDS);
        rung.drainPermits();
    }
}
