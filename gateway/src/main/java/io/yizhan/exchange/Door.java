package io.yizhan.exchange;

import io.yizhan.convention.Caller;
import io.yizhan.convention.Convention;
import io.yizhan.envelope.Letter;
import io.yizhan.envelope.Opened;
import io.yizhan.mapping.Dialect;
import io.yizhan.mapping.Service;
import io.yizhan.partner.Partner;
import io.yizhan.vocabulary.Assurance;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.net.InetAddress;
import java.util.Optional;

final class Door implements Arrival {
    private final Rooms rooms;
    private final Porter porter;
    private final Journal journal;
    private final Secrets secrets;

    Door(Rooms rooms) {
        this.rooms = rooms;
        this.porter = new Porter(rooms.dialects(), rooms.contract(), rooms.clock(), rooms.random(), rooms.source());
        this.journal = new Journal(rooms.clock());
        this.secrets = new Secrets(rooms);
    }

    @Override
    public Received receive(WireRequest request, InetAddress peer, String convention) {
        return new Received(porter.newId(), rooms.now(), request, peer, convention, rooms.registry().directory());
    }

    @Override
    public Outcome<Identified> identify(Received received) {
        return secrets.signer(received).then(caller -> welcome(rooms, received, caller));
    }

    /** Who has signed is not yet let in: a convention that signs no body needs a second proof of who is there. */
    static Outcome<Identified> welcome(Rooms rooms, Received received, Caller caller) {
        Partner partner = received.directory()
                .partner(caller.key().owner())
                .orElseThrow(() -> new IllegalStateException("a key without its partner"));
        if (caller.assurance() == Assurance.HEADER_ONLY && !partner.mayCallFrom(received.peer())) {
            return Outcome.refused(Refusal.of(RefusalCode.UNKNOWN_PARTNER, "", "a call from a network registered for this partner"));
        }
        Dialect dialect = rooms.dialects()
                .named(partner.dialect())
                .orElseThrow(() -> new IllegalStateException("a partner without its dialect"));
        String path = received.request().uri().getPath();
        Optional<FileFetch.Place> file =
                Optional.of(path).filter(any -> received.request().method().equals("GET")).flatMap(at -> FileFetch.Place.of(at, dialect, rooms.contract().kinds()));
        String kind = file.map(FileFetch.Place::kind).or(() -> dialect.service(path, caller.service()).map(Service::kind)).orElse(Identified.NO_KIND);
        return Outcome.of(new Identified(received, caller, partner, dialect, kind, file.map(FileFetch.Place::name)));
    }

    @Override
    public Outcome<Identified> address(Identified who) {
        return who.kind().equals(Identified.NO_KIND) ? Outcome.refused(RefusalCode.UNKNOWN_KIND, "") : Outcome.of(who);
    }

    @Override
    public Outcome<Opened> open(Identified who, int largestMessage, Optional<Opened> already) {
        WireRequest request = who.before().request();
        if (who.partner().suspended()) {
            return Outcome.refused(RefusalCode.SUSPENDED, "");
        }
        if (request.body().length > largestMessage) {
            return Outcome.refused(Refusal.of(RefusalCode.TOO_LARGE, "", "at most " + largestMessage + " bytes"));
        }
        return already.map(Outcome::of).orElseGet(() -> who.dialect().open(request, who.kind())).then(opened -> fromItsOwnSource(who, opened));
    }

    /** Where a message says it comes from must be registered to the one who signed it. */
    private static Outcome<Opened> fromItsOwnSource(Identified who, Opened opened) {
        return opened.source().map(who.partner().sources()::contains).orElse(true)
                ? Outcome.of(opened)
                : Outcome.refused(Refusal.of(RefusalCode.NOT_AGREED, "source", "a source registered to the signer"));
    }

    @Override
    public WireAnswer refuse(Stage stage, Refusal refusal) {
        Received received = stage.since(Received.class);
        Optional<Identified> who = stage.reached(Identified.class);
        Refusal told = who.map(known -> recorded(stage, refusal)).orElse(refusal);
        Dialect dialect = who.map(Identified::dialect).orElseGet(() -> porter.spokenAt(received.request().uri().getPath(), received.convention()));
        WireAnswer answer = dialect.refuse(told, letter(stage, received));
        journal.refused(stage, told);
        return who.map(Identified::caller)
                .map(caller -> convention(received).signAnswer(answer, received.request(), caller.key().algorithm(), rooms.now()))
                .orElse(answer);
    }

    private Letter letter(Stage stage, Received received) {
        String kind = stage.reached(Identified.class).map(Identified::kind).orElse(Identified.NO_KIND);
        return porter.letter(received.id(), kind, stage.opening().flatMap(Opened::id));
    }

    /** What to tell the caller once the refusal has been written down, which itself may be refused. */
    private Refusal recorded(Stage stage, Refusal refusal) {
        if (refusal.code() == RefusalCode.EVIDENCE_UNAVAILABLE) {
            return refusal;
        }
        return rooms.evidence()
                .refusal(stage, refusal)
                .fold(written -> written, instead -> instead.code() == RefusalCode.REPLAYED ? recorded(stage, instead) : instead);
    }

    @Override
    public WireAnswer turnAway(String path, Refusal refusal) {
        return porter.turnAway(path, refusal);
    }

    private Convention convention(Received received) {
        return rooms.convention(received.convention());
    }
}
