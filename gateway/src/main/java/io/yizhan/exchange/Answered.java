package io.yizhan.exchange;

import io.yizhan.vocabulary.WireAnswer;

/** The reply is in the ledger and signed: it may leave. */
public record Answered(Replied before, WireAnswer answer) implements Stage {}
