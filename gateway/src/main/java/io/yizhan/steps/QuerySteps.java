package io.yizhan.steps;

import io.yizhan.exchange.Admitted;
import io.yizhan.exchange.Attempt;
import io.yizhan.exchange.Query.Heard;
import io.yizhan.exchange.Identified;
import io.yizhan.exchange.Limits;
import io.yizhan.exchange.Query.Located;
import io.yizhan.exchange.Query.Minimised;
import io.yizhan.exchange.Query;
import io.yizhan.exchange.Query.Answered;
import io.yizhan.exchange.Query.Consented;
import io.yizhan.exchange.Query.Trouble;
import io.yizhan.exchange.Query.Recorded;
import io.yizhan.exchange.Query.Replied;
import io.yizhan.exchange.Settled;
import io.yizhan.exchange.Stage;
import io.yizhan.exchange.Translated;
import io.yizhan.outbound.AddressRefused;
import io.yizhan.outbound.AnswerTooLarge;
import io.yizhan.outbound.DeadlineExceeded;
import io.yizhan.outbound.Outbound;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpMethods;
import org.apache.camel.support.DefaultMessage;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.ProtocolException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of the pattern "query". The ones that occur twice in the line act on the way out first and on the way back then. */
final class QuerySteps {
    private static final Logger LOG = LoggerFactory.getLogger(QuerySteps.class);
    private static final String PAUSE = "pause";
    private static final String NUMBER = "attempt";
    private static final String RENEWED = "renewed";
    private static final String WAY = "way";
    private static final String STEP = "step";

    private final Query query;
    private final Track track;

    QuerySteps(Query query, Track track) {
        this.query = query;
        this.track = track;
    }

    void admit(Exchange exchange) {
        Limits limits = Limits.of(
                exchange.getProperty("timeBudget", String.class),
                exchange.getProperty("attempts", String.class),
                exchange.getProperty("largestMessage", String.class));
        track.advance(exchange, query.admit(track.stage(exchange, Identified.class), limits));
    }

    void translate(Exchange exchange) {
        Stage stage = track.stage(exchange);
        track.advance(exchange, stage instanceof Heard heard ? query.translate(heard) : query.translate((Admitted) stage));
    }

    void consent(Exchange exchange) {
        track.advance(exchange, query.consent(track.stage(exchange, Translated.class)));
    }

    void locate(Exchange exchange) {
        track.advance(exchange, query.locate(track.stage(exchange, Consented.class)));
    }

    void minimise(Exchange exchange) {
        track.advance(exchange, query.minimise(track.stage(exchange, Located.class)));
    }

    void record(Exchange exchange) {
        Stage stage = track.stage(exchange);
        if (stage instanceof Replied replied) {
            track.advance(exchange, query.record(replied));
        } else {
            track.advance(exchange, query.record((Minimised) stage));
            exchange.setProperty(Track.CALLING, true);
            exchange.setProperty(PAUSE, 0L);
            exchange.setProperty(NUMBER, 1);
            exchange.setProperty(RENEWED, false);
        }
    }

    void attempt(Exchange exchange) {
        Integer number = exchange.getProperty(NUMBER, Integer.class);
        Boolean renewed = exchange.getProperty(RENEWED, Boolean.class);
        exchange.setProperty(STEP, Query.REQUEST);
        begin(exchange, query.attempt(track.stage(exchange, Recorded.class), number, renewed).map(attempt -> {
            exchange.setProperty(WAY, attempt.way());
            return attempt;
        }));
    }

    void ask(Exchange exchange) {
        begin(exchange, query.ask(attempted(exchange), exchange.getProperty(STEP, String.class)).map(attempt -> {
            send(exchange, attempt.posted().call(), attempt.posted().deadline());
            return attempt;
        }));
    }

    private void begin(Exchange exchange, Outcome<Attempt> outcome) {
        outcome.fold(
                attempt -> {
                    exchange.setProperty(Track.ATTEMPT, attempt);
                    return null;
                },
                refusal -> {
                    track.refuse(exchange, refusal);
                    return null;
                });
    }

    private static Attempt attempted(Exchange exchange) {
        return exchange.getProperty(Track.ATTEMPT, Attempt.class);
    }

