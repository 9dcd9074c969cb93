package io.yizhan.steps;

import io.yizhan.dispatch.Dispatch;
import io.yizhan.dispatch.Dispatch.Begun;
import io.yizhan.dispatch.Dispatch.Taken;
import io.yizhan.dispatch.Relay;
import io.yizhan.intake.Intake;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;

/**
 * The threads behind the patterns that accept durably: one publishes what was accepted (route {@code relay}), one takes what is due and hands
 * each delivery to the route of its kind ({@code <kind>.dispatch}), one looks after what was left unfinished.
 */
public interface Couriers extends AutoCloseable {
    /**
     * @param workers how many deliveries may be under way at a time
     * @param topics where on the bus the messages of a kind are published
     * @param bus whether it is there now; while it is not, nothing is published
     */
    static Couriers of(Relay relay, Dispatch dispatch, Intake intake, int workers, UnaryOperator<String> topics, BooleanSupplier bus) {
        return new CourierThreads(relay, dispatch, intake, workers, topics, bus);
    }

    /** Something was accepted. */
    void accepted();

    /** Something may be due. */
    void expanded();

    /**
     * Takes a delivery through the route of its kind up to where somebody fetches it; empty where it is not to leave, and before the routes are
     * there.
     */
    Optional<Begun> leave(Taken taken);

    /** Begins to work; the routes must be there. */
    void start(CamelContext camel);

    /** Begins nothing more and waits for what is under way. */
    @Override
    void close();
}
