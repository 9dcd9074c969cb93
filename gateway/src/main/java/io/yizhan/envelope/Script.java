package io.yizhan.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.envelope.Told.Meaning;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Outcome;
import java.util.Optional;

/** In which notation and charset a dialect writes its bodies. */
interface Script {

    /** Whether a body asks or answers. */
    enum Direction {
        REQUEST,
        REPLY
    }

    /** Whether a body fits on one line whatever is in it. */
    boolean hasLines();

    JsonNode read(Direction direction, String kind, Headers headers, byte[] body) throws Unreadable;

    /** What an answer means that is no body of the dialect but a fault of the notation's own; empty for anything else. */
    Optional<Meaning> fault(String kind, Headers headers, byte[] body);

    byte[] write(Direction direction, String kind, JsonNode tree);

    Headers headers(Direction direction, String kind);

    /** @param path where the payload stands in the body, names with / between them, empty for the whole */
    Outcome<JsonNode> carry(JsonNode payload, String path);

    /**
     * A payload that stands alone in a file.
     *
     * @param path where it would stand in the body
     */
    JsonNode sample(String text, Direction direction, String path) throws Unreadable;
}
