package io.yizhan.signature;

/** A private key that signs without being shown, so that a file or a hardware module can hold it. Safe for use by many threads. */
public interface Signer {
    /** The name under which others know the public half. */
    String keyId();

    /** As registered for HTTP message signatures, for instance {@code ed25519}. */
    String algorithm();

    /** The public half, X.509 SubjectPublicKeyInfo, DER. */
    byte[] publicKey();

    byte[] sign(byte[] text);
}
