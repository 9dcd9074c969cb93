package io.yizhan.exchange;

import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.WireAnswer;

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

    /** The reply is in the ledger and signed: it may leave. */
    record Answered(Replied before, WireAnswer answer) implements Stage {}

    /** Why a call brought no answer. */
    enum Trouble {
        /** No connection, or it broke. */
        UNREACHABLE,
        /** The address is one that must not be called, or its certificate is not to be trusted; another attempt would find the same. */
        NOT_TO_BE_CALLED,
        /** Not within the attempt's deadline. */
        TOO_SLOW,
        /** More than may be read, or not HTTP. */
        UNUSABLE
    }
}
