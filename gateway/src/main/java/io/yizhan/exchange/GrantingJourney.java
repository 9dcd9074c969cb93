package io.yizhan.exchange;

import io.yizhan.convention.Grant;
import io.yizhan.convention.Key;
import io.yizhan.convention.ShortLived;
import io.yizhan.partner.PartnerKey;
import io.yizhan.vault.LiveSecret;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class GrantingJourney implements Granting {
    private static final Logger LOG = LoggerFactory.getLogger(Granting.class);

    private final Rooms rooms;
    private final Secrets secrets;
    private final Journal journal;

    GrantingJourney(Rooms rooms) {
        this.rooms = rooms;
        this.secrets = new Secrets(rooms);
        this.journal = new Journal(rooms.clock());
    }

    @Override
    public Outcome<Identified> identify(Received received) {
        return grant(received)
                .map(grant -> secrets.signer(received, grant).then(caller -> Door.welcome(rooms, received, caller)))
                .orElseGet(() -> Outcome.refused(RefusalCode.UNKNOWN_KIND, ""));
    }

    private Optional<Grant> grant(Received received) {
        return rooms.conventions()
                .named(received.convention())
                .flatMap(convention -> convention.tokens())
                .flatMap(flow -> flow.at(received.request().uri().getPath()));
    }

    @Override
    public Outcome<Identified> admit(Identified who) {
        return who.partner().suspended() ? Outcome.refused(RefusalCode.SUSPENDED, "") : Outcome.of(who);
    }

    @Override
    public Outcome<Granted> give(Identified who) {
        try {
            return Outcome.of(new Granted(who, answer(who)));
        } catch (JdbiException outage) {
            // not the message: the database may quote values in it
            LOG.warn("secrets for {} cannot be written: {}", who.before().id(), outage.getClass().getSimpleName());
            return Outcome.refused(RefusalCode.EVIDENCE_UNAVAILABLE, "");
        }
    }

    private WireAnswer answer(Identified who) {
        Received received = who.before();
        Grant grant = grant(received).orElseThrow(() -> new IllegalStateException("a caller at an address where nothing is given"));
        Key key = who.caller().key();
        PartnerKey registered = received.directory()
                .key(received.convention(), key.id())
                .orElseThrow(() -> new IllegalStateException("a caller without its key"));
        Map<String, LiveSecret> issued = rooms.issued().issue(Secrets.place(registered), grant.brings(), rooms.now());
        Map<String, ShortLived> given = new HashMap<>();
        issued.forEach((name, secret) -> given.put(name, new ShortLived(secret.secret(), secret.ends())));
        return grant.give(given, key.material(), rooms.now());
    }

    @Override
    public Outcome<Granted> record(Granted granted) {
        return rooms.evidence().grant(granted).map(recorded -> {
            journal.granted(recorded);
            return recorded;
        });
    }
}
