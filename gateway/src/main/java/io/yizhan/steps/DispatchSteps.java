package io.yizhan.steps;

import io.yizhan.dispatch.BusRecord;
import io.yizhan.dispatch.Dispatch;
import io.yizhan.dispatch.Dispatch.Begun;
import io.yizhan.dispatch.Dispatch.Plan;
import io.yizhan.dispatch.Dispatch.Taken;
import io.yizhan.dispatch.Dispatch.Written;
import io.yizhan.exchange.Outgoing;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.MessageId;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultMessage;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps from the bus to those who must get a message. Nobody waits for them: what fails is tried again. */
final class DispatchSteps {
    private static final Logger LOG = LoggerFactory.getLogger(DispatchSteps.class);
    /** The delivery a route is at work on. */
    static final String TAKEN = "taken";
    private static final String WRITTEN = "written";
    private static final String BEGUN = "begun";
    /** What the route goes on by: {@code direct:way.<way>}. */
    private static final String WAY = "way";
    private static final String MEANING = "meaning";
    /** A delivery that is with its receiver, and may be acknowledged. */
    static final String LEFT = "left";

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
        Plan plan = Plan.of(
                exchange.getProperty("attempts", String.class),
                exchange.getProperty("firstPause", String.class),
                exchange.getProperty("longestPause", String.class));
        Optional<Begun> begun = dispatch.attempt(exchange.getProperty(WRITTEN, Written.class), plan);
        if (begun.isEmpty()) {
            exchange.setRouteStop(true);
            return;
        }
        exchange.setProperty(BEGUN, begun.get());
        exchange.setProperty(WAY, begun.get().way());
    }

    /** Way push: files that are to be there before the message; where one is not, the attempt is settled. */
    void bring(Exchange exchange) {
        if (!dispatch.bring(begun(exchange))) {
            exchange.setRouteStop(true);
        }
    }

    /** Way push: what camel-http takes address, method and body from. */
    void call(Exchange exchange) {
        Begun begun = begun(exchange);
        QuerySteps.send(exchange, begun.sent().call(), begun.deadline());
    }

    private static Begun begun(Exchange exchange) {
        return exchange.getProperty(BEGUN, Begun.class);
    }

    /** Way mailbox: it leaves with the answer to whoever fetches it, and is settled when that one says so. */
    void leave(Exchange exchange) {
        exchange.setProperty(LEFT, begun(exchange));
    }

    /** Way kafka: a record as the CloudEvents binding for Kafka has them, in binary mode, in the target's dialect. */
    void record(Exchange exchange) {
        BusRecord posted = dispatch.record(begun(exchange));
        DefaultMessage record = Track.fresh(exchange, posted.headers());
        record.setHeader(CourierThreads.TOPIC, posted.topic());
        record.setHeader(CourierThreads.KEY, posted.key());
        record.setBody(posted.body());
        exchange.setProperty(MEANING, Outgoing.Meaning.TAKEN);
    }

    /** Way table: a row is in the partner's database. */
    void put(Exchange exchange) {
        exchange.setProperty(MEANING, dispatch.put(begun(exchange)));
    }

    void settle(Exchange exchange) {
        Exception thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        exchange.removeProperty(Exchange.EXCEPTION_CAUGHT);
        Begun begun = begun(exchange);
        exchange.removeProperty(BEGUN);
        Optional<Outgoing.Meaning> meaning = Optional.ofNullable((Outgoing.Meaning) exchange.removeProperty(MEANING));
        if (exchange.getProperty(LEFT) != null) {
            return;
        }
        if (meaning.isPresent()) {
            dispatch.settle(begun, thrown == null ? meaning.get() : meaning(thrown));
        } else if (thrown == null) {
            dispatch.settle(begun, QuerySteps.heard(exchange.getMessage()));
        } else {
            dispatch.settle(begun, QuerySteps.trouble(begun.number(), begun.endpoint(), thrown));
        }
        Track.fresh(exchange, Headers.none());
    }

    /** What a broker will not have it will not have later either; of what was not acknowledged in time it may have some. */
    private static Outgoing.Meaning meaning(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof RecordTooLargeException) {
                return Outgoing.Meaning.REFUSED;
            }
            if (cause instanceof RetriableException) {
                return Outgoing.Meaning.LATER;
            }
        }
        return Outgoing.Meaning.UNCLEAR;
    }

    /** A defect in a step leaves the delivery to its lease; its message stays unsaid, since it may quote what is delivered. */
    Processor guarded(Processor step) {
        return exchange -> {
            try {
                step.process(exchange);
            } catch (RuntimeException | Error defect) {
                LOG.error("a step of a delivery failed: {}", Track.where(defect));
                Optional.ofNullable(exchange.getProperty(TAKEN, Taken.class)).ifPresent(taken -> dispatch.broken(taken, defect));
                exchange.setRouteStop(true);
            }
        };
    }
}
