package io.yizhan.console;

import io.yizhan.contract.Contract;
import io.yizhan.delivery.Deliveries;
import io.yizhan.delivery.Deliveries.Key;
import io.yizhan.delivery.Deliveries.Selection;
import io.yizhan.delivery.Deliveries.Stuck;
import io.yizhan.delivery.Message;
import io.yizhan.delivery.Messages;
import io.yizhan.delivery.Outbox;
import io.yizhan.delivery.Queue;
import io.yizhan.dispatch.Own;
import io.yizhan.feed.Sent;
import io.yizhan.ledger.Entry;
import io.yizhan.ledger.Ledger;
import io.yizhan.partner.Registry;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.PartnerId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Deliveries that were given up, and those of which it is not known whether they arrived: only a person decides what becomes of them. Whatever
 * one decides is in the ledger with their name, or does not happen. Works beside running gateways. Safe for use by many threads.
 */
public interface DeadLetters {

    static DeadLetters in(Books books) {
        return new PostgresDeadLetters(books);
    }

    /** Without what the messages say; the next ones are those after the last. */
    List<Stuck> list(Selection selection, Optional<Key> after, int most);

    /** One of them, dead or unknown. */
    Optional<Stuck> find(Key key);

    /**
     * What the message says, canonical JSON; mostly personal data, so that the ledger says who has seen it: step {@code inspect}. Refuses
     * no-such-message.
     */
    Outcome<byte[]> content(Key key, Operator who);

    /**
     * Has a dead one delivered as if it had never been tried: step {@code replay}. Of a feed's item of which something newer has gone out since,
     * or is there, it is discarded instead.
     */
    Ending replay(Key key, Operator who);

    /** The same for all that are meant; how many ended how. */
    Map<Ending, Integer> replay(Selection selection, Operator who);

    /**
     * Gives a dead one up for good; its sender is told: step {@code discard}.
     *
     * @param reason for the ledger, in a sentence that quotes nothing of the message
     * @throws IllegalArgumentException where there is none, or one that is no line of text
     */
    Ending discard(Key key, Operator who, String reason);

    /** Gives a dead or unknown one up for what its receiver is brought in its place: step {@code catch-up}. */
    Ending supersede(Key key, Operator who);

    /** Says of an unknown one what is known by now: that it arrived, or that it is to be sent again, as {@link #replay}: step {@code resolve}. */
    Ending resolve(Key key, boolean arrived, Operator who);

    /** What came of a decision. Of anything but {@link #DONE} and {@link #SUPERSEDED} nothing is written. */
    enum Ending {
        DONE("done"),
        ALREADY_DELIVERED("already delivered"),
        ALREADY_SETTLED("already settled"),
        SUPERSEDED("superseded by something newer of the same item, and not sent any more"),
        NOT_STUCK("not stuck, it is being delivered"),
        NONE("no such delivery");

        private final String words;

        Ending(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /**
     * What decisions are written in.
     *
     * @param author of what senders are told
     */
    record Books(
            Jdbi jdbi,
            Deliveries deliveries,
            Queue queue,
            Messages messages,
            Outbox outbox,
            Sent sent,
            Ledger ledger,
            Contract contract,
            Registry registry,
            Own.Author author,
            InstantSource clock,
            RandomGenerator random) {

        /** Notes in the ledger who decided what of a message. */
        void note(Handle handle, Message message, Optional<PartnerId> to, String step, String outcome, Operator who) {
            Instant now = clock.instant();
            Entry entry = new Entry(
                    MessageId.of(now, random.nextLong(), random.nextLong()).value(), message.id(), message.kind(), step, message.sender(), to, now,
                    message.environment(), message.assurance(), message.received(), Optional.empty(), "operator:" + who, "", message.consent(), outcome,
                    Duration.between(message.accepted(), now));
            ledger.append(handle, List.of(entry));
        }
    }
}
