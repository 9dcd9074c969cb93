package io.yizhan.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Release;
import java.util.Optional;
import java.util.Set;

/** The kinds and the schemas of their messages, canonical and per dialect. Safe for use by many threads. */
public interface Contract {
    /** The dialect every other one is translated through. */
    String CANONICAL = "canonical";

    Set<String> kinds();

    Optional<Kind> kind(String name);

    /**
     * Validates a message: refuses schema-violation with the JSON pointer of the first thing wrong.
     *
     * @param dialect a dialect's name or {@link #CANONICAL}
     */
    Outcome<JsonNode> validate(String dialect, String kind, String message, JsonNode json);

    /** A copy of a canonical message with what the release does not allow left out or masked, as the schema marks it. */
    JsonNode minimise(String kind, String message, JsonNode canonical, Release release);
}
