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

    /**
     * What one message says. A catalogue takes whatever is published; throws {@link UncheckedIOException} for any other message that this
     * platform does not understand, or that lacks something it needs.
     */
    static Said of(Part part, Form form, JsonNode theirs) {
        boolean other = part == Part.POLICY && !form.fits(theirs);
        return other ? read(form.readWhatFits(theirs), Said.OtherPolicy.class) : read(form.read(theirs), part.meaning());
    }

    private static <S extends Said> S read(JsonNode tree, Class<S> meaning) {
        try {
            return MAPPER.treeToValue(tree, meaning);
        } catch (JsonProcessingException incomplete) {
            throw new UncheckedIOException(incomplete);
        }
    }
}
