package io.yizhan.exchange;

import io.yizhan.delivery.Lane;
import io.yizhan.vocabulary.WireRequest;
import java.time.Duration;

/**
 * One call about to be made.
 *
 * @param number from 1
 * @param call signed
 * @param deadline how long this attempt may take
 */
public record Attempt(Recorded recorded, int number, WireRequest call, Lane.Permit permit, Duration deadline) {
    /** The name of the endpoint called. */
    public String endpoint() {
        return recorded.since(Located.class).answerer().endpoint().name();
    }

    /** Gives the call's place back when it cannot be settled; does nothing to a settled one. */
    public void abandon() {
        permit.failed();
    }
}
