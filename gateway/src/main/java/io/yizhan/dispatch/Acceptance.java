package io.yizhan.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.casework.Casework;
import io.yizhan.delivery.Target;
import io.yizhan.envelope.Opened;
import io.yizhan.exchange.Identified;
import io.yizhan.exchange.Limits;
import io.yizhan.exchange.Rooms;
import io.yizhan.exchange.Stage;
import io.yizhan.mapping.Canonical.Matter;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.WireAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The gateway takes responsibility for a message (patterns case, notice and feed). The steps in their order: admit, translate, consent, locate,
 * accept, answer. Whoever was answered has nothing more to do: it is on disk, with its evidence and with those it goes to. Safe for use by
 * many threads.
 */
public interface Acceptance {

    /**
     * @param accepting composes and writes what is accepted
     * @param casework where what cannot be read waits for an operator
     * @param author of what the gateway itself has to tell because of it
     */
    static Acceptance of(Rooms rooms, Accepting accepting, Own.Author author, Casework casework) {
        return new AcceptanceJourney(rooms, accepting, author, casework);
    }

    /** Opens the envelope and finds out which message it is: refuses suspended, too-large, malformed, unknown-kind, not-agreed. */
    Outcome<Entrusted> admit(Identified who, Terms terms);

    /** The same for a message that came as a row, of which it is known already which one it is. */
    Outcome<Entrusted> admit(Listed row, Terms terms);

    /** Brings the message into canonical form: refuses schema-violation, unmappable. */
    Outcome<Understood> translate(Entrusted entrusted);

    /** Asks for the holder's authorisation where the message relies on one: refuses consent-missing. */
    Outcome<Understood> consent(Understood understood);

    /** Finds everyone who must get it, or, of an item of a feed, who follows: refuses no-such-region, not-agreed, no-endpoint. */
    Outcome<Addressed> locate(Understood understood);

    /**
     * Makes it durable: message, evidence, and who gets it, or none of it. The same message again gets its first acceptance again. Refuses
     * replayed, conflicting-duplicate (also where an item's version had another content), too-many, schema-violation, evidence-unavailable, and what the case it belongs to does not allow.
     */
    Outcome<Accepted> accept(Addressed addressed);

    /** What the sender is told, signed. */
    WireAnswer answer(Accepted accepted);

    /**
     * What a kind's route allows a message ({@code routes/kinds}).
     *
     * @param largestMessage in bytes
     * @param expires how long its delivery is tried at most
     * @param kept how long the sender's id is remembered
     */
    record Terms(int largestMessage, Duration expires, Duration kept) {
        public Terms {
            if (largestMessage < 1 || expires.isNegative() || expires.isZero() || kept.compareTo(expires) < 0) {
                throw new IllegalArgumentException("largestMessage, expires and kept: some bytes and some time, and it is remembered for at least as long");
            }
        }

        /** @throws IllegalArgumentException saying what was expected */
        public static Terms of(String largestMessage, String expires, String kept) {
            return new Terms(Limits.number("largestMessage", largestMessage), Limits.duration("expires", expires), Limits.duration("kept", kept));
        }
    }

    /**
     * A row has come: of an agreed table, or of a file.
     *
     * @param message which of the kind's messages it is
     * @param name of this version of the row: what it is recognised by, should it be read again
     * @param id of the message, where what the row says does not give it one
     * @param opened what it says, where it stands in no envelope
     */
    record Listed(Identified before, String message, String name, String id, Optional<Opened> opened) implements Stage {}

    /** The envelope is open. @param message which of the kind's messages it is */
    record Entrusted(Stage before, Terms terms, Opened opened, String message) implements Stage {
        @Override
        public Optional<Opened> envelope() {
            return Optional.of(opened);
        }
    }

    /** It is in canonical form and follows its schema. */
    record Understood(Entrusted before, JsonNode content, Matter matter) implements Stage {}

    /** It is known who gets it, as far as the message itself says so. */
    record Addressed(Understood before, List<Target> targets) implements Stage {
        public Addressed {
            targets = List.copyOf(targets);
        }
    }

    /**
     * It is on disk.
     *
     * @param message the gateway's id of it: that of the first acceptance, where it came again
     * @param entry the commitment to the ledger's entry
     * @param again whether it had been accepted before
     */
    record Accepted(Addressed before, MessageId message, Digest entry, Instant at, boolean again) implements Stage {}
}
