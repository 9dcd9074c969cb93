package io.yizhan.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/** JSON as {@link Item#content} has it: the same values are the same bytes, whoever writes them. */
final class CanonicalJson {
    /** Written out, more digits than these would be somebody's way of filling our memory. */
    private static final int MOST_DIGITS = 400;

    private final StringBuilder text = new StringBuilder();

    private CanonicalJson() {}

    /** Refuses schema-violation for numbers that nobody means. */
    static Outcome<byte[]> write(JsonNode node) {
        if (!ordinary(node)) {
            return Outcome.refused(Refusal.of(RefusalCode.SCHEMA_VIOLATION, "", "numbers of an ordinary size"));
        }
        CanonicalJson json = new CanonicalJson();
        json.value(node);
        return Outcome.of(json.text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static boolean ordinary(JsonNode node) {
        if (node.isFloatingPointNumber()) {
            boolean finite = node.isBigDecimal() || Double.isFinite(node.doubleValue());
            return finite && Math.abs((long) node.decimalValue().scale()) + node.decimalValue().precision() <= MOST_DIGITS;
        }
        for (JsonNode inner : node) {
            if (!ordinary(inner)) {
                return false;
            }
        }
        return true;
    }

    private void value(JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> object(node);
            case ARRAY -> array(node);
            case STRING -> string(node.textValue());
            case NUMBER -> text.append(number(node));
            default -> text.append(node.asText());
        }
    }

    private void object(JsonNode node) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        node.fields().forEachRemaining(member -> sorted.put(member.getKey(), member.getValue()));
        text.append('{');
        String between = "";
        for (Map.Entry<String, JsonNode> member : sorted.entrySet()) {
            text.append(between);
            string(member.getKey());
            text.append(':');
            value(member.getValue());
            between = ",";
        }
        text.append('}');
    }

    private void array(JsonNode node) {
        text.append('[');
        for (Iterator<JsonNode> all = node.elements(); all.hasNext(); ) {
            value(all.next());
            text.append(all.hasNext() ? "," : "");
        }
        text.append(']');
    }

    private void string(String value) {
        text.append('"');
        value.chars().forEach(unit -> {
            String escape = escape((char) unit);
            text.append(escape.isEmpty() ? String.valueOf((char) unit) : escape);
        });
        text.append('"');
    }

    private static String escape(char unit) {
        return switch (unit) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\b' -> "\\b";
            case '\t' -> "\\t";
            case '\n' -> "\\n";
            case '\f' -> "\\f";
            case '\r' -> "\\r";
            default -> unit < ' ' ? String.format("\\u%04x", (int) unit) : "";
        };
    }

    private static String number(JsonNode node) {
        BigDecimal value = node.decimalValue();
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
