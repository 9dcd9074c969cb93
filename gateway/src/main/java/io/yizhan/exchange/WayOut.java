package io.yizhan.exchange;

import io.yizhan.convention.KeyBook;
import io.yizhan.delivery.Lane;
import io.yizhan.envelope.Told;
import io.yizhan.mapping.Dialect;
import io.yizhan.partner.Directory;
import io.yizhan.partner.Endpoint;
import io.yizhan.vault.LiveSecret;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.time.Duration;
import java.util.Optional;

final class WayOut implements Outgoing {
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

    /** Some notations have one HTTP status for every fault: such a status passes unless the fault itself says that it will not. */
    @Override
    public Meaning heard(Sent sent, WireAnswer answer, Directory directory) {
        Outcome<Told> told = rooms.convention(sent.dialect().convention())
                .verifyAnswer(answer, sent.call(), keysOf(directory, sent.endpoint()), rooms.now())
                .then(verified -> sent.dialect().hear(verified, sent.letter()));
        Meaning meaning = told.fold(WayOut::meaning, refusal -> Meaning.UNCLEAR);
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

    private static KeyBook keysOf(Directory directory, Endpoint endpoint) {
        return Settling.keysOf(directory, endpoint);
    }

    @Override
    public boolean turnedDown(Sent sent) {
        return sent.secret().filter(secret -> secrets.turnDown(sent.endpoint(), sent.dialect().convention(), secret)).isPresent();
    }
}
