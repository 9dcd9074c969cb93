package io.yizhan.signature;

import java.io.IOException;
import java.security.SecureRandom;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;

/** Private keys to and from PKCS#8 (RFC 5958). The only place that tells the kinds of key apart. */
final class PrivateKeys {
    private PrivateKeys() {}

    static Signer signer(String keyId, Pem pem) {
        AsymmetricKeyParameter key = read(pem.der());
        if (key instanceof Ed25519PrivateKeyParameters edwards) {
            return new Ed25519(keyId, edwards);
        }
        if (key instanceof ECPrivateKeyParameters curve) {
            return Sm2.isSm2(curve) ? new Sm2(keyId, curve) : new EcdsaP256(keyId, curve);
        }
        throw new UnreadableKey("a private key that does not sign here: expected Ed25519, P-256 or SM2");
    }

    static Pem generate(Algorithm algorithm, SecureRandom random) {
        try {
            return new Pem(Pem.PRIVATE_KEY, fresh(algorithm, random).getEncoded());
        } catch (IOException unwritable) {
            throw new IllegalStateException("a fresh key can be written", unwritable);
        }
    }

    private static PrivateKeyInfo fresh(Algorithm algorithm, SecureRandom random) throws IOException {
        return switch (algorithm) {
            case ED25519 -> Ed25519.encode(new Ed25519PrivateKeyParameters(random));
            case ECDSA_P256_SHA256 -> PrivateKeyInfoFactory.createPrivateKeyInfo(fresh(X9ObjectIdentifiers.prime256v1, random));
            case SM2_SM3 -> PrivateKeyInfoFactory.createPrivateKeyInfo(fresh(GMObjectIdentifiers.sm2p256v1, random));
            default -> throw new UnreadableKey("no keys are made for " + algorithm.label() + ": expected ed25519, ecdsa-p256-sha256 or sm2-sm3");
        };
    }

    private static AsymmetricKeyParameter fresh(ASN1ObjectIdentifier curve, SecureRandom random) {
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(ECNamedDomainParameters.lookup(curve), random));
        return generator.generateKeyPair().getPrivate();
    }

    private static AsymmetricKeyParameter read(byte[] der) {
        try {
            return PrivateKeyFactory.createKey(der);
        } catch (IOException | RuntimeException unreadable) {
            // the cause may quote the key: only its kind is told
            throw new UnreadableKey("not a private key (PKCS#8): " + unreadable.getClass().getSimpleName());
        }
    }
}
