package io.yizhan.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What a schema asked for, in a few words of ours made from the schema's keyword; never from the message. */
final class Expectation {
    private static final Map<String, Function<JsonNode, String>> BY_KEYWORD = Map.ofEntries(
            Map.entry("required", asked -> "is required"),
            Map.entry("dependentRequired", asked -> "is required"),
            Map.entry("false", asked -> "not allowed here"),
            Map.entry("type", asked -> asked.isArray() ? "one of " + listed(asked) : asked.asText()),
            Map.entry("enum", asked -> "one of " + listed(asked)),
            Map.entry("const", asked -> "exactly " + asked.asText()),
            Map.entry("minLength", asked -> "at least " + asked.asText() + " characters"),
            Map.entry("maxLength", asked -> "at most " + asked.asText() + " characters"),
            Map.entry("minItems", asked -> "at least " + asked.asText() + " items"),
            Map.entry("maxItems", asked -> "at most " + asked.asText() + " items"),
            Map.entry("minProperties", asked -> "at least " + asked.asText() + " fields"),
            Map.entry("maxProperties", asked -> "at most " + asked.asText() + " fields"),
            Map.entry("minimum", asked -> "at least " + asked.asText()),
            Map.entry("maximum", asked -> "at most " + asked.asText()),
            Map.entry("uniqueItems", asked -> "no item twice"),
            Map.entry(Once.MARK, asked -> "none that stands there twice"),
            Map.entry("pattern", asked -> "text matching " + asked.asText()),
            Map.entry("format", asked -> TextForm.phrase(asked.asText())));

    private Expectation() {}

    /** @param here the shape at the place told, whose field names are the only ones allowed there */
    static String of(Error error, Shape here) {
        if (error.getKeyword().equals("additionalProperties")) {
            return "no fields but " + String.join(", ", here.fields().keySet());
        }
        return BY_KEYWORD.getOrDefault(error.getKeyword(), asked -> "what the schema's " + error.getKeyword() + " asks").apply(error.getSchemaNode());
    }

    private static String listed(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false).map(JsonNode::asText).collect(Collectors.joining(", "));
    }
}
