package io.yizhan.exchange;

import io.yizhan.envelope.Opened;
import java.util.Optional;

/** The caller may ask this kind at all, and its envelope is open. */
public record Admitted(Identified before, Limits limits, Opened opened) implements Stage {
    @Override
    public Optional<Opened> envelope() {
        return Optional.of(opened);
    }
}
