package io.yizhan.exchange;

import io.yizhan.convention.Credential;
import io.yizhan.envelope.Letter;
import io.yizhan.envelope.Parcel;
import io.yizhan.exchange.Attempt.Posted;
import io.yizhan.exchange.Query.Located;
import io.yizhan.exchange.Query.Minimised;
import io.yizhan.exchange.Query.Recorded;
import io.yizhan.mapping.Dialect;
import io.yizhan.mapping.Service;
import io.yizhan.partner.Endpoint;
import io.yizhan.vault.LiveSecret;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The way out: a place in the endpoint's lane, and calls written and signed for it, all within the caller's time budget. */
final class Call {
    private final Rooms rooms;
    private final Secrets secrets;

    Call(Rooms rooms) {
        this.rooms = rooms;
        this.secrets = new Secrets(rooms);
    }

    Outcome<Attempt> attempt(Recorded recorded, int number, boolean renewed) {
        Endpoint endpoint = endpoint(recorded);
        Minimised minimised = recorded.before();
        return inTime(recorded).then(left -> rooms.lanes()
                .to(endpoint.name(), endpoint.concurrency())
                .enter()
                .map(permit -> new Attempt(recorded, number, renewed, permit, Map.of(), draft(minimised, left))));
    }

    private static Posted draft(Minimised minimised, Duration left) {
        return new Posted(minimised.letter(), minimised.call(), Optional.empty(), left);
    }

    /** A call that cannot even be made gives its place back without a word about the endpoint. */
    Outcome<Attempt> ask(Attempt attempt, String step) {
        Recorded recorded = attempt.recorded();
        return inTime(recorded)
                .then(left -> secrets.forCall(endpoint(recorded), dialect(recorded.before()).convention(), attempt.permit(), left))
                .then(secret -> inTime(recorded).then(left -> posted(attempt, step, secret, left)))
                .map(attempt::posting)
                .fold(Outcome::of, refusal -> {
                    attempt.permit().unused();
                    return Outcome.refused(refusal);
                });
    }

    private Outcome<Duration> inTime(Recorded recorded) {
        Duration left = left(rooms, recorded);
        return left.isNegative() || left.isZero() ? Outcome.refused(RefusalCode.ENDPOINT_TIMEOUT, "") : Outcome.of(left);
    }

    static Duration left(Rooms rooms, Recorded recorded) {
        Instant end = recorded.since(Received.class).at().plus(recorded.since(Admitted.class).limits().timeBudget());
        return Duration.between(rooms.now(), end);
    }

    private static Endpoint endpoint(Recorded recorded) {
        return recorded.since(Located.class).answerer().endpoint();
    }

    /** What was asked is written already; other steps, and a request that takes up what they brought, are written now. */
    private Outcome<Posted> posted(Attempt attempt, String step, Optional<LiveSecret> secret, Duration left) {
        Recorded recorded = attempt.recorded();
        Minimised minimised = recorded.before();
        Service service = service(minimised);
        Duration deadline = left.compareTo(endpoint(recorded).timeout()) < 0 ? left : endpoint(recorded).timeout();
        if (step.equals(Query.REQUEST) && attempt.said().isEmpty()) {
            return Outcome.of(new Posted(minimised.letter(), signed(recorded, minimised.call(), service.code(), secret), secret, deadline));
        }
        return dialect(minimised).step(service.kind(), step, minimised.payload(), attempt.said()).map(made -> {
            Letter letter = letter(minimised.letter(), step);
            Parcel parcel = dialect(minimised).wrap(letter, made.payload());
            WireRequest call = new WireRequest("POST", beside(minimised.call().uri(), service.path(), made.path()), parcel.headers(), parcel.body());
            return new Posted(letter, signed(recorded, call, made.code(), secret), secret, deadline);
        });
    }

    private static Dialect dialect(Minimised minimised) {
        return minimised.before().dialect();
    }

    private static Service service(Minimised minimised) {
        return dialect(minimised).serviceFor(minimised.since(Identified.class).kind())
                .orElseThrow(() -> new IllegalStateException("an endpoint of a kind its dialect does not speak of"));
    }

    /** A step on the way is a message of its own: a platform that knows messages by their ids must not take it for the other. */
    private static Letter letter(Letter letter, String step) {
        String id = step.equals(Query.REQUEST) ? letter.id() : letter.id() + "." + step;
        return new Letter(id, letter.source(), letter.kind(), letter.message(), letter.at(), letter.inReplyTo());
    }

    /** The address of another path of the same platform; what a proxy puts before one path it puts before the other. */
    private static URI beside(URI endpoint, String path, String other) {
        String whole = endpoint.getRawPath();
        String prefix = whole.endsWith(path) ? whole.substring(0, whole.length() - path.length()) : "";
        return endpoint.resolve(prefix + other);
    }

    private WireRequest signed(Recorded recorded, WireRequest call, String service, Optional<LiveSecret> secret) {
        WireRequest traced = call.with(call.headers().and(recorded.since(Received.class).trace()));
        return signed(rooms, traced, dialect(recorded.before()), endpoint(recorded), service, secret);
    }

    /** A call to that endpoint's owner, signed as its dialect says. */
    static WireRequest signed(Rooms rooms, WireRequest call, Dialect dialect, Endpoint endpoint, String service, Optional<LiveSecret> secret) {
        Credential credential = new Credential(endpoint.credentialId(), secret.map(LiveSecret::secret).orElse(endpoint.secret()));
        return rooms.convention(dialect.convention()).sign(call, credential, service, rooms.now());
    }
}
