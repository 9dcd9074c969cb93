package io.yizhan.sandbox.platforms;

import java.time.Instant;

/** A secret that is over at a given time. */
record Lent(String value, Instant ends) {
    @Override
    public String toString() {
        return "until " + ends;
    }
}
