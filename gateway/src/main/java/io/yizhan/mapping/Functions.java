package io.yizhan.mapping;

import cn.hutool.core.util.IdcardUtil;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;
import io.yizhan.envelope.Notation;
import io.yizhan.envelope.Unreadable;
import io.yizhan.vocabulary.LicenceIdentifier;
import io.yizhan.vocabulary.Uscc;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What mappings can call besides JSLT's own functions. Null in, null out, but for {@code one-or-many}.
 *
 * <ul>
 *   <li>{@code date(x)} any form of {@link Dates} → {@code yyyy-MM-dd}; {@code date-as(x, "yyyyMMdd")} the same in another pattern
 *   <li>{@code canonical-code("table", x)}, {@code dialect-code("table", x)}; {@code is-code("table", x)} whether x would be read
 *   <li>{@code fold(x)} a name for comparing, see {@link Names}
 *   <li>{@code uscc-region(x)}, {@code uscc-valid(x)}, {@code citizen-id-valid(x)}
 *   <li>{@code identifier-issuer(x)}, {@code identifier-type(x)}, {@code identifier-checks(x)}, {@code identifier-type-valid(x)}
 *   <li>{@code from-json(x)} what a text holds that is JSON itself; {@code to-json(x)} the text that holds it
 *   <li>{@code full-width(x)}, {@code half-width(x)} a text in the other width of Latin letters, digits, signs and space
 *   <li>{@code one-or-many(x)} a list: x itself if it is one, x alone if not, nothing if null; {@code text(x)} a number as text
 * </ul>
 *
 * What has no counterpart is unmappable. Where x was computed (split from a longer text), a last argument says which node it came from.
 */
final class Functions {
    private static final Pattern USCC_WITH_REGION = Pattern.compile("[0-9A-Z]{2}\\d{6}[0-9A-Z]{10}");

    private static final Notation JSON = Notation.json();
    /** Instead of an argument whose null makes the result null. */
    private static final int NULL_TOO = -1;

    private final CodeTables codes;

    private Functions(CodeTables codes) {
        this.codes = codes;
    }

    static List<Function> with(CodeTables codes) {
        Functions own = new Functions(codes);
        return List.of(
                new Named("date", 1, 2, 0, (x, args) -> date(x, origin(args, 1), "yyyy-MM-dd")),
                new Named("date-as", 2, 3, 0, (x, args) -> date(x, origin(args, 2), args[1].asText())),
                new Named("canonical-code", 2, 3, 1, (x, args) -> own.canonical(args[0].asText(), x, origin(args, 2))),
                new Named("dialect-code", 2, 3, 1, (x, args) -> own.dialect(args[0].asText(), x, origin(args, 2))),
                new Named("is-code", 2, 2, 1, (x, args) -> truth(own.table(args[0].asText()).canonical(x.asText()).isPresent())),
                new Named("from-json", 1, 2, 0, (x, args) -> fromJson(x, origin(args, 1))),
                new Named("to-json", 1, 1, 0, (x, args) -> new TextNode(JSON.write(x))),
                new Named("full-width", 1, 1, 0, (x, args) -> new TextNode(Width.full(single(x)))),
                new Named("half-width", 1, 1, 0, (x, args) -> new TextNode(Width.half(single(x)))),
                new Named("text", 1, 1, 0, (x, args) -> x.isTextual() ? x : new TextNode(single(x))),
                new Named("one-or-many", 1, 1, NULL_TOO, (x, args) -> oneOrMany(args[0])),
                on("fold", x -> TextNode.valueOf(Names.fold(x))),
                on("uscc-region", x -> USCC_WITH_REGION.matcher(x).matches() ? TextNode.valueOf(Uscc.region(x).value()) : NullNode.instance),
                on("uscc-valid", x -> truth(Uscc.valid(x))),
                on("citizen-id-valid", x -> truth(IdcardUtil.isValidCard18(x))),
                on("identifier-issuer", x -> text(LicenceIdentifier.parse(x).map(LicenceIdentifier::issuer))),
                on("identifier-type", x -> text(LicenceIdentifier.parse(x).map(LicenceIdentifier::type))),
                on("identifier-checks", x -> truth(LicenceIdentifier.parse(x).filter(LicenceIdentifier::checks).isPresent())),
                on("identifier-type-valid", x -> truth(LicenceIdentifier.parse(x).filter(LicenceIdentifier::typeWellFormed).isPresent())));
    }

