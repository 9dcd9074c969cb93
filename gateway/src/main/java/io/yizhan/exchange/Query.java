package io.yizhan.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.attachment.Offer;
import io.yizhan.envelope.Letter;
import io.yizhan.mapping.Dialect;
import io.yizhan.partner.Answerer;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.util.List;

/**
 * One caller, one answer, in the same HTTP call. The steps in their order: admit, translate, consent, locate, minimise, record,
 * attempt and settle (as often as needed), translate, record. Safe for use by many threads.
 */
public interface Query {
    /** The message a caller sends, and the last step of an attempt. */
    String REQUEST = "request";

    static Query of(Rooms rooms) {
        return new QueryJourney(rooms);
    }

    /** Opens the envelope of a caller that may ask this kind: refuses suspended, not-agreed, too-large, malformed. */
    Outcome<Admitted> admit(Identified who, Limits limits);

    /** Brings the request into canonical form: refuses schema-violation, unmappable. */
    Outcome<Translated> translate(Admitted admitted);

    /** Asks for the holder's authorisation where the request relies on one: refuses consent-missing. */
    Outcome<Consented> consent(Translated translated);

    /** Finds who answers: refuses no-such-region, not-agreed, no-endpoint. */
    Outcome<Located> locate(Consented consented);

    /** Lowers what is asked to what the agreement releases and writes the call: refuses unmappable. */
    Outcome<Minimised> minimise(Located located);

    /** Makes the request durable: refuses replayed, conflicting-duplicate, too-many, evidence-unavailable. */
    Outcome<Recorded> record(Minimised minimised);

    /**
     * Takes a place on the way to the endpoint: refuses endpoint-unavailable, endpoint-timeout when no time is left.
     *
     * @param number from 1; the same again after a call that was not let in because its secret was over
     * @param renewed whether that has happened
     */
    Outcome<Attempt> attempt(Recorded recorded, int number, boolean renewed);

    /**
     * Writes and signs the call of one step: refuses endpoint-timeout when no time is left, unmappable, and, where no short-lived secret can be
     * got to sign it with, what the platform's refusal, silence or bad answer comes to.
     *
     * @param step {@link #REQUEST} for what was asked, or one that has to come before it
     */
    Outcome<Attempt> ask(Attempt attempt, String step);

    /** Decides what the answer to a step on the way means: {@link Settled.Further} where it goes on. */
    Settled hear(Attempt attempt, String step, WireAnswer answer);

    /** Decides what an answer means. */
    Settled settle(Attempt attempt, WireAnswer answer);

    /** Decides what follows from a call that brought no answer. */
    Settled settle(Attempt attempt, Trouble trouble);

    /** Brings the reply into the caller's dialect, cut to what is released: refuses endpoint-bad-answer, unmappable. */
    Outcome<Replied> translate(Heard heard);

    /** Makes the reply durable and signs it: refuses evidence-unavailable. */
    Outcome<Answered> record(Replied replied);

    /** The request gives the authorisation its basis calls for. */
    record Consented(Translated before) implements Stage {}

    /** It is known who answers, in which dialect, and under which agreement. */
    record Located(Consented before, Answerer answerer, Dialect dialect) implements Stage {}

    /**
     * The request asks for no more than the agreement releases, and is written in the answerer's dialect.
     *
     * @param request canonical
     * @param payload the same in the answerer's dialect
     * @param letter what the call says of itself; its answer is held against it
     * @param call both together, still unsigned: every attempt is signed afresh
     */
    record Minimised(Located before, JsonNode request, JsonNode payload, Letter letter, WireRequest call) implements Stage {}

    /** The request is in the ledger; from here on it may leave the gateway. */
    record Recorded(Minimised before) implements Stage {}

    /**
     * The answerer has answered, and not refused.
     *
     * @param payload in the answerer's dialect, or the kind's own reply for what was not found, which is canonical already
     * @param received digest of the answer's bytes
     */
    record Heard(Recorded before, JsonNode payload, boolean found, Digest received) implements Stage {}

    /**
     * The reply is translated, cut to what is released, and written in the caller's dialect; it is not signed and has not left yet.
     *
     * @param offers the files it speaks of: they may be fetched once the reply may leave
     */
    record Replied(Heard before, WireAnswer answer, List<Offer> offers) implements Stage {}

    /** The reply is in the ledger and signed: it may leave. */
    record Answered(Replied before, WireAnswer answer) implements Stage {}

    /** Why a call brought no answer. */
    enum Trouble {
        /** No connection: nothing has arrived. */
        UNREACHABLE,
        /** The connection broke: what was sent may have arrived. */
        BROKEN,
        /** The address is one that must not be called, or its certificate is not to be trusted; another attempt would find the same. */
        NOT_TO_BE_CALLED,
        /** Not within the attempt's deadline. */
        TOO_SLOW,
        /** More than may be read, or not HTTP. */
        UNUSABLE
    }
}
