package io.yizhan.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.vocabulary.WireRequest;

/**
 * The request asks for no more than the agreement releases, and is written in the answerer's dialect.
 *
 * @param request canonical
 * @param call still unsigned: every attempt is signed afresh
 */
public record Minimised(Located before, JsonNode request, WireRequest call) implements Stage {}
