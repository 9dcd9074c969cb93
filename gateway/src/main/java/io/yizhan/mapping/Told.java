package io.yizhan.mapping;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A platform's answer taken out of its envelope.
 *
 * @param meaning what the platform's own answer code means, by its dialect's table
 * @param payload null where there is none
 */
public record Told(Meaning meaning, JsonNode payload) {

    /** What an answer code can mean. */
    public enum Meaning {
        OK,
        NOT_FOUND,
        RETRY,
        REFUSE
    }
}
