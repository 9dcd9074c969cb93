package io.yizhan.convention;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** A body that is a JSON object (RFC 8259). Numbers come out as they went in. */
record JsonBody(ObjectNode root) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** Empty if the bytes are none, or have a member twice. */
    static Optional<JsonBody> read(byte[] body) {
        try {
            return JSON.readTree(body) instanceof ObjectNode object ? Optional.of(new JsonBody(object)) : Optional.empty();
        } catch (IOException another) {
            return Optional.empty();
        }
    }

    /** A member's pointer (RFC 6901): a name that does not begin with a slash is that of a member of the whole. */
    static JsonPointer pointer(String field) {
        return field.startsWith("/") ? JsonPointer.compile(field) : JsonPointer.empty().appendProperty(field);
    }

    /** The text of a member, or the digits of a whole number; empty if there is none. */
    Optional<String> text(JsonPointer at) {
        JsonNode found = root.at(at);
        return found.isTextual() || found.isIntegralNumber() ? Optional.of(found.asText()) : Optional.empty();
    }

    /** Adds a member, or gives one another value. */
    void put(JsonPointer at, JsonNode value) {
        JsonPointer above = at.head();
        ObjectNode parent = above.matches() ? root : root.withObject(above);
        parent.set(at.last().getMatchingProperty(), value);
    }

    byte[] bytes() {
        try {
            return JSON.writeValueAsBytes(root);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("a tree can be written", unwritable);
        }
    }

    /** Never its content: it may be secret. */
    @Override
    public String toString() {
        return "{…}";
    }
}
