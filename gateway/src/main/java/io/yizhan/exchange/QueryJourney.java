package io.yizhan.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.contract.Contract;
import io.yizhan.envelope.Letter;
import io.yizhan.envelope.Parcel;
import io.yizhan.mapping.Canonical.Terms;
import io.yizhan.mapping.Dialect;
import io.yizhan.partner.Agreement;
import io.yizhan.partner.Asked;
import io.yizhan.vocabulary.Fault;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.util.Optional;

final class QueryJourney implements Query {
    private static final String REPLY = "reply";

    private final Rooms rooms;
    private final Arrival arrival;
    private final Call call;
    private final Settling settling;
    private final Journal journal;

    QueryJourney(Rooms rooms) {
        this.rooms = rooms;
        this.arrival = new Door(rooms);
        this.call = new Call(rooms);
        this.settling = new Settling(rooms);
        this.journal = new Journal(rooms.clock());
    }

    @Override
    public Outcome<Admitted> admit(Identified who, Limits limits) {
        boolean agreed = who.before().directory().mayAsk(who.partner().id(), who.kind(), rooms.today());
        return agreed || who.partner().suspended()
                ? arrival.open(who, limits.largestMessage()).map(opened -> new Admitted(who, limits, opened))
                : Outcome.refused(RefusalCode.NOT_AGREED, "");
    }

    @Override
    public Outcome<Translated> translate(Admitted admitted) {
        Identified who = admitted.before();
        Contract contract = rooms.contract();
        return contract.validate(who.dialect().name(), who.kind(), REQUEST, admitted.opened().payload())
                .then(payload -> who.dialect().toCanonical(who.kind(), REQUEST, payload))
                .then(canonical -> contract.validate(Contract.CANONICAL, who.kind(), REQUEST, canonical))
                .then(canonical -> rooms.dialects()
                        .canonical()
                        .terms(who.kind(), canonical)
                        .map(terms -> new Translated(admitted, canonical, terms)));
    }

    @Override
    public Outcome<Consented> consent(Translated translated) {
        Terms terms = translated.terms();
        return terms.basis().equals("holder") && terms.reference().isBlank()
                ? Outcome.refused(RefusalCode.CONSENT_MISSING, "/authorisation/reference")
                : Outcome.of(new Consented(translated));
    }

    @Override
    public Outcome<Located> locate(Consented consented) {
        Identified who = consented.since(Identified.class);
        Terms terms = consented.before().terms();
        Asked asked = new Asked(
                who.partner().id(),
                who.caller().key().environment(),
                who.kind(),
                terms.authority(),
                terms.region(),
                terms.purpose(),
                terms.basis());
        return who.before().directory().locate(asked, rooms.today()).map(answerer -> new Located(
                consented,
                answerer,
                rooms.dialects()
                        .named(answerer.partner().dialect())
                        .orElseThrow(() -> new IllegalStateException("a partner without its dialect"))));
    }

    @Override
    public Outcome<Minimised> minimise(Located located) {
        Translated translated = located.since(Translated.class);
        String kind = located.since(Identified.class).kind();
        Dialect dialect = located.dialect();
        Agreement agreement = located.answerer().agreement();
        JsonNode asked = rooms.contract().minimise(kind, REQUEST, translated.request(), agreement.release());
        return dialect.fromCanonical(kind, REQUEST, asked)
                .then(payload -> written(dialect, kind, REQUEST, payload))
                .map(payload -> posted(located, letter(located, kind), asked, payload));
    }

    private static Minimised posted(Located located, Letter letter, JsonNode asked, JsonNode payload) {
        Parcel parcel = located.dialect().wrap(letter, payload);
        WireRequest call = new WireRequest("POST", located.answerer().endpoint().url(), parcel.headers(), parcel.body());
        return new Minimised(located, asked, payload, letter, call);
    }

    /** What a valid message comes out as must follow the other dialect's schema; where it does not, that dialect has no words for it. */
    private Outcome<JsonNode> written(Dialect dialect, String kind, String message, JsonNode payload) {
        return rooms.contract()
                .validate(dialect.name(), kind, message, payload)
                .fold(Outcome::of, refusal -> Outcome.refused(refusal.as(RefusalCode.UNMAPPABLE).by(Fault.GATEWAY)));
    }

