package io.yizhan.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Values a schema allows at one place that a code table must be able to tell: an {@code enum} with {@code x-codes} beside it.
 *
 * @param table the table's name
 * @param values null and empty text left out, which stand for absent
 * @param where file and place of the schema, for errors
 */
record CodedValues(String table, List<String> values, String where) {
    private static final String MARK = "x-codes";
    private static final String ENDING = ".schema.json";

    CodedValues {
        values = List.copyOf(values);
    }

    /** All of a message's; none where it has no schema, which is for another room to ask for. */
    static List<CodedValues> of(Folder kind, String message) {
        String file = message + ENDING;
        List<CodedValues> found = new ArrayList<>();
        if (kind.has(file)) {
            search(kind.json(file), kind.name(file), JsonPointer.empty(), found);
        }
        return found;
    }

    private static void search(JsonNode schema, String file, JsonPointer place, List<CodedValues> found) {
        if (schema.isObject() && schema.has(MARK)) {
            found.add(read(schema, file + " at " + place));
        }
        for (var member : schema.properties()) {
            search(member.getValue(), file, place.appendProperty(member.getKey()), found);
        }
        for (int i = 0; schema.isArray() && i < schema.size(); i++) {
            search(schema.get(i), file, place.appendIndex(i), found);
        }
    }

    private static CodedValues read(JsonNode schema, String where) {
        if (!schema.get(MARK).isTextual() || !schema.path("enum").isArray()) {
            throw new InvalidMappings(where + ": x-codes is the name of a code table and stands beside an enum");
        }
        List<String> values = new ArrayList<>();
        schema.get("enum").forEach(value -> {
            if (!value.isNull() && !value.asText().isEmpty()) {
                values.add(value.asText());
            }
        });
        return new CodedValues(schema.get(MARK).textValue(), values, where);
    }
}
