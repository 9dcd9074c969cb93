package io.yizhan.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.envelope.Envelope;
import io.yizhan.envelope.Keys;
import io.yizhan.vocabulary.Outcome;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The canonical side of every kind, from {@code canonical/<kind>/}. */
record FileCanonical(Map<String, Rules> kinds) implements Canonical {

    static FileCanonical load(Folder canonical) {
        Map<String, Rules> kinds = new HashMap<>();
        canonical.folders().forEach(kind -> kinds.put(kind, Rules.of(canonical.in(kind))));
        return new FileCanonical(Map.copyOf(kinds));
    }

    /** A kind's messages, and which of their values are told by codes; empty when there is no such kind. */
    Optional<Map<String, List<CodedValues>>> messages(String kind) {
        return Optional.ofNullable(kinds.get(kind)).map(Rules::messages);
    }

    /**
     * Holds a dialect's services against the kinds: who speaks of a kind speaks of all its messages, and it can be told which one is meant.
     *
     * @param dialect whose description the services are from
     */
    void requireSpoken(Services services, Envelope envelope, Keys dialect) {
        services.byKind().forEach((kind, service) -> Optional.ofNullable(kinds.get(kind)).ifPresent(rules -> {
            Set<String> messages = rules.messages().keySet();
            Set<String> placed = service.messages().keySet();
            if (!placed.isEmpty() && !placed.equals(messages)) {
                throw dialect.wrong("services." + kind + ".messages", "must name each of " + String.join(", ", messages));
            }
            if (rules.durable() && messages.size() > 1 && placed.isEmpty() && !envelope.tellsMessages()) {
                throw dialect.wrong("services." + kind + ".messages", "is missing: nothing else tells which message it is");
            }
            if (rules.durable() && !envelope.acknowledges()) {
                throw dialect.wrong("acceptance", "is missing, but messages of " + kind + " are accepted for later delivery");
            }
        }));
    }

    @Override
    public Outcome<Terms> terms(String kind, JsonNode request) {
        return of(kind).terms().orElseThrow(() -> new IllegalArgumentException("each message of that kind has terms of its own"))
                .apply(request)
                .map(Rules::terms);
    }

    @Override
    public Outcome<Matter> matter(String kind, String message, JsonNode canonical) {
        return Optional.ofNullable(of(kind).matters().get(message))
                .orElseThrow(() -> new IllegalArgumentException("there is no such message that is accepted for later delivery"))
                .apply(canonical)
                .map(Rules::matter);
    }

    @Override
    public Outcome<JsonNode> forward(String kind, JsonNode in) {
        return of(kind).forward().map(rules -> rules.apply(in)).orElseGet(() -> Outcome.of(in.path("submit")));
    }

    @Override
    public boolean tellsDeadlines(String kind) {
        return of(kind).deadline().isPresent();
    }

    @Override
    public boolean tellsClosings(String kind) {
        return of(kind).closing().isPresent();
    }

    @Override
    public Outcome<JsonNode> closing(String kind, JsonNode in) {
        return of(kind).closing().orElseThrow(() -> new IllegalArgumentException("the gateway concludes nothing of that kind")).apply(in);
    }

    @Override
    public boolean hasSequels(String kind) {
        return of(kind).sequel().isPresent();
    }

    @Override
    public Outcome<JsonNode> sequel(String kind, JsonNode in) {
        return of(kind).sequel().orElseThrow(() -> new IllegalArgumentException("nothing follows of that kind's messages")).apply(in);
    }

    @Override
    public Outcome<JsonNode> deadline(String kind, JsonNode in) {
        return of(kind).deadline().orElseThrow(() -> new IllegalArgumentException("nothing is told of that kind's deadlines")).apply(in);
    }

    @Override
    public Outcome<JsonNode> complete(String kind, JsonNode request, JsonNode reply, LocalDate asOf) {
        ObjectNode both = JsonNodeFactory.instance.objectNode().put("asOf", asOf.toString());
        both.set("request", request);
        both.set("reply", reply);
        return of(kind).complete().map(rules -> rules.apply(both)).orElseGet(() -> Outcome.of(reply));
    }

    @Override
    public Optional<JsonNode> notFound(String kind) {
        return of(kind).notFound().map(JsonNode::deepCopy);
    }

    private Rules of(String kind) {
        return Optional.ofNullable(kinds.get(kind)).orElseThrow(() -> new IllegalArgumentException("there is no such kind in the mapping tree"));
    }
}
