package io.yizhan.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * A request taken out of its envelope.
 *
 * @param id the sender's own id of the message, where it has one
 * @param source where the sender says the message comes from (CloudEvents), where it says so
 */
public record Opened(Optional<String> id, Optional<String> source, JsonNode payload) {}
