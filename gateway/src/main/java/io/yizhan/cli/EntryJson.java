package io.yizhan.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.ledger.Entry;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Entries as a JSON array for programs; the names are those of the ledger's words. */
final class EntryJson {
    private static final JsonMapper JSON = new JsonMapper();
    /**
     * Characters that steer a terminal or turn text around without being seen, beyond those JSON escapes by itself: a consent's reference is
     * whatever a caller wrote. C1 controls, line and paragraph separators, and the bidirectional ones (Unicode Standard Annex 9).
     */
    private static final Pattern INVISIBLE = Pattern.compile("[\\u007f-\\u009f\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff]");

    private EntryJson() {}

    static String of(List<Entry> entries) {
        ArrayNode array = JSON.createArrayNode();
        entries.forEach(entry -> fill(array.addObject(), entry));
        return visible(array.toPrettyString()) + System.lineSeparator();
    }

    /** JSON that means the same and shows what would otherwise steer the terminal. */
    static String visible(String json) {
        return INVISIBLE.matcher(json).replaceAll(found -> String.format("\\\\u%04x", (int) found.group().charAt(0)));
    }

    private static void fill(ObjectNode node, Entry entry) {
        node.put("message", entry.message().toString())
                .put("id", entry.id().toString())
                .put("at", entry.at().toString())
                .put("kind", entry.kind())
                .put("step", entry.step())
                .put("from", entry.from().value())
                .put("to", entry.to().map(Object::toString).orElse(null))
                .put("environment", entry.environment().name().toLowerCase(Locale.ROOT))
                .put("assurance", entry.assurance().label())
                .put("received", entry.received().toString())
                .put("delivered", entry.delivered().map(Object::toString).orElse(null))
                .put("mappings", entry.mappings())
                .put("consent", entry.consent())
                .put("outcome", entry.outcome())
                .put("milliseconds", entry.took().toMillis());
    }
}
