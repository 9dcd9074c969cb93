package io.yizhan.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.convention.KeyBook;
import io.yizhan.delivery.RetryPlan;
import io.yizhan.envelope.Told;
import io.yizhan.exchange.Query.Heard;
import io.yizhan.exchange.Query.Located;
import io.yizhan.exchange.Query.Recorded;
import io.yizhan.exchange.Query.Trouble;
import io.yizhan.mapping.Dialect;
import io.yizhan.partner.Directory;
import io.yizhan.partner.Endpoint;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * What became of a call: at most as many attempts as the kind allows are made. Connection errors, time-outs, 408, 425, 429, 5xx and answers
 * whose dialect says "retry" are worth another attempt; one that says the secret is over is worth another secret; everything else is final.
 */
final class Settling {
    private static final Set<Integer> TRANSIENT = Set.of(408, 425, 429);

    private final Rooms rooms;
    private final Secrets secrets;

    Settling(Rooms rooms) {
        this.rooms = rooms;
        this.secrets = new Secrets(rooms);
    }

    Settled settle(Attempt attempt, Trouble trouble) {
        attempt.permit().failed();
        return switch (trouble) {
            case UNREACHABLE, BROKEN, TOO_SLOW -> again(attempt, told(trouble));
            case NOT_TO_BE_CALLED, UNUSABLE -> new Settled.Over(Refusal.of(told(trouble), ""));
        };
    }

    /** What a caller is told of a call that brought no answer, when no other is made. */
    static RefusalCode told(Trouble trouble) {
        return switch (trouble) {
            case UNREACHABLE, BROKEN, NOT_TO_BE_CALLED -> RefusalCode.ENDPOINT_UNAVAILABLE;
            case TOO_SLOW -> RefusalCode.ENDPOINT_TIMEOUT;
            case UNUSABLE -> RefusalCode.ENDPOINT_BAD_ANSWER;
        };
    }

    /** Whether a status says that the same may succeed later. */
    static boolean isTransient(int status) {
        return status >= 500 || TRANSIENT.contains(status);
    }

    Settled settle(Attempt attempt, WireAnswer answer) {
        return given(attempt, judged(attempt, answer, (payload, received) -> new Settled.Done(new Heard(attempt.recorded(), payload, true, received))), answer);
    }

    /** The place is kept where the attempt goes on. */
    Settled hear(Attempt attempt, String step, WireAnswer answer) {
        Settled settled = judged(attempt, answer, (payload, received) -> new Settled.Further(attempt.told(step, payload)));
        return settled instanceof Settled.Further ? settled : given(attempt, settled, answer);
    }

    private static Settled given(Attempt attempt, Settled settled, WireAnswer answer) {
        if (answer.status() >= 500) {
            attempt.permit().failed();
        } else {
            attempt.permit().answered();
        }
        return settled;
    }

    private Settled judged(Attempt attempt, WireAnswer answer, BiFunction<JsonNode, Digest, Settled> ok) {
        boolean passing = isTransient(answer.status());
        if (answer.body().length > attempt.recorded().since(Admitted.class).limits().largestMessage()) {
            return passing ? again(attempt, RefusalCode.ENDPOINT_UNAVAILABLE) : new Settled.Over(Refusal.of(RefusalCode.ENDPOINT_BAD_ANSWER, ""));
        }
        Outcome<Told> heard = heard(attempt, answer);
        if (passing && !heard.fold(told -> told.meaning() == Told.Meaning.REFUSE, refusal -> false)) {
            return again(attempt, RefusalCode.ENDPOINT_UNAVAILABLE);
        }
        return heard.fold(told -> understood(attempt, told, Digest.sha256(answer.body()), ok), Settled.Over::new);
    }

    /** Some notations have one HTTP status for every fault: such a status passes unless the fault itself says that it will not. */
    private Outcome<Told> heard(Attempt attempt, WireAnswer answer) {
        Recorded recorded = attempt.recorded();
        Dialect dialect = recorded.since(Located.class).dialect();
        return rooms.convention(dialect.convention())
                .verifyAnswer(answer, attempt.posted().call(), keysOf(recorded, recorded.since(Located.class).answerer().endpoint()), rooms.now())
                .then(verified -> dialect.hear(verified, attempt.posted().letter()));
    }

    private Settled understood(Attempt attempt, Told told, Digest received, BiFunction<JsonNode, Digest, Settled> ok) {
        return switch (told.meaning()) {
            case OK -> ok.apply(told.payload(), received);
            case NOT_FOUND -> notFound(attempt.recorded(), received);
            case RETRY -> again(attempt, RefusalCode.ENDPOINT_UNAVAILABLE);
            case REFRESH_SECRET -> renewed(attempt);
            case REFUSE -> new Settled.Over(Refusal.of(RefusalCode.ENDPOINT_REFUSED, ""));
        };
    }

    /** A call that was not let in reached nobody who could answer: it is none of the attempts allowed, once in an exchange. */
    private Settled renewed(Attempt attempt) {
        Located located = attempt.recorded().since(Located.class);
        boolean hopeful = !attempt.renewed() && attempt.posted().secret().filter(secret -> secrets.turnDown(located.answerer().endpoint(), located.dialect().convention(), secret)).isPresent();
        return hopeful
                ? new Settled.Again(attempt.number(), Duration.ZERO, true)
                : new Settled.Over(Refusal.of(RefusalCode.ENDPOINT_REFUSED, ""));
    }

    /** Nobody else's key will do, however well registered. */
    static KeyBook keysOf(Stage stage, Endpoint endpoint) {
        return keysOf(stage.since(Received.class).directory(), endpoint);
    }

    static KeyBook keysOf(Directory directory, Endpoint endpoint) {
        KeyBook everyone = Rooms.keysOf(directory);
        return (convention, id) -> everyone.find(convention, id).stream()
                .filter(key -> key.owner().equals(endpoint.owner()) && key.environment() == endpoint.environment())
                .toList();
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
        Duration left = Call.left(rooms, attempt.recorded());
        Optional<Duration> pause = RetryPlan.of(allowed).pauseAfter(attempt.number(), left, rooms.random());
        return pause.<Settled>map(wait -> new Settled.Again(attempt.number() + 1, wait, attempt.renewed()))
                .orElseGet(() -> new Settled.Over(Refusal.of(otherwise, "")));
    }
}
