package io.yizhan.signature;

import java.security.SecureRandom;

/** A private key that signs without being shown, so that a file or a hardware module can hold it. Safe for use by many threads. */
public interface Signer {
    /** The name under which others know the public half. */
    String keyId();

    /** The label of an {@link Algorithm}, for instance {@code ed25519}. */
    String algorithm();

    /** The public half, X.509 SubjectPublicKeyInfo, DER. */
    byte[] publicKey();

    byte[] sign(byte[] text);

    /**
     * A signer with a key held in memory.
     *
     * @param privateKey PEM, {@code PRIVATE KEY} (PKCS#8, RFC 5958), not encrypted
     * @throws UnreadableKey if it is none, or of a kind that does not sign here
     */
    static Signer read(String keyId, String privateKey) {
        return PrivateKeys.signer(keyId, Pem.read(privateKey, Pem.PRIVATE_KEY));
    }

    /**
     * Makes a new private key (PKCS#8). Its public half is what {@link #read} of its text tells.
     *
     * @throws UnreadableKey if keys of this algorithm are not made here
     */
    static Pem generate(Algorithm algorithm, SecureRandom random) {
        return PrivateKeys.generate(algorithm, random);
    }
}
