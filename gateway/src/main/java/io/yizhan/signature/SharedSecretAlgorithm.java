package io.yizhan.signature;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** What platforms sign with when both sides hold the same secret. A further one is one more line in this table. */
public enum SharedSecretAlgorithm {
    /** RFC 2104: the secret is the key. */
    HMAC_SHA256("hmac-sha256", Hash.SHA256, true),
    /** RFC 2104 over GB/T 32905: the secret is the key. */
    HMAC_SM3("hmac-sm3", Hash.SM3, true),
    /** FIPS 180-4: the secret is part of the text. */
    SHA256("sha256", Hash.SHA256, false),
    /** GB/T 32905: the secret is part of the text. */
    SM3("sm3", Hash.SM3, false),
    /** RFC 1321: the secret is part of the text. Broken against collisions; existing platforms use it. */
    MD5("md5", Hash.MD5, false);

    private final String label;
    private final Hash hash;
    private final boolean keyed;

    SharedSecretAlgorithm(String label, Hash hash, boolean keyed) {
        this.label = label;
        this.hash = hash;
        this.keyed = keyed;
    }

    /** A hash function, by itself and with a key. */
    private enum Hash {
        SHA256(32, text -> digest("SHA-256", text), (secret, text) -> mac("HmacSHA256", secret, text)),
        SM3(32, Hash::sm3, Hash::hmacSm3),
        MD5(16, text -> digest("MD5", text), (secret, text) -> mac("HmacMD5", secret, text));

        private final int length;
        private final UnaryOperator<byte[]> plain;
        private final BinaryOperator<byte[]> keyed;

        Hash(int length, UnaryOperator<byte[]> plain, BinaryOperator<byte[]> keyed) {
            this.length = length;
            this.plain = plain;
            this.keyed = keyed;
        }

        private static byte[] digest(String provided, byte[] text) {
            try {
                return MessageDigest.getInstance(provided).digest(text);
            } catch (GeneralSecurityException absent) {
                throw new IllegalStateException("every Java platform has " + provided, absent);
            }
        }

        private static byte[] mac(String provided, byte[] secret, byte[] text) {
            try {
                Mac mac = Mac.getInstance(provided);
                mac.init(new SecretKeySpec(secret, provided));
                return mac.doFinal(text);
            } catch (GeneralSecurityException absent) {
                throw new IllegalStateException("every Java platform has " + provided, absent);
            }
        }

        private static byte[] sm3(byte[] text) {
            SM3Digest digest = new SM3Digest();
            digest.update(text, 0, text.length);
            byte[] value = new byte[digest.getDigestSize()];
            digest.doFinal(value, 0);
            return value;
        }

        private static byte[] hmacSm3(byte[] secret, byte[] text) {
            HMac mac = new HMac(new SM3Digest());
            mac.init(new KeyParameter(secret));
            mac.update(text, 0, text.length);
            byte[] value = new byte[mac.getMacSize()];
            mac.doFinal(value, 0);
            return value;
        }
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
        return hash.length;
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
        if (keyed && secret.length == 0) {
            throw new UnreadableKey("the shared secret is empty");
        }
        return keyed ? hash.keyed.apply(secret, text) : hash(text);
    }

    /** The plain hash of a text, by the hash function this algorithm is made of. */
    public byte[] hash(byte[] text) {
        return hash.plain.apply(text);
    }

    /** Compares in a time that does not depend on where the difference is. */
    public boolean verify(byte[] secret, byte[] text, byte[] value) {
        return MessageDigest.isEqual(of(secret, text), value);
    }
}
