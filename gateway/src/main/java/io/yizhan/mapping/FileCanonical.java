package io.yizhan.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.vocabulary.Outcome;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The canonical side of every kind, from {@code canonical/<kind>/}. */
record FileCanonical(Map<String, Rules> kinds) implements Canonical {

    /**
     * One kind's messages and rules.
     *
     * @param messages by name, with the values in them that are told by codes
     */
    record Rules(Map<String, List<CodedValues>> messages, Mapping terms, Optional<Mapping> complete, Optional<JsonNode> notFound) {}

    static FileCanonical load(Folder canonical) {
        Map<String, Rules> kinds = new HashMap<>();
        for (String kind : canonical.folders()) {
            kinds.put(kind, rules(canonical.in(kind)));
        }
        return new FileCanonical(Map.copyOf(kinds));
    }

    private static Rules rules(Folder kind) {
        return new Rules(
                messages(kind),
                Mapping.compile(kind, "terms.jslt", CodeTables.none()),
                kind.has("complete.jslt") ? Optional.of(Mapping.compile(kind, "complete.jslt", CodeTables.none())) : Optional.empty(),
                kind.has("not-found.json") ? Optional.of(kind.json("not-found.json")) : Optional.empty());
    }

    private static Map<String, List<CodedValues>> messages(Folder kind) {
        Map<String, List<CodedValues>> messages = new LinkedHashMap<>();
        YamlKeys.of(kind, "kind.yaml").list("messages").forEach(message -> messages.put(message, CodedValues.of(kind, message)));
        return messages;
    }

    /** A kind's messages, and which of their values are told by codes; empty when there is no such kind. */
    Optional<Map<String, List<CodedValues>>> messages(String kind) {
        return Optional.ofNullable(kinds.get(kind)).map(Rules::messages);
    }

    @Override
    public Outcome<Terms> terms(String kind, JsonNode request) {
        return of(kind).terms().apply(request).map(terms -> new Terms(
                terms.path("purpose").asText(),
                terms.path("basis").asText(),
                terms.path("reference").asText(),
                terms.path("authority").asText(),
                terms.path("region").asText()));
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