    /** Hands the call to camel-http, which takes address, method and body from the message. */
    static Message send(Exchange exchange, WireRequest call, Duration deadline) {
        // camel-http would unpack an answer after its size was measured
        exchange.setProperty(Exchange.SKIP_GZIP_ENCODING, true);
        DefaultMessage message = Track.fresh(exchange, call.headers());
        String url = call.uri().toString();
        message.setHeader(Exchange.HTTP_URI, url.contains("?") ? url.substring(0, url.indexOf('?')) : url);
        Optional.ofNullable(call.uri().getRawQuery()).ifPresent(query -> message.setHeader(Exchange.HTTP_QUERY, query));
        // as camel-http has it: from text it would look for a converter in vain, each time
        message.setHeader(Exchange.HTTP_METHOD, HttpMethods.valueOf(call.method()));
        message.setHeader(Outbound.DEADLINE, deadline.toMillis());
        message.setBody(call.body());
        return message;
    }

    /** Goes on to the next step, or leaves the way there for {@link #settle}. */
    void hear(Exchange exchange) throws Ended {
        Settled settled = query.hear(attempted(exchange), exchange.getProperty(STEP, String.class), heard(exchange.getMessage()));
        if (!(settled instanceof Settled.Further further)) {
            throw new Ended(settled);
        }
        exchange.setProperty(Track.ATTEMPT, further.attempt());
    }

    void settle(Exchange exchange) {
        Exception thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        exchange.removeProperty(Exchange.EXCEPTION_CAUGHT);
        Settled settled = settled(exchange, thrown);
        if (settled instanceof Settled.Again again) {
            exchange.setProperty(NUMBER, again.nextAttempt());
            exchange.setProperty(RENEWED, again.renewed());
            exchange.setProperty(PAUSE, again.pause().toMillis());
            return;
        }
        exchange.setProperty(Track.CALLING, false);
        track.advance(exchange, settled instanceof Settled.Done done ? Outcome.of(done.heard()) : Outcome.refused(((Settled.Over) settled).refusal()));
    }

    private Settled settled(Exchange exchange, Exception thrown) {
        if (thrown instanceof Ended ended) {
            return ended.settled();
        }
        Attempt attempt = attempted(exchange);
        return thrown == null ? query.settle(attempt, heard(exchange.getMessage())) : query.settle(attempt, trouble(attempt.number(), attempt.endpoint(), thrown));
    }

    /** Leaves a way of several calls before its last one. */
    private static final class Ended extends Exception {
        private final transient Settled settled;

        Ended(Settled settled) {
            super("no further step", null, false, false);
            this.settled = settled;
        }

        Settled settled() {
            return settled;
        }
    }

    static WireAnswer heard(Message message) {
        byte[] body = message.getBody(byte[].class);
        return new WireAnswer(status(message), headers(message), body == null ? new byte[0] : body);
    }

    static int status(Message message) {
        return message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    }

    static Headers headers(Message message) {
        List<Headers.Field> fields = new ArrayList<>();
        message.getHeaders().forEach((name, value) -> {
            if (value instanceof List<?> several) {
                several.forEach(each -> fields.add(new Headers.Field(name, String.valueOf(each))));
            } else {
                fields.add(new Headers.Field(name, String.valueOf(value)));
            }
        });
        return new Headers(fields);
    }

    /** The exception itself stays unsaid: it may quote the call. Its types are enough to tell what to mend. */
    static Trouble trouble(int number, String endpoint, Exception thrown) {
        LOG.warn("call {} of {} brought no answer: {}", number, endpoint, types(thrown));
        if (thrown instanceof DeadlineExceeded) {
            return Trouble.TOO_SLOW;
        }
        if (thrown instanceof AddressRefused || thrown instanceof SSLException) {
            return Trouble.NOT_TO_BE_CALLED;
        }
        boolean unusable = thrown instanceof AnswerTooLarge
                // a head without end
                || thrown instanceof MessageConstraintException
                || thrown.getCause() instanceof ProtocolException
                || !(thrown instanceof IOException);
        if (unusable) {
            return Trouble.UNUSABLE;
        }
        // those of the client that end before a request was sent
        boolean unconnected = thrown instanceof ConnectException || thrown instanceof UnknownHostException || thrown instanceof ConnectionRequestTimeoutException;
        return unconnected ? Trouble.UNREACHABLE : Trouble.BROKEN;
    }

    private static String types(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).map(cause -> cause.getClass().getSimpleName()).collect(Collectors.joining(" < "));
    }

    void answer(Exchange exchange) {
        Track.answer(exchange, track.stage(exchange, Answered.class).answer());
    }
}
