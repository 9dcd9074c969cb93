package io.yizhan.partner;

import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.PartnerId;

/**
 * A key a partner signs with.
 *
 * @param convention whose rules it follows
 * @param material a public key (X.509 SubjectPublicKeyInfo, DER), or the bytes of a shared secret
 * @param renewed whether that secret only serves to get short-lived ones, which then sign calls
 */
public record PartnerKey(
        PartnerId owner, String convention, String id, Environment environment, String algorithm, byte[] material, boolean renewed) {
    @Override
    public String toString() {
        return convention + "/" + id;
    }
}
