package io.yizhan.sandbox.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Texts with commas between them. */
record Joined(String name, String member) implements Entry {
    @Override
    public void write(JsonNode said, ObjectNode theirs) {
        List<String> texts = new ArrayList<>();
        said.path(name).forEach(text -> texts.add(text.asText()));
        if (!texts.isEmpty()) {
            theirs.put(member, String.join(",", texts));
        }
    }

    @Override
    public void read(JsonNode theirs, ObjectNode said) {
        ArrayNode texts = said.putArray(name);
        String joined = theirs.path(member).asText();
        if (!joined.isEmpty()) {
            List.of(joined.split(",")).forEach(texts::add);
        }
    }
}
