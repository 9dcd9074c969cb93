package io.yizhan.signature;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.ECKeyParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.prng.EntropySource;
import org.bouncycastle.crypto.prng.SP800SecureRandomBuilder;
import org.bouncycastle.crypto.signers.DSAEncoding;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.util.BigIntegers;

/**
 * SM2 with SM3 (GB/T 32918.2) under the usual signer id. Written as DER {@code SEQUENCE{r,s}}; read as that or as r‖s, for some peers send the two
 * numbers alone. One signer object per operation: one that is used for a second key makes signatures that do not verify in at least one library.
 */
record Sm2(String keyId, ECPrivateKeyParameters key) implements Signer {
    private static final byte[] SIGNER_ID = "1234567812345678".getBytes(StandardCharsets.US_ASCII);
    private static final int NUMBER_BYTES = 32;

    Sm2 {
        requireSm2(key);
    }

    static boolean isSm2(ECKeyParameters key) {
        return key.getParameters() instanceof ECNamedDomainParameters named && named.getName().equals(GMObjectIdentifiers.sm2p256v1);
    }

    /** The two numbers in range, and DER in its one canonical form: anything else is a signature that does not verify. */
    static boolean verify(byte[] key, byte[] text, byte[] signature) {
        ECPublicKeyParameters point = PublicKeys.read(key, ECPublicKeyParameters.class);
        requireSm2(point);
        boolean alone = signature.length == 2 * NUMBER_BYTES && verifies(PlainDSAEncoding.INSTANCE, point, text, signature);
        return alone || verifies(StandardDSAEncoding.INSTANCE, point, text, signature);
    }

    private static boolean verifies(DSAEncoding encoding, ECPublicKeyParameters point, byte[] text, byte[] signature) {
        SM2Signer verifier = signer(encoding, false, point);
        verifier.update(text, 0, text.length);
        return verifier.verifySignature(signature);
    }

    private static void requireSm2(ECKeyParameters key) {
        if (!isSm2(key)) {
            throw new UnreadableKey("an elliptic-curve key that is not on the curve of SM2");
        }
    }

    private static SM2Signer signer(DSAEncoding encoding, boolean signs, CipherParameters key) {
        SM2Signer signer = new SM2Signer(encoding, new SM3Digest());
        signer.init(signs, new ParametersWithID(key, SIGNER_ID));
        return signer;
    }

    @Override
    public String algorithm() {
        return Algorithm.SM2_SM3.label();
    }

    @Override
    public byte[] publicKey() {
        return PublicKeys.encode(new ECPublicKeyParameters(key.getParameters().getG().multiply(key.getD()).normalize(), key.getParameters()));
    }

    @Override
    public byte[] sign(byte[] text) {
        SM2Signer signer = signer(StandardDSAEncoding.INSTANCE, true, new ParametersWithRandom(key, derived(text)));
        signer.update(text, 0, text.length);
        try {
            return signer.generateSignature();
        } catch (CryptoException impossible) {
            throw new IllegalStateException("a text can be signed", impossible);
        }
    }

    /** The number that must never come twice, drawn from key and text as RFC 6979 §3.2 draws ECDSA's: no random source can then give the key away. */
    private SecureRandom derived(byte[] text) {
        byte[] seed = BigIntegers.asUnsignedByteArray(NUMBER_BYTES, key.getD());
        return new SP800SecureRandomBuilder(bits -> new Seed(seed)).buildHMAC(new HMac(new SHA256Digest()), SharedSecretAlgorithm.SM3.hash(text), false);
    }

    /** The private key, in the place of what a random source would gather. */
    private record Seed(byte[] bytes) implements EntropySource {
        @Override
        public boolean isPredictionResistant() {
            return false;
        }

        @Override
        public byte[] getEntropy() {
            return bytes.clone();
        }

        @Override
        public int entropySize() {
            return bytes.length * Byte.SIZE;
        }
    }

    @Override
    public String toString() {
        return keyId;
    }
}
