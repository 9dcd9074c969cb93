package io.yizhan.partner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/**
 * Follows {@code env:NAME} and {@code file:path} to what they stand for, so that no secret is ever written into the file itself.
 *
 * @param directory what relative paths start from
 */
record References(Path directory, Map<String, String> environment) {
    private static final Pattern PEM = Pattern.compile("\\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----\\s*");

    /** The bytes of a shared secret; a line's end after it in a file is not part of it. */
    byte[] secret(Section section, String key) {
        String reference = section.text(key);
        String secret = reference.startsWith("env:") ? variable(section, key, reference.substring(4)) : file(section, key, reference).strip();
        if (secret.isEmpty()) {
            throw section.invalid(key, "the secret it refers to is empty");
        }
        return secret.getBytes(StandardCharsets.UTF_8);
    }

    /** A public key in PEM (RFC 7468) that is good for the algorithm, as DER. */
    byte[] publicKey(Section section, String key, KeyForm form) {
        var pem = PEM.matcher(file(section, key, section.text(key)));
        if (!pem.matches()) {
            throw section.invalid(key, "expected a file with one PEM block BEGIN PUBLIC KEY");
        }
        try {
            return form.read(Base64.getMimeDecoder().decode(pem.group(1).strip()));
        } catch (IllegalArgumentException | GeneralSecurityException another) {
            throw section.invalid(key, "expected a file with a public key (X.509 SubjectPublicKeyInfo) for " + form.algorithm());
        }
    }

    private String variable(Section section, String key, String name) {
        String value = environment.get(name);
        if (value == null) {
            throw section.invalid(key, "the environment has no variable " + name);
        }
        return value;
    }

    private String file(Section section, String key, String reference) {
        if (!reference.startsWith("file:")) {
            // What stands there may be the secret itself: it is not repeated.
            throw section.invalid(key, "expected a reference, env:NAME or file:path, never the thing itself");
        }
        Path file = directory.resolve(reference.substring(5));
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw section.invalid(key, "the file " + file + " cannot be read as text");
        }
    }

    /** The algorithms a caller may sign with where it keeps its key to itself, and what their public keys are to the Java platform. */
    enum KeyForm {
        ED25519("ed25519", "Ed25519"),
        ECDSA_P256("ecdsa-p256-sha256", "EC") {
            @Override
            boolean fits(PublicKey key) throws GeneralSecurityException {
                AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
                curve.init(new ECGenParameterSpec("secp256r1"));
                ECParameterSpec p256 = curve.getParameterSpec(ECParameterSpec.class);
                ECParameterSpec own = ((ECPublicKey) key).getParams();
                return own.getCurve().equals(p256.getCurve()) && own.getGenerator().equals(p256.getGenerator());
            }
        },
        /** The Java platform does not know this curve. */
        SM2("sm2-sm3", "") {
            @Override
            byte[] read(byte[] der) throws GeneralSecurityException {
                try {
                    AsymmetricKeyParameter key = PublicKeyFactory.createKey(der);
                    if (key instanceof ECPublicKeyParameters point
                            && point.getParameters() instanceof ECNamedDomainParameters curve
                            && curve.getName().equals(GMObjectIdentifiers.sm2p256v1)) {
                        return SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key).getEncoded();
                    }
                } catch (IOException | RuntimeException unreadable) {
                    throw new InvalidKeySpecException("not a public key", unreadable);
                }
                throw new InvalidKeySpecException("a key of another curve");
            }
        };

        private final String algorithm;
        private final String platformName;

        KeyForm(String algorithm, String platformName) {
            this.algorithm = algorithm;
            this.platformName = platformName;
        }

        /** Whole messages may be signed with any of them; where a few fields are, there is one. */
        static KeyForm of(Section section, String key, Registry.Proof proof) {
            Map<String, KeyForm> forms = new TreeMap<>();
            (proof.by() == Registry.Proof.By.WHOLE_MESSAGE ? List.of(values()) : List.of(SM2)).forEach(form -> forms.put(form.algorithm, form));
            return forms.get(PartnersFile.known(section, key, forms.keySet()));
        }

        String algorithm() {
            return algorithm;
        }

        /** Read and written anew, so that it is kept in one form however the file has it. */
        byte[] read(byte[] der) throws GeneralSecurityException {
            PublicKey key = KeyFactory.getInstance(platformName).generatePublic(new X509EncodedKeySpec(der));
            if (!fits(key)) {
                throw new InvalidKeySpecException("a key of another curve");
            }
            return key.getEncoded();
        }

        boolean fits(PublicKey key) throws GeneralSecurityException {
            return true;
        }
    }

    /** By which word a section of the file gives a secret: one that signs calls itself, or one that only serves to get short-lived ones. */
    enum SecretKey {
        FIXED("secret"),
        LONG_LIVED("long-lived");

        private final String word;

        SecretKey(String word) {
            this.word = word;
        }

        static SecretKey in(Section section, Registry.Proof proof) {
            if (!section.has(LONG_LIVED.word)) {
                return FIXED;
            }
            if (section.has(FIXED.word)) {
                throw section.invalid(LONG_LIVED.word, "expected either secret or long-lived");
            }
            if (!proof.tokens()) {
                throw section.invalid(LONG_LIVED.word, "expected secret: this convention has no short-lived secrets");
            }
            return LONG_LIVED;
        }

        String word() {
            return word;
        }

        boolean renewed() {
            return this == LONG_LIVED;
        }
    }
}
