package io.yizhan.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One field of a canonical message, as its schema describes it.
 *
 * @param fillIn the name it has on the side of a dialect until somebody fills in the real one; no other field of the message has it
 * @param schema its own part of the schema, references followed
 * @param inside the fields of an object or of a list's items; of a list of values one field that stands for each
 */
record Field(String name, String fillIn, What what, boolean required, JsonNode schema, List<Field> inside) {
    /** What each item of a list is called in a dialect that must call it something. */
    static final String ITEM = "item";

    /** Keywords that mean the same on the side of a dialect. */
    private static final List<String> LIMITS = List.of("maxLength", "minLength", "pattern", "format", "minItems", "maxItems", "minimum", "maximum");

    enum What {
        TEXT,
        CODE,
        /** Yes or no, told by codes. */
        CODED_TRUTH,
        DATE,
        NUMBER,
        TRUTH,
        OBJECT,
        OBJECTS,
        VALUES,
        ANYTHING
    }

    Field {
        inside = List.copyOf(inside);
    }

    boolean coded() {
        return what == What.CODE || what == What.CODED_TRUTH;
    }

    /** The code table of one that is coded. */
    String table() {
        return schema.path("x-codes").asText();
    }

    List<String> values() {
        return StreamSupport.stream(schema.path("enum").spliterator(), false).map(JsonNode::asText).toList();
    }

    /** What the schema says of it, in one line. */
    String note() {
        List<String> parts = new ArrayList<>();
        Stream.of("title", "description").map(schema::path).filter(JsonNode::isTextual).map(JsonNode::asText).findFirst().ifPresent(parts::add);
        if (required) {
            parts.add("required");
        }
        if (!values().isEmpty()) {
            parts.add("one of " + String.join(", ", values()));
        }
        LIMITS.stream().filter(schema::has).forEach(limit -> parts.add(limit + " " + schema.get(limit).asText()));
        return parts.isEmpty() ? name : parts.stream().map(part -> part.replaceAll("\\s+", " ")).collect(Collectors.joining("; "));
    }
}
