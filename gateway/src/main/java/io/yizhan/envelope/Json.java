package io.yizhan.envelope;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.RefusalCode;
import java.nio.charset.Charset;
import java.util.List;

/**
 * JSON (RFC 8259) as strict as two systems that must understand the same thing need it: one value, no duplicate names, bounded depth,
 * bytes that are really of the charset, no lone surrogate and no NUL (which some platforms and PostgreSQL cannot store). Numbers keep
 * every digit. The size of a message is bounded before it gets here.
 */
final class Json {
    private static final int DEEPEST = 64;
    private static final int LONGEST_NAME = 1_000;
    private static final int LONGEST_NUMBER = 100;
    private static final int LARGEST_EXPONENT = 1_000;
    private static final int LONGEST_TEXT = 16 * 1024 * 1024;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNameLength(LONGEST_NAME)
                            .maxNumberLength(LONGEST_NUMBER)
                            .maxStringLength(LONGEST_TEXT)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .nodeFactory(new DistinctNodes())
            .build();

    private Json() {}

    static JsonNode read(String text) throws Unreadable {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node == null || node.isMissingNode()) {
                throw new Unreadable("there is nothing to read");
            }
            if (!bounded(node)) {
                throw new Unreadable("a number has more digits, written out, than are read");
            }
            // raw text has no lone surrogate, since it decoded; only an escape can bring one in
            if (text.contains("\\u") && !writable(node)) {
                throw new Unreadable("a text holds a lone surrogate or NUL");
            }
            return node;
        } catch (JsonProcessingException wrong) {
            throw unreadable(wrong);
        }
    }

    /** Reads, or refuses with the code given: whose fault it is depends on who wrote it. */
    static Outcome<JsonNode> read(byte[] bytes, Headers headers, Charset charset, RefusalCode otherwise) {
        try {
            return Outcome.of(read(Decoding.text(bytes, headers, charset)));
        } catch (Unreadable unreadable) {
            return Outcome.refused(otherwise, "");
        }
    }

    static byte[] write(JsonNode node, Charset charset) {
        return text(node).getBytes(charset);
    }

    static String text(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException defect) {
            throw new IllegalStateException("a JSON tree can always be written", defect);
        }
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ArrayNode list(JsonNode... items) {
        return MAPPER.createArrayNode().addAll(List.of(items));
    }

    private static Unreadable unreadable(JsonProcessingException wrong) {
        JsonLocation at = wrong.getLocation();
        return new Unreadable(wrong.getOriginalMessage(), at == null ? 1 : at.getLineNr(), at == null ? 1 : at.getColumnNr(), wrong);
    }

    /** 1e999999999 is short, but whoever writes it out or compares it needs a gigabyte and hours for it. */
    private static boolean bounded(JsonNode node) {
        if (node.isBigDecimal()) {
            return Math.abs((long) node.decimalValue().scale()) <= LARGEST_EXPONENT;
        }
        for (JsonNode child : node) {
            if (!bounded(child)) {
                return false;
            }
        }
        return true;
    }

    private static boolean writable(JsonNode node) {
        if (node.isTextual()) {
            return writable(node.textValue());
        }
        for (var field : node.properties()) {
            if (!writable(field.getKey())) {
                return false;
            }
        }
        for (JsonNode child : node) {
            if (!writable(child)) {
                return false;
            }
        }
        return true;
    }

    private static boolean writable(String text) {
        return text.codePoints().noneMatch(point -> point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE));
    }

    /** Makes a new node for every text and small number, where Jackson shares some: only so can the place of a node be found by identity. */
    private static final class DistinctNodes extends JsonNodeFactory {
        DistinctNodes() {
            super(true);
        }

        @Override
        public TextNode textNode(String text) {
            return text == null ? null : new TextNode(text);
        }

        @Override
        public NumericNode numberNode(int value) {
            return new IntNode(value);
        }
    }
}
