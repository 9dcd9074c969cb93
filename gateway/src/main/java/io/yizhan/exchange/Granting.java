package io.yizhan.exchange;

import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.WireAnswer;

/**
 * Callers with a long-lived key get the short-lived secrets they sign with. The steps in their order: identify, admit, give, record.
 * Safe for use by many threads.
 */
public interface Granting {
    static Granting of(Rooms rooms) {
        return new GrantingJourney(rooms);
    }

    /** Finds out who asks: refuses unknown-kind where no secrets are given, and otherwise as {@link Arrival#identify}. */
    Outcome<Identified> identify(Received received);

    /** Refuses suspended. */
    Outcome<Identified> admit(Identified who);

    /** Gives secrets that are good everywhere at once, and writes the answer: refuses evidence-unavailable. They have not left yet. */
    Outcome<Granted> give(Identified who);

    /** Makes what was given durable evidence: refuses replayed, too-many, evidence-unavailable. */
    Outcome<Granted> record(Granted granted);

    /** Secrets may leave as soon as this is recorded. */
    record Granted(Identified before, WireAnswer answer) implements Stage {}
}
