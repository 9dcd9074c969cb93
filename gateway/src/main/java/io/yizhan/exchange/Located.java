package io.yizhan.exchange;

import io.yizhan.mapping.Dialect;
import io.yizhan.partner.Answerer;

/** It is known who answers, in which dialect, and under which agreement. */
public record Located(Query.Consented before, Answerer answerer, Dialect dialect) implements Stage {}
