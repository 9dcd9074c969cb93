package io.yizhan.dispatch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.contract.Contract;
import io.yizhan.contract.Kind;
import io.yizhan.delivery.Message;
import io.yizhan.delivery.Queue.Verdict;
import io.yizhan.delivery.Target;
import io.yizhan.partner.Endpoint;
import io.yizhan.partner.Registry;
import io.yizhan.vocabulary.Release;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells a sender what became of its message, in its own dialect and as durably as the message itself: by the kind whose pattern is
 * {@link #PATTERN}, to senders that have registered an endpoint for it.
 */
final class Callbacks {
    static final String PATTERN = "callback";

    private final Optional<Kind> kind;
    private final Registry registry;
    private final Own.Author author;

    Callbacks(Contract contract, Registry registry, Own.Author author) {
        // of the kinds that only the gateway sends, the one no feed has for notices of its items
        Set<String> notices = kinds(contract).flatMap(each -> each.feed().flatMap(Kind.Feed::notice).stream()).map(Kind.Notice::kind).collect(Collectors.toSet());
        this.kind = kinds(contract).filter(each -> each.pattern().equals(PATTERN) && !notices.contains(each.name())).findFirst();
        this.registry = registry;
        this.author = author;
    }

    private static Stream<Kind> kinds(Contract contract) {
        return contract.kinds().stream().sorted().flatMap(name -> contract.kind(name).stream());
    }

    Optional<Own> about(Verdict verdict, Message message) {
        boolean own = message.sender().equals(author.self());
        return own ? Optional.empty() : kind.flatMap(telling -> endpoint(telling, message).map(endpoint -> callback(telling, endpoint, verdict, message)));
    }

    private Optional<Endpoint> endpoint(Kind telling, Message message) {
        return registry.directory().endpoint(message.sender(), telling.name(), message.environment());
    }

    private Own callback(Kind telling, Endpoint endpoint, Verdict verdict, Message message) {
        Target sender = new Target(message.sender(), "", endpoint.name(), "", Release.FULL, false);
        return author.write(
                telling.name(), telling.messages().get(0), message.environment(), author.self() + " " + message.id(),
                content(verdict, message, author.clock().instant()).toString(), List.of(sender));
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
