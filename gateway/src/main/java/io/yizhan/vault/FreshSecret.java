package io.yizhan.vault;

import java.time.Instant;

/** A short-lived secret that was just got. */
public record FreshSecret(byte[] secret, Instant ends) {
    /** Never the secret. */
    @Override
    public String toString() {
        return "until " + ends;
    }
}
