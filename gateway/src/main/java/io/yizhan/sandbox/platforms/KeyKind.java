package io.yizhan.sandbox.platforms;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** The kinds of key pairs platforms sign messages with. */
public enum KeyKind {
    /** RFC 8032, by the JDK. */
    ED25519("ed25519", "Ed25519", "Ed25519", NamedParameterSpec.ED25519, Security.getProvider("SunEC")),
    /** GB/T 32918 with GB/T 32905 and the usual signer id 1234567812345678, by BouncyCastle; signatures are DER. */
    SM2("sm2-sm3", "EC", "SM3withSM2", new ECGenParameterSpec("sm2p256v1"), new BouncyCastleProvider());

    private final String label;
    private final String family;
    private final String signing;
    private final AlgorithmParameterSpec curve;
    private final Provider provider;

    KeyKind(String label, String family, String signing, AlgorithmParameterSpec curve, Provider provider) {
        this.label = label;
        this.family = family;
        this.signing = signing;
        this.curve = curve;
        this.provider = provider;
    }

    /** Its name on the wire and in {@code partners.yaml}. */
    public String label() {
        return label;
    }

    static Optional<KeyKind> labelled(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
    }

    public KeyPair pair(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(family, provider);
            generator.initialize(curve, random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("no key pairs of " + label, absent);
        }
    }

    /** Throws {@link IllegalStateException} for what is no public key of this kind. */
    PublicKey key(byte[] der) {
        try {
            return KeyFactory.getInstance(family, provider).generatePublic(new X509EncodedKeySpec(der));
        } catch (GeneralSecurityException none) {
            throw new IllegalStateException("a published key is none of " + label, none);
        }
    }

    byte[] sign(PrivateKey key, byte[] text) {
        try {
            Signature signature = Signature.getInstance(signing, provider);
            signature.initSign(key);
            signature.update(text);
            return signature.sign();
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("the platform's own key cannot sign", broken);
        }
    }

    /** False also for a key of another kind and for a signature that is none. */
    boolean verifies(PublicKey key, byte[] text, byte[] sign) {
        try {
            Signature signature = Signature.getInstance(signing, provider);
            signature.initVerify(key);
            signature.update(text);
            return signature.verify(sign);
        } catch (GeneralSecurityException notSuch) {
            return false;
        }
    }
}
