package io.yizhan.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.yizhan.contract.Contract.Attached;
import io.yizhan.vocabulary.Release;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a schema says of one node, compiled once: the fields or items inside, and who may see it.
 *
 * @param fields by name, in the schema's order; empty unless the schema names fields
 * @param items of an array
 * @param seenBy the least release under which the node is there at all
 * @param mask how it is shown to releases below full, where it is masked
 * @param atMost the values, in ascending order, that a node may have and the greatest one per release
 * @param ofFile what it says of the file that is described by the node around it
 * @param choices all that may stand there; empty where anything may
 */
record Shape(
        Map<String, Shape> fields,
        Optional<Shape> items,
        Release seenBy,
        Optional<Mask> mask,
        Optional<AtMost> atMost,
        Optional<FilePart> ofFile,
        Set<String> choices) {

    Shape {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** The greatest value of an enum per release. */
    record AtMost(List<String> ascending, Map<Release, String> greatest) {
        JsonNode lower(JsonNode value, Release release) {
            String limit = greatest.get(release);
            boolean over = limit != null && ascending.indexOf(value.asText()) > ascending.indexOf(limit);
            return over ? TextNode.valueOf(limit) : value;
        }
    }

    /** How far a path leads along names the schema knows, and what is there. */
    record Known(List<String> path, Shape shape) {}

    Known known(List<String> path) {
        Shape here = this;
        List<String> walked = new ArrayList<>();
        for (String name : path) {
            Optional<Shape> next = here.items.isPresent() ? here.items : Optional.ofNullable(here.fields.get(name));
            if (next.isEmpty()) {
                break;
            }
            walked.add(name);
            here = next.get();
        }
        return new Known(List.copyOf(walked), here);
    }

    /** What may stand at a place, through arrays; empty where anything may, or nothing is known there. */
    Set<String> choices(String pointer) {
        Shape here = this;
        for (String name : pointer.substring(1).split("/")) {
            Shape inside = here.through().fields.get(name);
            if (inside == null) {
                return Set.of();
            }
            here = inside;
        }
        return here.through().choices;
    }

    private Shape through() {
        return items.map(Shape::through).orElse(this);
    }

    /** A copy with only what the release allows. Fields the schema does not name are for full only. */
    JsonNode minimise(JsonNode json, Release release) {
        if (json.isObject() && !fields.isEmpty()) {
            return object(json, release);
        }
        if (json.isArray() && items.isPresent()) {
            ArrayNode kept = JsonNodeFactory.instance.arrayNode();
            json.forEach(item -> kept.add(items.get().minimise(item, release)));
            return kept;
        }
        return leaf(json, release);
    }

    private JsonNode object(JsonNode json, Release release) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        json.properties().forEach(field -> {
            Shape inside = fields.get(field.getKey());
            if (release.allows(inside == null ? Release.FULL : inside.seenBy)) {
                kept.set(field.getKey(), inside == null ? field.getValue().deepCopy() : inside.minimise(field.getValue(), release));
            }
        });
        return kept;
    }

    /** Whether what it describes is a file: then the node may be left out. */
    boolean isFile() {
        return named(FilePart.LINK).isPresent();
    }

    private Optional<String> named(FilePart part) {
        return fields.entrySet().stream()
                .filter(field -> field.getValue().ofFile.filter(part::equals).isPresent())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** A copy with other links; empty where it is itself a file that is to have none. */
    Optional<JsonNode> relink(JsonNode json, Function<Attached, Optional<String>> links) {
        if (json.isArray() && items.isPresent()) {
            ArrayNode kept = JsonNodeFactory.instance.arrayNode();
            json.forEach(item -> items.get().relink(item, links).ifPresent(kept::add));
            return Optional.of(kept);
        }
        if (!json.isObject() || fields.isEmpty()) {
            return Optional.of(json);
        }
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        json.properties().forEach(field -> Optional.ofNullable(fields.get(field.getKey()))
                .map(inside -> inside.relink(field.getValue(), links))
                .orElseGet(() -> Optional.of(field.getValue()))
                .ifPresent(value -> kept.set(field.getKey(), value)));
        return named(FilePart.LINK).filter(json::hasNonNull).map(link -> links.apply(attached(json)).<JsonNode>map(other -> kept.put(link, other)))
                .orElseGet(() -> Optional.of(kept));
    }

    /** Whether a file's digest can stand in it, here or inside. */
    boolean namesDigests() {
        return named(FilePart.DIGEST).isPresent() || items.filter(Shape::namesDigests).isPresent() || fields.values().stream().anyMatch(Shape::namesDigests);
    }

    /** What is said to be a file's digest, here and inside. */
    Stream<String> digests(JsonNode json) {
        if (json.isArray()) {
            return items.stream().flatMap(each -> StreamSupport.stream(json.spliterator(), false).flatMap(each::digests));
        }
        Stream<String> own = said(json, FilePart.DIGEST).map(JsonNode::asText).stream();
        return Stream.concat(own, fields.entrySet().stream()
                .filter(field -> json.hasNonNull(field.getKey()))
                .flatMap(field -> field.getValue().digests(json.get(field.getKey()))));
    }

    private Attached attached(JsonNode file) {
        return new Attached(
                said(file, FilePart.LINK).orElseThrow().asText(),
                said(file, FilePart.MEDIA_TYPE).map(JsonNode::asText),
                said(file, FilePart.DIGEST).map(JsonNode::asText),
                said(file, FilePart.SIZE).map(JsonNode::asLong));
    }

    private Optional<JsonNode> said(JsonNode file, FilePart part) {
        return named(part).map(file::get).filter(value -> !value.isNull());
    }

    private JsonNode leaf(JsonNode json, Release release) {
        JsonNode lowered = atMost.map(limit -> limit.lower(json, release)).orElse(json);
        return mask.isPresent() && release != Release.FULL ? TextNode.valueOf(mask.get().apply(lowered.asText())) : lowered.deepCopy();
    }
}
