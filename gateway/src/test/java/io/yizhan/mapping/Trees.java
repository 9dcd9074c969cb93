package io.yizhan.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.envelope.Notation;
import io.yizhan.envelope.Unreadable;

/** JSON in tests, read as the gateway reads it. */
public final class Trees {
    private Trees() {}

    public static JsonNode json(String text) {
        try {
            return Notation.json().read(text);
        } catch (Unreadable wrong) {
            throw new AssertionError(text, wrong);
        }
    }

    public static String text(JsonNode tree) {
        return Notation.json().write(tree);
    }
}
