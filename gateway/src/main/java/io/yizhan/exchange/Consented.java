package io.yizhan.exchange;

/** The request gives the authorisation its basis calls for. */
public record Consented(Translated before) implements Stage {}
