package io.yizhan.dispatch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.contract.Kind;
import io.yizhan.delivery.Message;
import io.yizhan.delivery.Messages;
import io.yizhan.delivery.Outbox;
import io.yizhan.delivery.Queue.Verdict;
import io.yizhan.delivery.Target;
import io.yizhan.ledger.Entry;
import io.yizhan.ledger.Ledger;
import io.yizhan.partner.Endpoint;
import io.yizhan.vocabulary.Assurance;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.Release;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Tells a sender what became of its message, in its own dialect and as durably as the message itself: by the kind whose pattern is
 * {@link #PATTERN}, to senders that have registered an endpoint for it.
 */
final class Callbacks {
    static final String PATTERN = "callback";
    private static final Duration EXPIRES = Duration.ofDays(10);

    private final Desk desk;

    Callbacks(Desk desk) {
        this.desk = desk;
    }

    Optional<Records.Callback> about(Verdict verdict, Message message) {
        boolean own = message.sender().equals(desk.self());
        return own ? Optional.empty() : kind().flatMap(kind -> endpoint(kind, message).map(endpoint -> callback(kind, endpoint, verdict, message)));
    }

    private Optional<Kind> kind() {
        return desk.contract().kinds().stream().sorted().flatMap(name -> desk.contract().kind(name).stream()).filter(kind -> kind.pattern().equals(PATTERN)).findFirst();
    }

    private Optional<Endpoint> endpoint(Kind kind, Message message) {
        return desk.registry().directory().endpoint(message.sender(), kind.name(), message.environment());
    }

    private Records.Callback callback(Kind kind, Endpoint endpoint, Verdict verdict, Message message) {
        Instant now = desk.now();
        MessageId id = desk.newId();
        byte[] content = content(verdict, message, now).toString().getBytes(StandardCharsets.UTF_8);
        Ledger.Sealed entry = desk.records().ledger().seal(new Entry(
                desk.newId().value(), id, kind.name(), "accept", desk.self(), Optional.of(message.sender()), now, message.environment(), Assurance.MESSAGE,
                Digest.sha256(content), Optional.empty(), "", "", "", "accepted", Duration.ZERO));
        Message told = new Message(
                id, kind.name(), kind.messages().get(0), desk.self(), message.environment(), Optional.empty(), desk.source(),
                Optional.of(desk.self() + " " + message.id()), now, now.plus(EXPIRES), Digest.sha256(content), Assurance.MESSAGE, "", Optional.empty(),
                entry.commitment());
        Target sender = new Target(message.sender(), "", endpoint.name(), "", Release.FULL, false);
        return new Records.Callback(new Messages.Said(told, content), new Outbox.Post(id, kind.name(), told.subject(), List.of(sender), told.expires()), entry);
    }

    private static ObjectNode content(Verdict verdict, Message message, Instant now) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.put("message", message.id().toString());
        message.senderId().ifPresent(id -> content.put("id", id));
        content.put("kind", message.kind());
        ObjectNode target = content.putObject("target").put("partner", verdict.claimed().target().partner().value());
        if (!verdict.claimed().target().party().isEmpty()) {
            target.put("party", verdict.claimed().target().party());
        }
        content.put("state", verdict.next().word());
        if (!verdict.reason().isEmpty()) {
            content.put("reason", verdict.reason());
        }
        return content.put("at", now.toString()).put("attempts", verdict.attempts());
    }
}
