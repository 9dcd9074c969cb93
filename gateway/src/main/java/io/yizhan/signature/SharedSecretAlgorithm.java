package io.yizhan.signature;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What platforms sign with when both sides hold the same secret. A further one is one more line in this table. */
public enum SharedSecretAlgorithm {
    /** RFC 2104: the secret is the key. */
    HMAC_SHA256("hmac-sha256", "HmacSHA256", true, 32),
    /** FIPS 180-4: the secret is part of the text. */
    SHA256("sha256", "SHA-256", false, 32),
    /** RFC 1321: the secret is part of the text. Broken against collisions; existing platforms use it. */
    MD5("md5", "MD5", false, 16);

    private final String label;
    private final String provided;
    private final boolean keyed;
    private final int length;

    SharedSecretAlgorithm(String label, String provided, boolean keyed, int length) {
        this.label = label;
        this.provided = provided;
        this.keyed = keyed;
        this.length = length;
    }

    public String label() {
        return label;
    }

    /** Whether the secret is the key; otherwise it belongs into the text. */
    public boolean keyed() {
        return keyed;
    }

    /** How many bytes come out. */
    public int length() {
        return length;
    }

    public static Optional<SharedSecretAlgorithm> named(String label) {
        return Arrays.stream(values()).filter(algorithm -> algorithm.label.equals(label)).findFirst();
    }

    /**
     * The value that goes with a text.
     *
     * @param secret the key, not empty; not looked at if this algorithm takes none
     */
    public byte[] of(byte[] secret, byte[] text) {
        try {
            return keyed ? mac(secret, text) : MessageDigest.getInstance(provided).digest(text);
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("every Java platform has " + provided, absent);
        }
    }

    /** Compares in a time that does not depend on where the difference is. */
    public boolean verify(byte[] secret, byte[] text, byte[] value) {
        return MessageDigest.isEqual(of(secret, text), value);
    }

    private byte[] mac(byte[] secret, byte[] text) throws GeneralSecurityException {
        if (secret.length == 0) {
            throw new UnreadableKey("the shared secret is empty");
        }
        Mac mac = Mac.getInstance(provided);
        mac.init(new SecretKeySpec(secret, provided));
        return mac.doFinal(text);
    }
}
