package io.yizhan.signature;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;

/** RSASSA-PSS with SHA-512 (RFC 8017) by the Java platform; verifies only. */
final class RsaPss {
    private static final PSSParameterSpec PARAMETERS = new PSSParameterSpec("SHA-512", "MGF1", MGF1ParameterSpec.SHA512, 64, 1);

    private RsaPss() {}

    static boolean verify(byte[] key, byte[] text, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance("RSASSA-PSS");
            verifier.setParameter(PARAMETERS);
            verifier.initVerify(read(key));
            verifier.update(text);
            return matches(verifier, signature);
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("every Java platform has RSASSA-PSS", absent);
        }
    }

    /** The platform throws for a signature of another length than the key's, where it only does not match. */
    private static boolean matches(Signature verifier, byte[] signature) {
        try {
            return verifier.verify(signature);
        } catch (SignatureException otherLength) {
            return false;
        }
    }

    private static PublicKey read(byte[] key) throws GeneralSecurityException {
        try {
            return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(key));
        } catch (InvalidKeySpecException other) {
            throw new UnreadableKey("not an RSA public key", other);
        }
    }
}
