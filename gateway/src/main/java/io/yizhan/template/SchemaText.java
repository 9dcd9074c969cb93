package io.yizhan.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/**
 * A schema of a dialect's message, as wide as can be: the names still to be filled in, and what the canonical schema limits limited here too.
 *
 * @param title of the message
 * @param reply whether it is heard as well as written; then null stands for absent
 * @param texts whether the items of a list stand in an element of their own
 */
record SchemaText(String title, List<Field> fields, boolean reply, boolean texts) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> KEPT = List.of("minLength", "maxLength", "minItems", "maxItems");
    /** The standards' own forms, the same wherever they are written. */
    private static final Set<String> FORMS = Set.of("uscc", "licence-identifier");

    /** @param id the name of a member with the message's own id, or "" */
    JsonNode withId(String id) {
        ObjectNode schema = JSON.objectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", title)
                .put("description", "The payload without its envelope. Fill in the platform's names, and tighten what its own documents say of each.");
        object(schema, fields);
        if (!id.isEmpty()) {
            ((ObjectNode) schema.get("properties"))
                    .set(id, JSON.objectNode().put("title", "The message's own id").put("type", "string").put("minLength", 1).put("maxLength", 200));
        }
        return schema;
    }

    private void object(ObjectNode schema, List<Field> inside) {
        schema.put("type", "object");
        ArrayNode required = JSON.arrayNode();
        ObjectNode properties = JSON.objectNode();
        add(inside, true, properties, required);
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        schema.put("additionalProperties", false).set("properties", properties);
    }

    private void add(List<Field> inside, boolean always, ObjectNode properties, ArrayNode required) {
        for (Field field : inside) {
            boolean needed = always && field.required();
            if (field.what() == Field.What.OBJECT) {
                add(field.inside(), needed, properties, required);
            } else {
                properties.set(field.fillIn(), property(field, needed));
                if (needed) {
                    required.add(field.fillIn());
                }
            }
        }
    }

    private ObjectNode property(Field field, boolean needed) {
        ObjectNode property = JSON.objectNode();
        if (field.schema().has("title")) {
            property.set("title", field.schema().get("title"));
        }
        switch (field.what()) {
            case OBJECTS -> object(list(property, field).putObject("items"), field.inside());
            case VALUES -> list(property, field).set("items", property(field.inside().get(0), true));
            case NUMBER -> type(property, needed, "number", "string");
            case TRUTH -> type(property, needed, "boolean", "string");
            case ANYTHING -> keep(property, field);
            default -> text(property, field, needed);
        }
        return property;
    }

    private void text(ObjectNode property, Field field, boolean needed) {
        type(property, needed, "string");
        if (field.what() == Field.What.TEXT) {
            keep(property, field);
            if (FORMS.contains(field.schema().path("format").asText())) {
                property.set("format", field.schema().get("format"));
            }
        } else {
            property.put("maxLength", 40);
        }
    }

    /** The part of a property that is the array. */
    private ObjectNode list(ObjectNode property, Field field) {
        ObjectNode array = texts
                ? property.put("type", "object").put("additionalProperties", false).putObject("properties").putObject(Field.ITEM)
                : property;
        array.put("type", "array");
        keep(array, field);
        return array;
    }

    private static void keep(ObjectNode property, Field field) {
        KEPT.stream().filter(field.schema()::has).forEach(limit -> property.set(limit, field.schema().get(limit)));
    }

    private void type(ObjectNode property, boolean needed, String... types) {
        ArrayNode all = JSON.arrayNode();
        List.of(types).forEach(all::add);
        if (reply && !needed) {
            all.add("null");
        }
        property.set("type", all.size() == 1 ? all.get(0) : all);
    }
}
