package io.yizhan.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.vocabulary.Digest;

/**
 * The answerer has answered, and not refused.
 *
 * @param payload in the answerer's dialect, or the kind's own reply for what was not found, which is canonical already
 * @param received digest of the answer's bytes
 */
public record Heard(Recorded before, JsonNode payload, boolean found, Digest received) implements Stage {}
