package io.yizhan.exchange;

import io.yizhan.sandbox.platforms.Asker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/** Signs messages by RFC 9421 with ecdsa-p256-sha256 and nothing but the JDK, and makes the second signature anybody can make from the first. */
record EcdsaSeal(String keyId, KeyPair keys) {
    /** The order of the curve P-256 (SEC 2, §2.4.2). */
    private static final BigInteger ORDER = new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    private static final int HALF = 32;

    static EcdsaSeal fresh(String keyId) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return new EcdsaSeal(keyId, generator.generateKeyPair());
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(absent);
        }
    }

    /** Writes the public key as PEM. */
    Path publish(Path file) {
        String base64 = Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded());
        try {
            return Files.writeString(file, "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Asker.Call sign(URI gateway, Asker.Draft draft, Instant created) {
        return new HandSeal(keyId, this::signature).sign(gateway, draft, created);
    }

    /** The same message under (r, n − s), which verifies whenever (r, s) does. */
    static Asker.Call twin(Asker.Call call) {
        byte[] signature = HandSeal.signature(call.header("Signature"));
        byte[] other = ORDER.subtract(new BigInteger(1, Arrays.copyOfRange(signature, HALF, 2 * HALF))).toByteArray();
        byte[] twin = Arrays.copyOf(signature, 2 * HALF);
        Arrays.fill(twin, HALF, 2 * HALF, (byte) 0);
        int length = Math.min(other.length, HALF);
        System.arraycopy(other, other.length - length, twin, 2 * HALF - length, length);
        return HandSeal.signed(call, twin);
    }

    private byte[] signature(byte[] base) {
        try {
            Signature ecdsa = Signature.getInstance("SHA256withECDSAinP1363Format");
            ecdsa.initSign(keys.getPrivate());
            ecdsa.update(base);
            return ecdsa.sign();
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
