package io.yizhan.convention;

import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.PartnerId;

/**
 * What a caller's signature is verified with.
 *
 * @param id the name the caller calls it by: a key id, an application key, a requester id
 * @param algorithm as the convention names it
 * @param material a public key (X.509 SubjectPublicKeyInfo, DER) or the UTF-8 bytes of a shared secret
 */
public record Key(PartnerId owner, String id, Environment environment, String algorithm, byte[] material) {
    @Override
    public String toString() {
        return owner + "/" + id;
    }
}
