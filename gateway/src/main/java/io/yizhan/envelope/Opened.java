package io.yizhan.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * A request taken out of its envelope.
 *
 * @param id the sender's own id of the message, where it has one
 * @param businessKey what the message is known by to its sender, where it is known by something else than an id
 * @param source where the sender says the message comes from (CloudEvents), where it says so
 * @param message which of the kind's messages it is, where the envelope itself says so
 */
public record Opened(Optional<String> id, Optional<String> businessKey, Optional<String> source, Optional<String> message, JsonNode payload) {

    /** What the same message, sent again, is recognised by. */
    public Optional<String> identity() {
        return id.or(() -> businessKey);
    }
}
