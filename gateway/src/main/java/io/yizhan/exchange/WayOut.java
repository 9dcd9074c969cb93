package io.yizhan.exchange;

import io.yizhan.convention.KeyBook;
import io.yizhan.delivery.Lane;
import io.yizhan.envelope.Letter;
import io.yizhan.envelope.Told;
import io.yizhan.mapping.Dialect;
import io.yizhan.partner.Directory;
import io.yizhan.partner.Endpoint;
import io.yizhan.vault.LiveSecret;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

final class WayOut implements Outgoing {
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;

    private final Rooms rooms;
    private final Secrets secrets;

    WayOut(Rooms rooms) {
        this.rooms = rooms;
        this.secrets = new Secrets(rooms);
    }

    @Override
    public Outcome<Optional<LiveSecret>> secret(Endpoint endpoint, Dialect dialect, Lane.Permit permit, Duration left) {
        return secrets.forCall(endpoint, dialect.convention(), permit, left);
    }

    @Override
    public WireRequest signed(WireRequest call, Dialect dialect, Endpoint endpoint, String service, Optional<LiveSecret> secret) {
        return Call.signed(rooms, call, dialect, endpoint, service, secret);
    }

    /** Nothing that was brought twice has a second effect, so that whatever is unclear is another time's. An answer may well be empty. */
    @Override
    public Meaning bring(Sent sent, InputStream content, Duration left, Directory directory) {
        return rooms.outbound().call(sent.call(), content, left).fold(
                answer -> {
                    boolean taken = answer.status() == CREATED || answer.status() == NO_CONTENT;
                    Meaning meaning = taken ? Meaning.TAKEN : heard(sent, answer, directory);
                    return meaning == Meaning.UNCLEAR ? Meaning.LATER : meaning;
                },
                refusal -> Meaning.LATER);
    }

    /** Some notations have one HTTP status for every fault: such a status passes unless the fault itself says that it will not. */
    @Override
    public Meaning heard(Sent sent, WireAnswer answer, Directory directory) {
        Meaning meaning = told(sent, answer, directory).fold(WayOut::meaning, refusal -> Meaning.UNCLEAR);
        boolean passing = Settling.isTransient(answer.status()) && meaning != Meaning.REFUSED && meaning != Meaning.REFRESH_SECRET;
        if (passing) {
            return Meaning.LATER;
        }
        return meaning == Meaning.UNCLEAR && answer.status() >= 400 ? Meaning.REFUSED : meaning;
    }

    private static Meaning meaning(Told told) {
        return switch (told.meaning()) {
            case OK -> Meaning.TAKEN;
            case RETRY -> Meaning.LATER;
            case REFRESH_SECRET -> Meaning.REFRESH_SECRET;
            case NOT_FOUND, REFUSE -> Meaning.REFUSED;
        };
    }

    @Override
    public Standing standing(Endpoint endpoint, Dialect dialect, Letter letter, Lane.Permit permit, Directory directory) {
        return secret(endpoint, dialect, permit, endpoint.timeout()).fold(
                secret -> asked(endpoint, dialect, letter, permit, directory, secret),
                refusal -> Standing.UNKNOWN);
    }

    private Standing asked(
            Endpoint endpoint, Dialect dialect, Letter letter, Lane.Permit permit, Directory directory, Optional<LiveSecret> secret) {
        String place = endpoint.habits().status().orElseThrow(() -> new IllegalStateException("an endpoint that cannot be asked")).toString();
        URI address = URI.create(place + "?id=" + URLEncoder.encode(letter.id(), StandardCharsets.UTF_8));
        WireRequest call = signed(new WireRequest("GET", address, Headers.none(), new byte[0]), dialect, endpoint, service(dialect, letter), secret);
        return rooms.outbound().call(call, endpoint.timeout()).fold(
                answer -> {
                    permit.answered();
                    return standing(new Sent(letter, call, dialect, endpoint, secret), answer, directory);
                },
                refusal -> {
                    permit.failed();
                    return Standing.UNKNOWN;
                });
    }

    private static String service(Dialect dialect, Letter letter) {
        return dialect.serviceFor(letter.kind()).map(service -> service.at(letter.message()).code()).orElse("");
    }

    private Standing standing(Sent sent, WireAnswer answer, Directory directory) {
        Outcome<Told> told = told(sent, answer, directory);
        boolean passing = Settling.isTransient(answer.status());
        return told.fold(
                heard -> switch (heard.meaning()) {
                    case OK -> passing ? Standing.UNKNOWN : Standing.THERE;
                    case NOT_FOUND -> Standing.NOT_THERE;
                    case RETRY, REFRESH_SECRET, REFUSE -> Standing.UNKNOWN;
                },
                refusal -> Standing.UNKNOWN);
    }

    private Outcome<Told> told(Sent sent, WireAnswer answer, Directory directory) {
        return rooms.convention(sent.dialect().convention())
                .verifyAnswer(answer, sent.call(), keysOf(directory, sent.endpoint()), rooms.now())
                .then(verified -> sent.dialect().hear(verified, sent.letter()));
    }

    private static KeyBook keysOf(Directory directory, Endpoint endpoint) {
        return Settling.keysOf(directory, endpoint);
    }

    @Override
    public boolean turnedDown(Sent sent) {
        return sent.secret().filter(secret -> secrets.turnDown(sent.endpoint(), sent.dialect().convention(), secret)).isPresent();
    }
}
