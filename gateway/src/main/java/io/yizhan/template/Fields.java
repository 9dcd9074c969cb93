package io.yizhan.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the fields of a message off its canonical schema. Schemas refer to their own {@code $defs} only, and never in a circle. */
final class Fields {
    private static final String FILL_IN = "fill-in-";

    private final JsonNode root;

    private Fields(JsonNode root) {
        this.root = root;
    }

    static List<Field> of(JsonNode schema) {
        return new Fields(schema).inside(schema, "");
    }

    /** Every code table the fields name, with the values it must write, in the order of the schema. */
    static Map<String, Set<String>> codes(List<Field> fields) {
        Map<String, Set<String>> codes = new LinkedHashMap<>();
        all(fields).filter(Field::coded)
                .forEach(field -> codes.computeIfAbsent(field.table(), table -> new LinkedHashSet<>()).addAll(field.values()));
        return codes;
    }

    static Stream<Field> all(List<Field> fields) {
        return fields.stream().flatMap(field -> Stream.concat(Stream.of(field), all(field.inside())));
    }

    private List<Field> inside(JsonNode object, String before) {
        List<Field> fields = new ArrayList<>();
        object.path("properties").properties().forEach(property -> fields.add(
                field(property.getKey(), before, resolved(property.getValue()), requires(object, property.getKey()))));
        return fields;
    }

    private Field field(String name, String before, JsonNode schema, boolean required) {
        Field.What what = what(schema);
        String way = before + name;
        return switch (what) {
            case OBJECT -> new Field(name, FILL_IN + way, what, required, schema, inside(schema, way + "-"));
            // so called that no name is the beginning of another one, and each can be replaced by itself
            case OBJECTS -> new Field(name, FILL_IN + "list-of-" + way, what, required, schema, inside(resolved(schema.get("items")), way + "-"));
            case VALUES -> new Field(name, FILL_IN + way, what, required, schema, List.of(field("", way, resolved(schema.get("items")), true)));
            default -> new Field(name, FILL_IN + way, what, required, schema, List.of());
        };
    }

    private Field.What what(JsonNode schema) {
        if (schema.has("properties")) {
            return Field.What.OBJECT;
        }
        if (schema.has("x-codes")) {
            return schema.path("enum").path(0).isBoolean() ? Field.What.CODED_TRUTH : Field.What.CODE;
        }
        return switch (schema.path("type").asText()) {
            case "array" -> list(schema);
            case "boolean" -> Field.What.TRUTH;
            case "integer", "number" -> Field.What.NUMBER;
            case "string" -> schema.path("format").asText().equals("date") ? Field.What.DATE : Field.What.TEXT;
            default -> schema.path("const").isBoolean() ? Field.What.TRUTH : schema.has("enum") ? Field.What.TEXT : Field.What.ANYTHING;
        };
    }

    private Field.What list(JsonNode schema) {
        JsonNode items = schema.path("items");
        return !items.isObject() ? Field.What.ANYTHING : resolved(items).has("properties") ? Field.What.OBJECTS : Field.What.VALUES;
    }

    /** What stands beside a reference says more than what it refers to. */
    private JsonNode resolved(JsonNode schema) {
        if (!schema.has("$ref")) {
            return schema;
        }
        ObjectNode whole = root.at(schema.get("$ref").asText().substring(1)).deepCopy();
        whole.setAll((ObjectNode) schema.deepCopy());
        whole.remove("$ref");
        return whole;
    }

    private static boolean requires(JsonNode object, String name) {
        for (JsonNode required : object.path("required")) {
            if (required.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
