package io.yizhan.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Places in a JSON tree, as JSON pointers (RFC 6901). */
final class Places {
    private Places() {}

    /** Where a node stands in a tree: this very node, not one that is equal to it. */
    static Optional<JsonPointer> of(JsonNode node, JsonNode tree) {
        return node == tree ? Optional.of(JsonPointer.empty()) : inside(node, tree);
    }

    private static Optional<JsonPointer> inside(JsonNode node, JsonNode tree) {
        for (var field : tree.properties()) {
            Optional<JsonPointer> below = of(node, field.getValue());
            if (below.isPresent()) {
                return below.map(JsonPointer.empty().appendProperty(field.getKey())::append);
            }
        }
        for (int i = 0; tree.isArray() && i < tree.size(); i++) {
            Optional<JsonPointer> below = of(node, tree.get(i));
            if (below.isPresent()) {
                return below.map(JsonPointer.empty().appendIndex(i)::append);
            }
        }
        return Optional.empty();
    }
}
