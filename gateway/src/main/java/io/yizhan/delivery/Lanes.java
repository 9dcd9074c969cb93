package io.yizhan.delivery;

import java.time.InstantSource;

/** One lane per endpoint, made when first used. Safe for use by many threads. */
public interface Lanes {
    /** @param concurrency how many calls at a time; a changed number applies from then on, while calls under way are let finish */
    Lane to(String endpoint, int concurrency);

    /** @param clock tells how long a lane has been closed */
    static Lanes with(LaneLimits limits, InstantSource clock) {
        return new EndpointLanes(limits, clock);
    }
}
