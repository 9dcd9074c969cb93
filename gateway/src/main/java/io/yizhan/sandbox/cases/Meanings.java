package io.yizhan.sandbox.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;

/** What is said, as a tree and back. */
final class Meanings {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Meanings() {}

    static JsonNode tree(Said said) {
        return MAPPER.valueToTree(said);
    }

    /** Throws {@link UncheckedIOException} for what lacks something this platform needs. */
    static Said of(Part part, JsonNode tree) {
        try {
            return MAPPER.treeToValue(tree, part.meaning());
        } catch (JsonProcessingException incomplete) {
            throw new UncheckedIOException(incomplete);
        }
    }
}
