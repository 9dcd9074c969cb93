package io.yizhan.envelope;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** A body in the making: values put at places, in the order they are to be written. */
record Body(ObjectNode tree) {

    static Body empty() {
        return new Body(JsonNodeFactory.instance.objectNode());
    }

    Body put(JsonPointer place, String text) {
        return put(place, TextNode.valueOf(text));
    }

    /** Makes the objects and lists on the way to it. The place is not the root. */
    Body put(JsonPointer place, JsonNode value) {
        put(tree, place, value);
        return this;
    }

    private static void put(JsonNode parent, JsonPointer place, JsonNode value) {
        JsonPointer rest = place.tail();
        if (rest.matches()) {
            set(parent, place, value);
            return;
        }
        JsonNode child = parent.isArray() ? parent.path(place.getMatchingIndex()) : parent.path(place.getMatchingProperty());
        if (!child.isContainerNode()) {
            child = rest.mayMatchElement() ? JsonNodeFactory.instance.arrayNode() : JsonNodeFactory.instance.objectNode();
            set(parent, place, child);
        }
        put(child, rest, value);
    }

    private static void set(JsonNode parent, JsonPointer place, JsonNode value) {
        if (parent instanceof ArrayNode list) {
            while (list.size() <= place.getMatchingIndex()) {
                list.addNull();
            }
            list.set(place.getMatchingIndex(), value);
        } else {
            ((ObjectNode) parent).set(place.getMatchingProperty(), value);
        }
    }
}
