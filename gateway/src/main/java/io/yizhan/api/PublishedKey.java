package io.yizhan.api;

/**
 * A public key of the gateway's own.
 *
 * @param publicKey X.509 SubjectPublicKeyInfo, DER
 */
public record PublishedKey(String keyId, String algorithm, byte[] publicKey) {}
