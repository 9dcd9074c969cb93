package io.yizhan.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.envelope.Letter;
import io.yizhan.vocabulary.WireRequest;

/**
 * The request asks for no more than the agreement releases, and is written in the answerer's dialect.
 *
 * @param request canonical
 * @param payload the same in the answerer's dialect
 * @param letter what the call says of itself; its answer is held against it
 * @param call both together, still unsigned: every attempt is signed afresh
 */
public record Minimised(Located before, JsonNode request, JsonNode payload, Letter letter, WireRequest call) implements Stage {}
