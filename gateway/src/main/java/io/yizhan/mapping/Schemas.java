package io.yizhan.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.vocabulary.Outcome;

/** Whoever knows the schemas of messages. Both refuse schema-violation. */
public interface Schemas {
    /** The dialect every other one is translated through. */
    String CANONICAL = "canonical";

    /**
     * A message that was received: in answers, what is not known is passed over.
     *
     * @param dialect a dialect's name or {@link #CANONICAL}
     */
    Outcome<JsonNode> received(String dialect, String kind, String message, JsonNode json);

    /** A message the gateway made. */
    Outcome<JsonNode> written(String dialect, String kind, String message, JsonNode json);
}
