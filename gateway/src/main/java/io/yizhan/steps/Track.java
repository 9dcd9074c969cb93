package io.yizhan.steps;

import io.yizhan.exchange.Arrival;
import io.yizhan.exchange.Attempt;
import io.yizhan.exchange.Stage;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries the stage of a journey along a Camel exchange, and ends the route when a step refuses. */
final class Track {
    private static final Logger LOG = LoggerFactory.getLogger(Steps.class);
    /** Whether the loop of calls goes on. */
    static final String CALLING = "calling";
    /** The request as it came in, for an answer that does not fit into a message. */
    static final String CALLER = "caller";
    /** The attempt that was begun last. */
    static final String ATTEMPT = "attempted";

    /** Where the exchange stands. */
    static final String STAGE = "stage";
    /** Why the exchange ended, where a step refused. */
    static final String REFUSAL = "refusal";

    private static final int FRAMES = 12;

    private final Arrival arrival;

    Track(Arrival arrival) {
        this.arrival = arrival;
    }

    Stage stage(Exchange exchange) {
        return exchange.getProperty(STAGE, Stage.class);
    }

    <S extends Stage> S stage(Exchange exchange, Class<S> type) {
        return type.cast(stage(exchange));
    }

    /** Goes on from the stage reached, or refuses. */
    void advance(Exchange exchange, Outcome<? extends Stage> outcome) {
        outcome.fold(
                next -> {
                    exchange.setProperty(STAGE, next);
                    return null;
                },
                refusal -> {
                    refuse(exchange, refusal);
                    return null;
                });
    }

    void refuse(Exchange exchange, Refusal refusal) {
        exchange.setProperty(REFUSAL, refusal);
        answer(exchange, arrival.refuse(stage(exchange), refusal));
        stop(exchange);
    }

    /** Nothing after this step happens; the loop of calls has to be told by itself, since Camel only asks its predicate. */
    private static void stop(Exchange exchange) {
        exchange.setProperty(CALLING, false);
        exchange.setRouteStop(true);
    }

    /** Installs the answer as a fresh message, so that no header of the request or of the answerer's answer can echo. */
    static void answer(Exchange exchange, WireAnswer answer) {
        DefaultMessage message = fresh(exchange, answer.headers());
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        message.setBody(answer.body());
    }

    static DefaultMessage fresh(Exchange exchange, Headers headers) {
        DefaultMessage message = new DefaultMessage(exchange);
        for (String name : headers.names()) {
            List<String> values = headers.all(name);
            message.setHeader(name, values.size() == 1 ? values.get(0) : values);
        }
        exchange.setMessage(message);
        return message;
    }

    /**
     * A defect in a step ends the exchange as the gateway's fault; its message stays unsaid, since it may quote what was exchanged.
     *
     * <p>An error is no reason to go under either: a stack or heap that was too small was so for this one exchange, and is given back with
     * it; no step changes anything that others share. Nor would thrown on it end anything: above is only Camel, which would answer an empty 500.
     */
    Processor guarded(Processor step) {
        return exchange -> {
            try {
                step.process(exchange);
            } catch (RuntimeException | Error defect) {
                fail(exchange, defect);
            }
        };
    }

    private void fail(Exchange exchange, Throwable defect) {
        Refusal fault = Refusal.of(RefusalCode.GATEWAY_FAULT, "");
        // a call that was begun and is not settled gives its place back; for a settled one this does nothing
        Optional.ofNullable(exchange.getProperty(ATTEMPT, Attempt.class)).ifPresent(Attempt::abandon);
        try {
            LOG.error("a step failed: {}", where(defect));
            answer(exchange, stage(exchange) == null ? arrival.turnAway("", fault) : arrival.refuse(stage(exchange), fault));
        } catch (RuntimeException | Error again) {
            LOG.error("the failure could not be told in the caller's dialect: {}", where(again));
            answer(exchange, arrival.turnAway("", fault));
        }
        exchange.setProperty(REFUSAL, fault);
        stop(exchange);
    }

    static String where(Throwable defect) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = defect; cause != null; cause = cause.getCause()) {
            text.append(cause.getClass().getName());
            Arrays.stream(cause.getStackTrace()).limit(FRAMES).forEach(frame -> text.append("\n\tat ").append(frame));
            text.append(cause.getCause() == null ? "" : "\ncaused by ");
        }
        return text.toString();
    }
}
