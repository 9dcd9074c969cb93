package io.yizhan.envelope;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
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

    /** Makes the objects on the way to it. The place is not the root. */
    Body put(JsonPointer place, JsonNode value) {
        ObjectNode parent = tree;
        JsonPointer rest = place;
        while (!rest.tail().matches()) {
            parent = parent.withObjectProperty(rest.getMatchingProperty());
            rest = rest.tail();
        }
        parent.set(rest.getMatchingProperty(), value);
        return this;
    }
}
