package io.yizhan.convention;

import java.time.Instant;

/** A secret that is over at a given time. */
public record ShortLived(byte[] secret, Instant ends) {
    @Override
    public String toString() {
        return "until " + ends;
    }
}
