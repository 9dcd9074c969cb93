package io.yizhan.steps;

import io.yizhan.dispatch.Dispatch;
import io.yizhan.dispatch.Relay;
import org.apache.camel.CamelContext;

/**
 * The threads behind the patterns that accept durably: one publishes what was accepted (route {@code relay}), one takes what is due and hands
 * each delivery to the route of its kind ({@code <kind>.dispatch}), one looks after what was left unfinished.
 */
public interface Couriers extends AutoCloseable {
    /**
     * @param workers how many deliveries may be under way at a time
     * @param prefix of the bus's topics
     */
    static Couriers of(Relay relay, Dispatch dispatch, int workers, String prefix) {
        return new CourierThreads(relay, dispatch, workers, prefix);
    }

    /** Something was accepted. */
    void accepted();

    /** Something may be due. */
    void expanded();

    /** Begins to work; the routes must be there. */
    void start(CamelContext camel);

    /** Begins nothing more and waits for what is under way. */
    @Override
    void close();
}
