package io.yizhan.delivery;

import io.yizhan.vocabulary.MessageId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The deliveries that are not settled, one for each message and target.
 *
 * <p>Of those with the same subject and endpoint only the oldest is to be had; the next one when that is settled. Who takes one holds a lease
 * with a token, and whatever it says later counts only while nobody else has taken it since. Leases run by the database's clock, the only one
 * all nodes share. Safe for use by many threads and many nodes.
 */
public interface Queue {
    /**
     * Turns outbox rows into deliveries inside a transaction, in the order of acceptance: those of these messages, and before them whatever of
     * the same subjects is older. Rows that are expanded already are passed over, so it may be told of anything more than once.
     *
     * @return how many deliveries came of it
     */
    int expand(Handle handle, Collection<MessageId> messages, Instant now);

    /** The endpoints for which something is due. */
    List<String> due(Instant now);

    /** How many wait for an endpoint, and in the outbox for anybody; no more are counted than asked for of each. */
    int backlog(String endpoint, int most);

    /** When the next delivery of any endpoint becomes due, if there is one that waits. */
    Optional<Instant> next();

    /**
     * Takes what is due, the oldest first.
     *
     * @param places how many for each endpoint
     * @param lease how long they are held before a call is begun
     */
    List<Claimed> claim(Map<String, Integer> places, Instant now, Duration lease);

    /**
     * Notes inside a group's transaction that calls are about to be made; true where the delivery is still the claimer's, and only then may the
     * call be made. What was noted already is noted once.
     */
    List<Boolean> attempt(Handle handle, List<Attempting> attempts);

    /** Notes inside a group's transaction what calls came to; true where the delivery was still the claimer's. */
    List<Boolean> settle(Handle handle, List<Verdict> verdicts, Instant now);

    /**
     * Deals with leases that have ended: what was claimed and never attempted waits again. Of what was being sent it is not known whether it
     * arrived; it is {@link State#UNKNOWN} from then on, and returned. Until it is settled what follows from that, it comes again after a while:
     * whoever was to settle it may have died too.
     */
    List<Claimed> lapsed(Handle handle, int most);

    /** The endpoints with deliveries of which it is unknown whether they arrived, and that are due to be dealt with. */
    List<String> unclear(Instant now);

    /**
     * Takes such deliveries of an endpoint, the oldest first; nobody else gets them before a time.
     *
     * @param again when they are due again, if nothing comes of it now
     */
    List<Claimed> unclear(String endpoint, Instant now, Instant again, int most);

    /** Takes what waits at any endpoint, or for one, although its time is over. */
    List<Claimed> expired(Instant now, int most, Duration lease);

    /** An open delivery that was begun at least once, as whoever took it last had it. */
    Optional<Claimed> begun(MessageId message, String target);

    /** Holds the order of a subject until the transaction ends: nothing of it is expanded or moved meanwhile. To be taken before any row is. */
    void order(Handle handle, String subject);

    /** Puts one that had left its subject back into it, under its {@link #order}, and returns it so: those of it that are expanded later wait for it. */
    Claimed rejoin(Handle handle, Claimed claimed, String subject);

    /** What became of a settled delivery. */
    Optional<String> settled(String kind, MessageId message, String target);

    /**
     * Lets one that is stuck (dead, or unknown) wait again as if it had never been tried; true where there was such a one.
     *
     * @param expires when it is given up again
     */
    boolean release(Handle handle, MessageId message, String target, State from, Instant due, Instant expires);

    static Queue in(Jdbi jdbi) {
        return new PostgresQueue(jdbi);
    }

    /** States of a delivery, in the words they are kept in. */
    enum State {
        WAITING,
        BEHIND,
        CLAIMED,
        SENDING,
        UNKNOWN,
        DEAD;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * A delivery someone is at work on.
     *
     * @param attempts how many calls were begun before
     * @param token of this claim
     * @param reason why the last call was none that settled it; empty before the first
     */
    record Claimed(
            MessageId message, String kind, Target target, Optional<String> subject, Instant expires, int attempts, long token, String reason) {
        Claimed about(String other) {
            return new Claimed(message, kind, target, Optional.of(other), expires, attempts, token, reason);
        }

        /** What its receiver knows it by, on every attempt. */
        public String name() {
            return new Name(message, target.party()).toString();
        }
    }

    /**
     * What a delivery is called among the receivers: the message's id, and after it the party it is for, where the message has several.
     *
     * @param party empty where it names none
     */
    record Name(MessageId message, String party) {
        private static final int ID = 36;

        /** Empty where a text is no such name. */
        public static Optional<Name> parse(String text) {
            try {
                boolean several = text.length() > ID && text.charAt(ID) == '-';
                boolean one = text.length() == ID;
                byte[] party = several ? Base64.getUrlDecoder().decode(text.substring(ID + 1)) : new byte[0];
                return several || one
                        ? Optional.of(new Name(MessageId.parse(text.substring(0, ID)), new String(party, StandardCharsets.UTF_8)))
                        : Optional.empty();
            } catch (IllegalArgumentException another) {
                return Optional.empty();
            }
        }

        @Override
        public String toString() {
            byte[] text = party.getBytes(StandardCharsets.UTF_8);
            return party.isEmpty() ? message.toString() : message + "-" + Base64.getUrlEncoder().withoutPadding().encodeToString(text);
        }
    }

    /** @param lasting how long the call may take at most, and what is needed to settle it */
    record Attempting(Claimed claimed, Duration lasting) {}

    /**
     * What follows for a delivery.
     *
     * @param reason why, in a word that can be shown to anyone; empty where it was delivered
     * @param due when it is tried again, where it is
     * @param holds whether those behind it stay behind while it is dead or unknown
     */
    record Verdict(Claimed claimed, Next next, String reason, Optional<Instant> due, boolean holds, int attempts) {
        /** What can become of it. */
        public enum Next {
            DELIVERED,
            REFUSED,
            DISCARDED,
            AGAIN,
            UNKNOWN,
            DEAD;

            /** Whether it is over. */
            public boolean settled() {
                return this == DELIVERED || this == REFUSED || this == DISCARDED;
            }

            public String word() {
                return name().toLowerCase(java.util.Locale.ROOT);
            }
        }
    }
}
