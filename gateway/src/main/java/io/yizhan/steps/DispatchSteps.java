package io.yizhan.steps;

import io.yizhan.dispatch.Dispatch;
import io.yizhan.dispatch.Dispatch.Begun;
import io.yizhan.dispatch.Dispatch.Plan;
import io.yizhan.dispatch.Dispatch.Taken;
import io.yizhan.dispatch.Dispatch.Written;
import io.yizhan.exchange.Limits;
import io.yizhan.vocabulary.MessageId;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps from the bus to those who must get a message. Nobody waits for them: what fails is tried again. */
final class DispatchSteps {
    private static final Logger LOG = LoggerFactory.getLogger(DispatchSteps.class);
    /** The delivery a route is at work on. */
    static final String TAKEN = "taken";
    private static final String WRITTEN = "written";
    private static final String BEGUN = "begun";

    private final Dispatch dispatch;
    private final Runnable expanded;

    /** @param expanded is run when there may be something to deliver */
    DispatchSteps(Dispatch dispatch, Runnable expanded) {
        this.dispatch = dispatch;
        this.expanded = expanded;
    }

    /** Ids that came from the bus: one alone, or those of a batch. What cannot be read as an id is nothing of ours. */
    void expand(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        List<?> several = body instanceof List<?> batch ? batch : List.of(exchange);
        List<MessageId> ids = several.stream().map(DispatchSteps::id).flatMap(Optional::stream).toList();
        if (!ids.isEmpty()) {
            dispatch.expand(ids);
            expanded.run();
        }
    }

    private static Optional<MessageId> id(Object record) {
        String text = record instanceof Exchange one ? one.getMessage().getBody(String.class) : String.valueOf(record);
        try {
            return Optional.of(MessageId.parse(text));
        } catch (IllegalArgumentException foreign) {
            LOG.warn("something on the bus is no id of a message; it is passed over");
            return Optional.empty();
        }
    }

    void translate(Exchange exchange) {
        Taken taken = exchange.getProperty(TAKEN, Taken.class);
        dispatch.translate(taken).fold(
                written -> {
                    exchange.setProperty(WRITTEN, written);
                    return null;
                },
                refusal -> {
                    dispatch.refuse(taken, refusal);
                    exchange.setRouteStop(true);
                    return null;
                });
    }

    void attempt(Exchange exchange) {
        Plan plan = new Plan(
                Integer.parseInt(exchange.getProperty("attempts", String.class)),
                Limits.duration("firstPause", exchange.getProperty("firstPause", String.class)),
                Limits.duration("longestPause", exchange.getProperty("longestPause", String.class)));
        Optional<Begun> begun = dispatch.attempt(exchange.getProperty(WRITTEN, Written.class), plan);
        if (begun.isEmpty()) {
            exchange.setRouteStop(true);
            return;
        }
        exchange.setProperty(BEGUN, begun.get());
        QuerySteps.send(exchange, begun.get().sent().call(), begun.get().deadline());
    }

    void settle(Exchange exchange) {
        Exception thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        exchange.removeProperty(Exchange.EXCEPTION_CAUGHT);
        Begun begun = exchange.getProperty(BEGUN, Begun.class);
        exchange.removeProperty(BEGUN);
        if (thrown == null) {
            dispatch.settle(begun, QuerySteps.heard(exchange.getMessage()));
        } else {
            dispatch.settle(begun, QuerySteps.trouble(begun.number(), begun.before().before().endpoint().name(), thrown));
        }
        Track.fresh(exchange, io.yizhan.vocabulary.Headers.none());
    }

    /** A defect in a step leaves the delivery to its lease; its message stays unsaid, since it may quote what is delivered. */
    Processor guarded(Processor step) {
        return exchange -> {
            try {
                step.process(exchange);
            } catch (RuntimeException | Error defect) {
                LOG.error("a step of a delivery failed: {}", Track.where(defect));
                Optional.ofNullable(exchange.getProperty(TAKEN, Taken.class)).ifPresent(dispatch::abandon);
                exchange.setRouteStop(true);
            }
        };
    }
}
