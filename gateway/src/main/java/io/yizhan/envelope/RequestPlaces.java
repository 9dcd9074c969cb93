package io.yizhan.envelope;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the parts of a request are.
 *
 * @param id of the sender's own id
 * @param businessKey what the message is known by where it has no id: all these places together, or empty
 * @param payload empty where the whole body is the payload
 */
record RequestPlaces(Optional<JsonPointer> id, List<JsonPointer> businessKey, Optional<JsonPointer> payload) {

    static RequestPlaces none() {
        return new RequestPlaces(Optional.empty(), List.of(), Optional.empty());
    }

    /** @param keys what belongs to the notation has been taken already */
    static RequestPlaces of(Keys keys) {
        RequestPlaces places = new RequestPlaces(keys.optionalPlace("id"), keys.optionalPlaces("business-key"), keys.optionalPlace("payload"));
        keys.nothingElse();
        if (places.id().isPresent() && !places.businessKey().isEmpty()) {
            throw keys.wrong("business-key", "is for messages without an id");
        }
        return places;
    }

    /**
     * The kind and every value, each preceded by its length, so that none runs into the next; empty where a value is missing, for a
     * part of a key tells messages apart that are not the same.
     */
    Optional<String> businessKey(String kind, JsonNode body) {
        List<String> values = new ArrayList<>(List.of(kind));
        for (JsonPointer place : businessKey) {
            JsonNode value = body.at(place);
            if (!value.isValueNode() || value.isNull() || value.asText().isEmpty()) {
                return Optional.empty();
            }
            values.add(value.asText());
        }
        StringBuilder key = new StringBuilder();
        values.forEach(value -> key.append(value.length()).append(':').append(value));
        return businessKey.isEmpty() ? Optional.empty() : Optional.of(key.toString());
    }
}
