package io.yizhan.exchange;

import io.yizhan.convention.Convention;
import io.yizhan.convention.Credential;
import io.yizhan.convention.KeyBook;
import io.yizhan.delivery.RetryPlan;
import io.yizhan.exchange.Query.Trouble;
import io.yizhan.mapping.Dialect;
import io.yizhan.mapping.Service;
import io.yizhan.mapping.Told;
import io.yizhan.partner.Endpoint;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The call step: at most as many attempts as the kind allows, all within the caller's time budget. Connection errors, time-outs, 408, 425,
 * 429, 5xx and answers whose dialect says "retry" are worth another attempt; everything else is final.
 */
final class Call {
    private static final Set<Integer> TRANSIENT = Set.of(408, 425, 429);
    /** W3C Trace Context, version 00. */
    private static final Pattern TRACE = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private final Rooms rooms;

    Call(Rooms rooms) {
        this.rooms = rooms;
    }

    Outcome<Attempt> attempt(Recorded recorded, int number) {
        Endpoint endpoint = recorded.since(Located.class).answerer().endpoint();
        Duration left = left(recorded);
        if (left.isNegative() || left.isZero()) {
            return Outcome.refused(RefusalCode.ENDPOINT_TIMEOUT, "");
        }
        Duration deadline = left.compareTo(endpoint.timeout()) < 0 ? left : endpoint.timeout();
        // signed first: a place in the lane is taken only by a call that is ready to go
        WireRequest call = signed(recorded, endpoint);
        return rooms.lanes()
                .to(endpoint.name(), endpoint.concurrency())
                .enter()
                .map(permit -> new Attempt(recorded, number, call, permit, deadline));
    }

    private Duration left(Recorded recorded) {
        Instant end = recorded.since(Received.class).at().plus(recorded.since(Admitted.class).limits().timeBudget());
        return Duration.between(rooms.now(), end);
    }

    private WireRequest signed(Recorded recorded, Endpoint endpoint) {
        Dialect dialect = recorded.since(Located.class).dialect();
        String service = dialect.serviceFor(endpoint.kind()).map(Service::code).orElse("");
        WireRequest call = recorded.before().call();
        return convention(dialect)
                .sign(
                        call.with(call.headers().and(trace(recorded))),
                        new Credential(endpoint.credentialId(), endpoint.secret()),
                        service,
                        rooms.now());
    }

    private static Headers trace(Recorded recorded) {
        return recorded.since(Received.class)
                .request()
                .headers()
                .first("traceparent")
                .filter(value -> TRACE.matcher(value).matches())
                .map(value -> Headers.of("traceparent", value))
                .orElse(Headers.none());
    }

    Settled settle(Attempt attempt, Trouble trouble) {
        attempt.permit().failed();
        return switch (trouble) {
            case UNREACHABLE -> again(attempt, RefusalCode.ENDPOINT_UNAVAILABLE);
            case NOT_TO_BE_CALLED -> new Settled.Over(Refusal.of(RefusalCode.ENDPOINT_UNAVAILABLE, ""));
            case TOO_SLOW -> again(attempt, RefusalCode.ENDPOINT_TIMEOUT);
            case UNUSABLE -> new Settled.Over(Refusal.of(RefusalCode.ENDPOINT_BAD_ANSWER, ""));
        };
    }

    Settled settle(Attempt attempt, WireAnswer answer) {
        if (answer.status() >= 500) {
            attempt.permit().failed();
            return again(attempt, RefusalCode.ENDPOINT_UNAVAILABLE);
        }
        attempt.permit().answered();
        if (TRANSIENT.contains(answer.status())) {
            return again(attempt, RefusalCode.ENDPOINT_UNAVAILABLE);
        }
        Recorded recorded = attempt.recorded();
        if (answer.body().length > recorded.since(Admitted.class).limits().largestMessage()) {
            return new Settled.Over(Refusal.of(RefusalCode.ENDPOINT_BAD_ANSWER, ""));
        }
        Dialect dialect = recorded.since(Located.class).dialect();
        return convention(dialect)
                .verifyAnswer(answer, attempt.call(), keysOfAnswerer(recorded), rooms.now())
                .then(dialect::hear)
                .fold(told -> understood(attempt, told, answer), Settled.Over::new);
    }

    /** Nobody else's key will do, however well registered. */
    private static KeyBook keysOfAnswerer(Recorded recorded) {
        Endpoint endpoint = recorded.since(Located.class).answerer().endpoint();
        KeyBook everyone = Rooms.keysOf(recorded.since(Received.class).directory());
        return (convention, id) -> everyone.find(convention, id)
                .filter(key -> key.owner().equals(endpoint.owner()) && key.environment() == endpoint.environment());
    }

    private Settled understood(Attempt attempt, Told told, WireAnswer answer) {
        Recorded recorded = attempt.recorded();
        Digest received = Digest.sha256(answer.body());
        return switch (told.meaning()) {
            case OK -> new Settled.Done(new Heard(recorded, told.payload(), true, received));
            case NOT_FOUND -> notFound(recorded, received);
            case RETRY -> again(attempt, RefusalCode.ENDPOINT_UNAVAILABLE);
            case REFUSE -> new Settled.Over(Refusal.of(RefusalCode.ENDPOINT_REFUSED, ""));
        };
    }

    private Settled notFound(Recorded recorded, Digest received) {
        return rooms.dialects()
                .canonical()
                .notFound(recorded.since(Identified.class).kind())
                .<Settled>map(reply -> new Settled.Done(new Heard(recorded, reply, false, received)))
                .orElseGet(() -> new Settled.Over(Refusal.of(RefusalCode.ENDPOINT_REFUSED, "")));
    }

    private Settled again(Attempt attempt, RefusalCode otherwise) {
        int allowed = attempt.recorded().since(Admitted.class).limits().attempts();
        Optional<Duration> pause = RetryPlan.of(allowed).pauseAfter(attempt.number(), left(attempt.recorded()), rooms.random());
        return pause.<Settled>map(wait -> new Settled.Again(attempt.number() + 1, wait))
                .orElseGet(() -> new Settled.Over(Refusal.of(otherwise, "")));
    }

    private Convention convention(Dialect dialect) {
        return rooms.convention(dialect.convention());
    }
}
