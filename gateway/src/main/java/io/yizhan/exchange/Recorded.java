package io.yizhan.exchange;

/** The request is in the ledger; from here on it may leave the gateway. */
public record Recorded(Minimised before) implements Stage {}
