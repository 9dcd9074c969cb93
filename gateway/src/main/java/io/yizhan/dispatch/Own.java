package io.yizhan.dispatch;

import io.yizhan.contract.Contract;
import io.yizhan.delivery.Message;
import io.yizhan.delivery.Messages;
import io.yizhan.delivery.Outbox;
import io.yizhan.delivery.Queue;
import io.yizhan.delivery.Target;
import io.yizhan.ledger.Entry;
import io.yizhan.ledger.Ledger;
import io.yizhan.partner.Registry;
import io.yizhan.vocabulary.Assurance;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;

/** A message of the gateway's own: as durable, as delivered and as evident as anyone's. */
public record Own(Messages.Said message, Outbox.Post post, Ledger.Sealed entry) {

    /**
     * Whoever writes such messages.
     *
     * @param self the gateway's own name
     * @param source what its letters say they come from
     */
    public record Author(PartnerId self, String source, Ledger ledger, InstantSource clock, RandomGenerator random) {
        private static final Duration EXPIRES = Duration.ofDays(10);

        /** @param content canonical */
        public Own write(String kind, String part, Environment environment, String subject, String content, List<Target> targets) {
            Instant now = clock.instant();
            MessageId id = newId(now);
            Digest digest = Digest.sha256(content.getBytes(StandardCharsets.UTF_8));
            Ledger.Sealed entry = ledger.seal(new Entry(
                    newId(now).value(), id, kind, "accept", self, targets.stream().map(Target::partner).findFirst(), now, environment, Assurance.MESSAGE,
                    digest, Optional.empty(), "", "", "", "accepted", Duration.ZERO));
            Message message = new Message(
                    id, kind, part, self, environment, Optional.empty(), source, Optional.of(subject), id.at(), id.at().plus(EXPIRES), digest,
                    Assurance.MESSAGE, "", Optional.empty(), entry.commitment());
            return new Own(
                    new Messages.Said(message, content.getBytes(StandardCharsets.UTF_8)),
                    new Outbox.Post(id, kind, message.subject(), targets, message.expires()),
                    entry);
        }

        private MessageId newId(Instant now) {
            return MessageId.of(now, random.nextLong(), random.nextLong());
        }
    }

    /** What a sender is told of what became of its message; empty where it has no place to be told. */
    public static Optional<Own> about(Queue.Verdict verdict, Message message, Contract contract, Registry registry, Author author) {
        return new Callbacks(contract, registry, author).about(verdict, message);
    }

    /** Adds them inside a transaction; the entries are the caller's to append. */
    public static List<Ledger.Sealed> add(Handle handle, List<Own> all, Messages messages, Outbox outbox) {
        messages.add(handle, all.stream().map(Own::message).toList());
        outbox.add(handle, all.stream().map(Own::post).toList());
        return all.stream().map(Own::entry).toList();
    }
}
