package io.yizhan.envelope;

import com.fasterxml.jackson.databind.JsonNode;

record JsonNotation() implements Notation {
    @Override
    public JsonNode read(String text) throws Unreadable {
        return Json.read(text);
    }

    @Override
    public String write(JsonNode tree) {
        return Json.text(tree);
    }
}
