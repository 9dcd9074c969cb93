package io.yizhan.sandbox.platforms;

/** A name and the secret that goes with it. */
public record Secret(String id, String value) {
    @Override
    public String toString() {
        return id;
    }
}
