package io.yizhan.sandbox.tongues;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** JSON as the simulated platforms write and read it. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** From name, value, name, value …; a value is a text or a node, and what is empty is left out. */
    static ObjectNode object(Object... namesAndValues) {
        ObjectNode object = MAPPER.createObjectNode();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            JsonNode value = MAPPER.valueToTree(namesAndValues[i + 1]);
            if (!(value.isTextual() && value.textValue().isEmpty()) && !(value.isContainerNode() && value.isEmpty())) {
                object.set((String) namesAndValues[i], value);
            }
        }
        return object;
    }

    static ArrayNode array(Collection<? extends JsonNode> items) {
        return MAPPER.createArrayNode().addAll(items);
    }

    /** A missing node where the bytes are no JSON. */
    static JsonNode read(byte[] body) {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException noJson) {
            return MissingNode.getInstance();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static byte[] write(JsonNode json) {
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** A file of this room's resources. */
    static JsonNode resource(String path) {
        try (InputStream file = Json.class.getResourceAsStream("/sandbox/" + path)) {
            return MAPPER.readTree(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static List<JsonNode> items(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    static List<String> texts(JsonNode array) {
        return items(array).stream().map(JsonNode::asText).toList();
    }

    /** What a code of a platform's table means; throws {@link UncheckedIOException} for one that is not in it. */
    static <E> E meaning(Map<E, String> table, String code) {
        return table.entrySet().stream()
                .filter(entry -> entry.getValue().equals(code))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new UncheckedIOException(new ProtocolException("a code this platform does not know; it knows " + sorted(table))));
    }

    private static <E> String sorted(Map<E, String> table) {
        return table.values().stream().sorted().collect(Collectors.joining(" "));
    }
}
