package io.yizhan.convention;

/**
 * What the gateway calls a platform with: the name that platform knows it by, and the secret that goes with it.
 * The native convention signs with a key of the gateway's own instead and takes {@link #none()}, or the algorithm's name as the id.
 */
public record Credential(String id, byte[] secret) {
    public static Credential none() {
        return new Credential("", new byte[0]);
    }

    @Override
    public String toString() {
        return id;
    }
}
