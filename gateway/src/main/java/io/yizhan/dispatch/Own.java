package io.yizhan.dispatch;

import io.yizhan.contract.Contract;
import io.yizhan.delivery.Message;
import io.yizhan.delivery.Messages;
import io.yizhan.delivery.Outbox;
import io.yizhan.delivery.Queue;
import io.yizhan.delivery.Target;
import io.yizhan.feed.Publication;
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
            return own(source, "accept", Assurance.MESSAGE, kind, part, environment, subject, content.getBytes(StandardCharsets.UTF_8), targets);
        }

        /**
         * An item of a feed as it stands, for one who has not got it: step {@code bring}. It is the gateway that sends it, and its publisher of whom
         * it says it comes; for what it says speaks only that it was kept here.
         *
         * @param part which of the kind's messages items are
         */
        public Own bring(Publication.Name name, String part, byte[] content, Target target) {
            String subject = name.line().kind() + " " + name.publisher() + " " + name.id();
            return own(source + ":" + name.publisher(), "bring", Assurance.PLACE_ONLY, name.line().kind(), part, name.line().environment(), subject, content, List.of(target));
        }

        private Own own(
                String from, String step, Assurance assurance, String kind, String part, Environment environment, String subject, byte[] content,
                List<Target> targets) {
            Instant now = clock.instant();
            MessageId id = newId(now);
            Digest digest = Digest.sha256(content);
            Ledger.Sealed entry = ledger.seal(new Entry(
                    newId(now).value(), id, kind, step, self, targets.stream().map(Target::partner).findFirst(), now, environment, assurance,
                    digest, Optional.empty(), "", "", "", "accepted", Duration.ZERO));
            Message message = new Message(
                    id, kind, part, self, environment, Optional.empty(), from, Optional.of(subject), id.at(), id.at().plus(EXPIRES), digest,
                    assurance, "", Optional.empty(), entry.commitment());
            return new Own(new Messages.Said(message, content), new Outbox.Post(id, kind, message.subject(), targets, message.expires()), entry);
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
