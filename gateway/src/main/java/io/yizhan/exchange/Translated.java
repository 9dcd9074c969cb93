package io.yizhan.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.mapping.Canonical;

/** The request is in canonical form and follows its schema. */
public record Translated(Admitted before, JsonNode request, Canonical.Terms terms) implements Stage {}
