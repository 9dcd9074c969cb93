package io.yizhan.delivery;

import io.yizhan.delivery.Queue.Claimed;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What became of messages, for who asks about them. Safe for use by many threads. */
public interface Deliveries {
    /** Where a message stands at each of those who get it, whether or not that is settled. */
    List<Delivery> of(MessageId message);

    /** Those that are stuck, by the time of their messages, the oldest first. */
    List<Stuck> stuck(Selection selection, Optional<Key> after, int most);

    /** One of them, dead or unknown. */
    Optional<Stuck> stuck(Key key);

    /** One that is stuck, held against everybody else until the transaction ends; empty where there is none in that state. */
    Optional<Claimed> hold(Handle handle, Key key, Queue.State state);

    /** The messages of a kind that an endpoint has refused, the oldest first, after one of them. */
    List<MessageId> refused(String kind, String endpoint, Optional<MessageId> after, int most);

    /** What was accepted from or for a partner in a time, one for each message and target. */
    List<Exchanged> exchanged(PartnerId partner, Environment environment, Optional<String> kind, Instant from, Instant until);

    /** Messages that want another one and have not got it, the oldest first; looks into what messages say. */
    List<Unanswered> unanswered(Wanting wanting, Instant before, int most);

    static Deliveries in(Jdbi jdbi) {
        return new PostgresDeliveries(jdbi);
    }

    /** @param target {@link Target#key()} */
    record Key(MessageId message, String target) {}

    /**
     * @param state a word of {@link Queue.State} or {@link Queue.Verdict.Next}
     * @param reason why it stands there, or empty
     * @param attempts how many calls were begun
     * @param at when it was settled or given up; of one that is open, when it is due
     */
    record Delivery(
            Key key, String kind, PartnerId partner, String party, String endpoint, String state, String reason, int attempts, Instant at) {}

    /** @param accepted when the message was */
    record Stuck(Delivery delivery, PartnerId sender, String part, Environment environment, Optional<String> senderId, Instant accepted, Instant expires) {}

    /**
     * Which of those that are stuck are meant; empty means any.
     *
     * @param partner who gets it
     * @param before those that have been stuck since before then
     */
    record Selection(
            Queue.State state,
            Optional<String> kind,
            Optional<PartnerId> partner,
            Optional<String> endpoint,
            Optional<String> reason,
            Optional<Instant> before) {
        public Selection {
            if (state != Queue.State.DEAD && state != Queue.State.UNKNOWN) {
                throw new IllegalArgumentException("only dead and unknown deliveries are stuck");
            }
        }

        public static Selection all(Queue.State state) {
            return new Selection(state, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    /**
     * Which messages want which others.
     *
     * @param at where in what it says it stands whether one does, and {@code same} what both have in common: JSON pointers
     * @param values with which it does
     */
    record Wanting(String kind, String part, String at, List<String> values, String answer, List<String> same) {}

    /** @param partners who got it, or is to */
    record Unanswered(MessageId message, PartnerId sender, Optional<String> senderId, Environment environment, List<PartnerId> partners, Instant accepted) {}

    /**
     * One message on its way to one target.
     *
     * @param sent whether the partner asked about is its sender
     * @param id the sender's own, or the gateway's where it gave none
     * @param state as {@link Delivery#state()}; {@code accepted} where nobody gets it any more or yet
     */
    record Exchanged(boolean sent, String kind, String id, String state) {}
}
