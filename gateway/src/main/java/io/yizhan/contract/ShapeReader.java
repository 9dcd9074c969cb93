package io.yizhan.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.vocabulary.Release;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Compiles a schema into its {@link Shape}. Reads {@code properties}, {@code items} and local {@code $ref}; what conditions
 * ({@code if}, {@code allOf}) add restricts values and names no further fields. Throws {@link IllegalArgumentException} on a wrong mark.
 */
final class ShapeReader {
    private final JsonNode root;

    private ShapeReader(JsonNode root) {
        this.root = root;
    }

    static Shape read(JsonNode schema) {
        Shape message = new ShapeReader(schema).shape(schema, Optional.empty(), Set.of());
        if (message.isFile()) {
            throw new IllegalArgumentException("x-file stands within the message itself, which cannot be left out");
        }
        return message;
    }

    private Shape shape(JsonNode schema, Optional<Release> around, Set<String> following) {
        if (schema.has("$ref")) {
            return referred(schema, around, following);
        }
        Optional<Release> own = release(schema).or(() -> around);
        Map<String, Shape> fields = new LinkedHashMap<>();
        schema.path("properties").properties().forEach(field -> fields.put(field.getKey(), shape(field.getValue(), own, following)));
        Optional<Shape> items = Optional.of(schema.path("items")).filter(JsonNode::isObject).map(inside -> shape(inside, own, following));
        Optional<Mask> mask = mask(schema, own);
        Stream<Shape> inside = Stream.concat(fields.values().stream(), items.stream());
        Release seenBy = mask.isPresent() ? Release.MASKED : own.orElseGet(() -> inside.map(Shape::seenBy).min(Release::compareTo).orElse(Release.FULL));
        keptTogether(schema, seenBy, fields, items);
        comparable(schema, items);
        return new Shape(fields, items, seenBy, mask, atMost(schema), filePart(schema, own), choices(schema));
    }

    /** Marks beside a reference count for what it refers to. */
    private Shape referred(JsonNode schema, Optional<Release> around, Set<String> following) {
        String reference = schema.path("$ref").asText();
        JsonNode target = root.at(reference.substring(1));
        if (target.isMissingNode()) {
            throw new IllegalArgumentException("there is no " + reference);
        }
        if (following.contains(reference)) {
            throw new IllegalArgumentException(reference + " refers to itself");
        }
        Set<String> further = new HashSet<>(following);
        further.add(reference);
        return shape(target, release(schema).or(() -> around), further);
    }

    /** What is required must be there whenever the container is, or what is released would no longer follow the schema. */
    private static void keptTogether(JsonNode schema, Release seenBy, Map<String, Shape> fields, Optional<Shape> items) {
        required(schema).filter(fields::containsKey).filter(name -> fields.get(name).isFile()).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("x-file is for what may be left out, but " + name + " is required");
        });
        required(schema).filter(fields::containsKey).filter(name -> !seenBy.allows(fields.get(name).seenBy())).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("x-release leaves out " + name + ", which is required");
        });
        if (items.isPresent() && !seenBy.allows(items.get().seenBy())) {
            throw new IllegalArgumentException("x-release shows an array without its items");
        }
    }

    private static void comparable(JsonNode schema, Optional<Shape> items) {
        if (schema.has(Once.MARK) && items.filter(each -> each.fields().containsKey(schema.path(Once.MARK).asText())).isEmpty()) {
            throw new IllegalArgumentException(Once.MARK + " names a field of the objects in a list");
        }
    }

    private static Stream<String> required(JsonNode schema) {
        Stream<JsonNode> conditions = Stream.concat(elements(schema.path("allOf")), Stream.of(schema.path("then"), schema.path("else")));
        return Stream.concat(
                elements(schema.path("required")).map(JsonNode::asText),
                conditions.filter(JsonNode::isObject).flatMap(ShapeReader::required));
    }

    private static Optional<Release> release(JsonNode schema) {
        return Optional.ofNullable(schema.get("x-release")).map(mark -> one(Release.class, "x-release", mark.asText()));
    }

    private static Optional<Mask> mask(JsonNode schema, Optional<Release> own) {
        Optional<Mask> mask = Optional.ofNullable(schema.get("x-mask")).map(mark -> one(Mask.class, "x-mask", mark.asText()));
        if (mask.isPresent() && !(own.equals(Optional.of(Release.FULL)) && schema.path("type").asText().equals("string"))) {
            throw new IllegalArgumentException("x-mask is for text whose x-release is full");
        }
        return mask;
    }

    /** Whoever has a link may have the file. */
    private static Optional<FilePart> filePart(JsonNode schema, Optional<Release> own) {
        Optional<FilePart> part = Optional.ofNullable(schema.get("x-file")).map(mark -> FilePart.of(mark.asText()));
        if (part.isPresent() && !own.equals(Optional.of(Release.FULL))) {
            throw new IllegalArgumentException("x-file is for what only x-release full sees");
        }
        return part;
    }

    private static Set<String> choices(JsonNode schema) {
        return elements(schema.path("enum")).map(JsonNode::asText).collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<Shape.AtMost> atMost(JsonNode schema) {
        return Optional.ofNullable(schema.get("x-at-most")).map(limits -> {
            List<String> ascending = new ArrayList<>(elements(schema.path("enum")).map(JsonNode::asText).toList());
            Map<Release, String> greatest = new EnumMap<>(Release.class);
            limits.properties().forEach(limit -> greatest.put(one(Release.class, "x-at-most", limit.getKey()), limit.getValue().asText()));
            if (!ascending.containsAll(greatest.values())) {
                throw new IllegalArgumentException("x-at-most names a value that the enum has not");
            }
            return new Shape.AtMost(ascending, greatest);
        });
    }

    private static <E extends Enum<E>> E one(Class<E> type, String mark, String written) {
        Map<String, E> known = new LinkedHashMap<>();
        Stream.of(type.getEnumConstants()).forEach(value -> known.put(value.name().toLowerCase(Locale.ROOT), value));
        if (!known.containsKey(written)) {
            throw new IllegalArgumentException(mark + " is one of " + String.join(", ", known.keySet()));
        }
        return known.get(written);
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
