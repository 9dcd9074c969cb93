package io.yizhan.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.yizhan.mapping.Canonical.Addressed;
import io.yizhan.mapping.Canonical.Matter;
import io.yizhan.mapping.Canonical.Terms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one kind says of its own messages.
 *
 * @param pattern what happens to them
 * @param messages by name, with the values in them that are told by codes
 * @param terms of the message that asks; empty for a kind whose messages are accepted durably
 * @param matters what has to be known of each message that is accepted durably
 */
record Rules(
        String pattern,
        Map<String, List<CodedValues>> messages,
        Optional<Mapping> terms,
        Map<String, Mapping> matters,
        Optional<Mapping> complete,
        Optional<JsonNode> notFound,
        Optional<Mapping> forward,
        Optional<Mapping> deadline,
        Optional<Mapping> closing,
        Optional<Mapping> sequel) {
    static final String TERMS = "terms.jslt";
    static final String FORWARD = "forward.jslt";
    static final String DEADLINE = "deadline.jslt";
    static final String CLOSING = "closing.jslt";
    static final String SEQUEL = "sequel.jslt";
    private static final String COMPLETE = "complete.jslt";
    private static final String NOT_FOUND = "not-found.json";
    private static final String CASE = "case";
    private static final Set<String> DURABLE = Set.of(CASE, "notice", "feed", "callback");

    /** @throws InvalidMappings if a rule the pattern asks for is missing, or one is there that it never asks for */
    static Rules of(Folder kind) {
        YamlKeys keys = YamlKeys.of(kind, "kind.yaml");
        String pattern = keys.text("pattern");
        Map<String, List<CodedValues>> messages = new LinkedHashMap<>();
        keys.list("messages").forEach(message -> messages.put(message, CodedValues.of(kind, message)));
        boolean durable = DURABLE.contains(pattern);
        Map<String, Mapping> matters = new LinkedHashMap<>();
        if (durable) {
            messages.keySet().forEach(message -> matters.put(message, Mapping.compile(kind, matter(message), CodeTables.none())));
        }
        requireNoneIdle(kind, pattern, messages.keySet());
        return new Rules(
                pattern,
                messages,
                durable ? Optional.empty() : Optional.of(Mapping.compile(kind, TERMS, CodeTables.none())),
                matters,
                optional(kind, COMPLETE),
                kind.has(NOT_FOUND) ? Optional.of(kind.json(NOT_FOUND)) : Optional.empty(),
                optional(kind, FORWARD),
                optional(kind, DEADLINE),
                optional(kind, CLOSING),
                optional(kind, SEQUEL));
    }

    private static Optional<Mapping> optional(Folder kind, String file) {
        return kind.has(file) ? Optional.of(Mapping.compile(kind, file, CodeTables.none())) : Optional.empty();
    }

    /** A rule nobody ever asks for is a misunderstanding: of its name, or of the pattern. */
    private static void requireNoneIdle(Folder kind, String pattern, Set<String> messages) {
        for (String file : kind.files(".jslt")) {
            boolean asked = switch (file) {
                case TERMS, COMPLETE -> !DURABLE.contains(pattern);
                case FORWARD -> pattern.equals(CASE);
                case DEADLINE -> pattern.equals(CASE) && messages.contains(Canonical.DEADLINE_MESSAGE);
                case CLOSING, SEQUEL -> pattern.equals(CASE) && messages.contains(Canonical.CLOSING_MESSAGE);
                default -> DURABLE.contains(pattern) && messages.stream().map(Rules::matter).anyMatch(file::equals);
            };
            if (!asked) {
                throw new InvalidMappings(kind.name(file) + ": is no rule of a kind of the pattern " + pattern + " with these messages");
            }
        }
    }

    static String matter(String message) {
        return message + "." + TERMS;
    }

    /** Whether its messages are accepted now and delivered later. */
    boolean durable() {
        return DURABLE.contains(pattern);
    }

    boolean isCase() {
        return pattern.equals(CASE);
    }

    static Terms terms(JsonNode made) {
        return new Terms(
                made.path("purpose").asText(),
                made.path("basis").asText(),
                made.path("reference").asText(),
                made.path("authority").asText(),
                made.path("region").asText());
    }

    static Matter matter(JsonNode made) {
        return new Matter(
                made.path("purpose").asText(),
                made.path("basis").asText(),
                made.path("reference").asText(),
                made.path("subject").asText(),
                addressed(made.path("to")),
                addressed(made.path("inform")),
                made.has(CASE) ? made.get(CASE) : NullNode.instance);
    }

    private static List<Addressed> addressed(JsonNode list) {
        List<Addressed> addressed = new ArrayList<>();
        list.forEach(one -> addressed.add(new Addressed(one.path("party").asText(), one.path("authority").asText(), one.path("region").asText())));
        return addressed;
    }
}
