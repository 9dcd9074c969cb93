package io.yizhan.signature;

import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECKeyParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.DSADigestSigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;

/** ECDSA over P-256 with SHA-256, r‖s, the nonce derived from key and text (RFC 6979). One signer object per operation. */
record EcdsaP256(String keyId, ECPrivateKeyParameters key) implements Signer {

    EcdsaP256 {
        requireP256(key);
    }

    static boolean verify(byte[] key, byte[] text, byte[] signature) {
        ECPublicKeyParameters point = PublicKeys.read(key, ECPublicKeyParameters.class);
        requireP256(point);
        DSADigestSigner verifier = new DSADigestSigner(new ECDSASigner(), new SHA256Digest(), PlainDSAEncoding.INSTANCE);
        verifier.init(false, point);
        verifier.update(text, 0, text.length);
        return verifier.verifySignature(signature);
    }

    /** Another curve would have its own algorithm name. */
    private static void requireP256(ECKeyParameters key) {
        if (!(key.getParameters() instanceof ECNamedDomainParameters named && named.getName().equals(X9ObjectIdentifiers.prime256v1))) {
            throw new UnreadableKey("an elliptic-curve key that is not on P-256");
        }
    }

    @Override
    public String algorithm() {
        return Algorithm.ECDSA_P256_SHA256.label();
    }

    @Override
    public byte[] publicKey() {
        return PublicKeys.encode(new ECPublicKeyParameters(key.getParameters().getG().multiply(key.getD()).normalize(), key.getParameters()));
    }

    @Override
    public byte[] sign(byte[] text) {
        ECDSASigner derived = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        DSADigestSigner signer = new DSADigestSigner(derived, new SHA256Digest(), PlainDSAEncoding.INSTANCE);
        signer.init(true, key);
        signer.update(text, 0, text.length);
        return signer.generateSignature();
    }

    @Override
    public String toString() {
        return keyId;
    }
}
