package io.yizhan.dispatch;

import io.yizhan.delivery.Outbox;
import io.yizhan.store.Leases;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Publishes what was accepted, in the order of acceptance: ids only, and by one node at a time. What is published may be lost; whatever is not
 * expanded after a while is published again.
 */
public interface Relay extends AutoCloseable {
    /** @param forgotten after which time something published and not expanded is published again */
    static Relay of(Outbox outbox, Leases leases, Duration forgotten, InstantSource clock, Desk.Steps steps) {
        return new LeasedRelay(outbox, leases, forgotten, clock, steps);
    }

    /** What is to be published now; nothing while another node does it. */
    List<Outbox.Notice> take();

    /** They are on the bus. */
    void published(List<Outbox.Notice> notices);

    /** Lets another node go on at once. */
    @Override
    void close();
}
