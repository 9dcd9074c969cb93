package io.yizhan.envelope;

import com.fasterxml.jackson.databind.JsonNode;

/** How a tree of values is written as text. Safe for use by many threads. */
public interface Notation {

    /**
     * JSON (RFC 8259), as strict as two systems that must understand the same thing need it. Every value it reads is a node of its own, so
     * that the place of a node can be found by identity.
     */
    static Notation json() {
        return new Notation() {
            @Override
            public JsonNode read(String text) throws Unreadable {
                return Json.read(text);
            }

            @Override
            public String write(JsonNode tree) {
                return Json.text(tree);
            }
        };
    }

    /** @throws Unreadable saying where and why */
    JsonNode read(String text) throws Unreadable;

    String write(JsonNode tree);
}
