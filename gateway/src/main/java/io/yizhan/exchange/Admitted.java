package io.yizhan.exchange;

import io.yizhan.envelope.Opened;

/** The caller may ask this kind at all, and its envelope is open. */
public record Admitted(Identified before, Limits limits, Opened opened) implements Stage {}
