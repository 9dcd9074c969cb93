package io.yizhan.signature;

import java.util.Arrays;
import java.util.Optional;

/**
 * The algorithms of HTTP message signatures (RFC 9421 §3.3) that are verified here, by their registered names;
 * the one that has none goes by a name of its users' own.
 * A further one is one more line in this table.
 */
public enum Algorithm {
    /** RFC 8032; the signature has 64 bytes. */
    ED25519("ed25519", Ed25519::verify),
    /** FIPS 186-5 over NIST P-256 with SHA-256; the signature is r‖s, 64 bytes. Its twin (r, n−s) verifies too. */
    ECDSA_P256_SHA256("ecdsa-p256-sha256", EcdsaP256::verify),
    /** GB/T 32918.2 with SM3, signer id 1234567812345678; a private label. DER or r‖s, and one text can have many signatures. */
    SM2_SM3("sm2-sm3", Sm2::verify),
    /** RFC 8017 with SHA-512, MGF1 with SHA-512 and a salt of 64 bytes. */
    RSA_PSS_SHA512("rsa-pss-sha512", RsaPss::verify),
    /** RFC 2104; the key is the secret itself. */
    HMAC_SHA256("hmac-sha256", SharedSecretAlgorithm.HMAC_SHA256::verify);

    /** Whether a signature of a text verifies with a key. */
    interface Verification {
        boolean verify(byte[] key, byte[] text, byte[] signature);
    }

    private final String label;
    private final Verification verification;

    Algorithm(String label, Verification verification) {
        this.label = label;
        this.verification = verification;
    }

    /** The name. */
    public String label() {
        return label;
    }

    /** The algorithm of a name, if it is one of these. */
    public static Optional<Algorithm> named(String label) {
        return Arrays.stream(values()).filter(algorithm -> algorithm.label.equals(label)).findFirst();
    }

    /**
     * Whether a signature verifies. A signature of any length and content is just one that does not.
     *
     * @param key a public key (X.509 SubjectPublicKeyInfo, DER), or the bytes of a shared secret
     * @throws UnreadableKey if the key is no key of this algorithm
     */
    public boolean verify(byte[] key, byte[] text, byte[] signature) {
        return verification.verify(key, text, signature);
    }
}