    /** The sender's own id and source travel on, the same on every attempt; a sender without either is given the exchange's. */
    private Letter letter(Located located, String kind) {
        Admitted admitted = located.since(Admitted.class);
        Received received = located.since(Received.class);
        String source = admitted.opened().source().orElse(rooms.source() + ":" + admitted.before().partner().id());
        return new Letter(admitted.opened().id().orElse(received.id().toString()), source, kind, REQUEST, received.at(), Optional.empty());
    }

    @Override
    public Outcome<Recorded> record(Minimised minimised) {
        return rooms.evidence().request(minimised).map(Recorded::new);
    }

    @Override
    public Outcome<Attempt> attempt(Recorded recorded, int number, boolean renewed) {
        return call.attempt(recorded, number, renewed);
    }

    @Override
    public Outcome<Attempt> ask(Attempt attempt, String step) {
        return call.ask(attempt, step);
    }

    @Override
    public Settled hear(Attempt attempt, String step, WireAnswer answer) {
        return settling.hear(attempt, step, answer);
    }

    @Override
    public Settled settle(Attempt attempt, WireAnswer answer) {
        return settling.settle(attempt, answer);
    }

    @Override
    public Settled settle(Attempt attempt, Trouble trouble) {
        return settling.settle(attempt, trouble);
    }

    @Override
    public Outcome<Replied> translate(Heard heard) {
        Identified who = heard.since(Identified.class);
        Located located = heard.since(Located.class);
        String kind = who.kind();
        return canonicalReply(heard, located.dialect(), kind)
                .map(reply -> rooms.contract().minimise(kind, REPLY, reply, located.answerer().agreement().release()))
                .map(reply -> FileOffers.of(rooms, heard, reply))
                .then(offered -> who.dialect()
                        .fromCanonical(kind, REPLY, offered.reply())
                        .then(payload -> written(who.dialect(), kind, REPLY, payload))
                        .map(payload -> new Replied(heard, who.dialect().answer(replyLetter(heard, kind), payload), offered.offers())));
    }

    /** Reads the answerer's payload and completes it; what is wrong with it is the answerer's fault. */
    private Outcome<JsonNode> canonicalReply(Heard heard, Dialect answering, String kind) {
        Contract contract = rooms.contract();
        Outcome<JsonNode> read = heard.found()
                ? contract.accept(answering.name(), kind, REPLY, heard.payload())
                        .then(payload -> answering.toCanonical(kind, REPLY, payload))
                : Outcome.of(heard.payload());
        JsonNode request = heard.since(Minimised.class).request();
        Outcome<JsonNode> complete = read.then(reply -> rooms.dialects().canonical().complete(kind, request, reply, rooms.today()))
                .then(reply -> contract.validate(Contract.CANONICAL, kind, REPLY, reply));
        return complete.fold(Outcome::of, refusal -> Outcome.refused(blamed(refusal)));
    }

    /** Callers are told of an unknown code as such, and of anything else wrong with an answer that it cannot be used. */
    private static Refusal blamed(Refusal refusal) {
        return refusal.code() == RefusalCode.UNMAPPABLE ? refusal.by(Fault.ANSWERER) : refusal.as(RefusalCode.ENDPOINT_BAD_ANSWER);
    }

    private Letter replyLetter(Heard heard, String kind) {
        Optional<String> caller = heard.since(Admitted.class).opened().id();
        return new Letter(heard.since(Received.class).id().toString(), rooms.source(), kind, REPLY, rooms.now(), caller);
    }

    @Override
    public Outcome<Answered> record(Replied replied) {
        return rooms.evidence().reply(replied).map(this::signed);
    }

    private Answered signed(Replied replied) {
        Received received = replied.since(Received.class);
        String algorithm = replied.since(Identified.class).caller().key().algorithm();
        WireAnswer answer = rooms.convention(received.convention()).signAnswer(replied.answer(), received.request(), algorithm, rooms.now());
        journal.answered(replied);
        return new Answered(replied, answer);
    }
}
