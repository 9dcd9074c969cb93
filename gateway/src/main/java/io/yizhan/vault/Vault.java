package io.yizhan.vault;

import java.security.SecureRandom;
import java.util.Optional;

/** Seals secrets for keeping (AES-256-GCM, NIST SP 800-38D): a sealed secret opens only with the same key and in the same place. Thread-safe. */
public interface Vault {

    /** @param place what the secret belongs to; another's sealed secret put there does not open */
    byte[] seal(byte[] secret, String place);

    /** Empty when it was sealed with another key, for another place, or changed since. */
    Optional<byte[]> open(byte[] sealed, String place);

    /** @param key 32 bytes, kept outside the database */
    static Vault of(byte[] key, SecureRandom random) {
        return new AesVault(key, random);
    }
}