    private JsonNode canonical(String table, JsonNode x, Optional<JsonNode> origin) {
        return scalar(x).flatMap(table(table)::canonical).<JsonNode>map(TextNode::valueOf).orElseThrow(() -> unknown(table, table(table).codes(), x, origin));
    }

    private JsonNode dialect(String table, JsonNode x, Optional<JsonNode> origin) {
        return scalar(x).flatMap(table(table)::code).<JsonNode>map(TextNode::valueOf).orElseThrow(() -> unknown(table, table(table).values(), x, origin));
    }

    /** Loading made sure that every table named in a mapping is there; a computed name is the mapping's own defect. */
    private CodeTables.CodeTable table(String name) {
        return codes.named(name).orElseThrow(() -> new IllegalArgumentException("there is no code table of that name"));
    }

    private static Unmappable unknown(String table, String known, JsonNode x, Optional<JsonNode> origin) {
        return new Unmappable(origin.orElse(x), "a code of the table " + table + ": " + known);
    }

    /** What is in it has no place of its own: codes in there name this text as their origin. */
    private static JsonNode fromJson(JsonNode x, Optional<JsonNode> origin) {
        try {
            if (x.isTextual()) {
                return JSON.read(x.textValue());
            }
        } catch (Unreadable noJson) {
            // told below, without the reason: it may quote the text
        }
        throw new Unmappable(origin.orElse(x), "a text that is JSON");
    }

    private static JsonNode oneOrMany(JsonNode x) {
        if (x.isArray()) {
            return x;
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        return x.isNull() ? list : list.add(x);
    }

    private static String single(JsonNode x) {
        if (!x.isValueNode()) {
            throw new Unmappable(x, "a single value");
        }
        return x.isBigDecimal() ? x.decimalValue().toPlainString() : x.asText();
    }

    private static JsonNode date(JsonNode x, Optional<JsonNode> origin, String pattern) {
        return scalar(x).flatMap(Dates::read).<JsonNode>map(date -> TextNode.valueOf(Dates.write(date, pattern)))
                .orElseThrow(() -> new Unmappable(origin.orElse(x), "a calendar date"));
    }

    private static Optional<JsonNode> origin(JsonNode[] arguments, int at) {
        return arguments.length > at ? Optional.of(arguments[at]) : Optional.empty();
    }

    /** Some platforms write codes and milliseconds as numbers. */
    private static Optional<String> scalar(JsonNode x) {
        return x.isTextual() || x.isIntegralNumber() ? Optional.of(x.asText()) : Optional.empty();
    }

    private static JsonNode text(Optional<String> text) {
        return text.<JsonNode>map(TextNode::valueOf).orElse(NullNode.instance);
    }

    private static JsonNode truth(boolean value) {
        return BooleanNode.valueOf(value);
    }

    private static Named on(String name, java.util.function.Function<String, JsonNode> body) {
        return new Named(name, 1, 1, 0, (x, args) -> body.apply(x.asText()));
    }

    private interface Body {
        JsonNode call(JsonNode x, JsonNode[] arguments);
    }

    /** One function. {@code subject} is the argument whose null makes the result null. */
    private record Named(String name, int least, int most, int subject, Body body) implements Function {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public int getMinArguments() {
            return least;
        }

        @Override
        public int getMaxArguments() {
            return most;
        }

        @Override
        public JsonNode call(JsonNode input, JsonNode[] arguments) {
            JsonNode x = subject == NULL_TOO ? NullNode.instance : arguments[subject];
            return x.isNull() && subject != NULL_TOO ? x : body.call(x, arguments);
        }
    }

    /** Carries an unknown code or an impossible date out of the engine, which has no other way to stop; {@link Mapping} makes it a refusal. */
    static final class Unmappable extends RuntimeException {
        private final transient JsonNode node;
        private final String expected;

        /**
         * @param node the very node of the message that cannot be translated; its place is found by identity
         * @param expected what would have been right, in our words
         */
        Unmappable(JsonNode node, String expected) {
            super("a value has no counterpart", null, false, false);
            this.node = node;
            this.expected = expected;
        }

        JsonNode node() {
            return node;
        }

        String expected() {
            return expected;
        }
    }
}
