package io.yizhan.exchange;

import io.yizhan.vocabulary.WireAnswer;

/** The reply is translated, cut to what is released, and written in the caller's dialect; it is not signed and has not left yet. */
public record Replied(Heard before, WireAnswer answer) implements Stage {}
