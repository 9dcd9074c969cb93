package io.yizhan.exchange;

import io.yizhan.platforms.Asker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        String digest = "sha-256=:" + Base64.getEncoder().encodeToString(sha256(draft.body())) + ":";
        Asker.Call call = new Asker.Call(gateway.resolve(draft.path()), draft.headers(), draft.body()).with("Content-Digest", digest);
        List<String> events = call.headers().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> name.startsWith("ce-"))
                .toList();
        List<String> covered =
                Stream.concat(Stream.of("@method", "@authority", "@path", "content-type", "content-digest"), events.stream()).toList();
        String parameters = covered.stream().map(name -> '"' + name + '"').collect(Collectors.joining(" ", "(", ")"))
                + ";created=" + created.getEpochSecond() + ";keyid=\"" + keyId + "\"";
        String base = covered.stream().map(name -> '"' + name + "\": " + value(name, call) + "\n").collect(Collectors.joining())
                + "\"@signature-params\": " + parameters;
        return signed(call.with("Signature-Input", "sig1=" + parameters), signature(base));
    }

    private static String value(String name, Asker.Call call) {
        return switch (name) {
            case "@method" -> "POST";
            case "@authority" -> call.uri().getAuthority();
            case "@path" -> call.uri().getRawPath();
            default -> call.header(name);
        };
    }

    /** The same message under (r, n − s), which verifies whenever (r, s) does. */
    static Asker.Call twin(Asker.Call call) {
        byte[] signature = Base64.getDecoder().decode(call.header("Signature").replaceAll("^sig1=:|:$", ""));
        byte[] other = ORDER.subtract(new BigInteger(1, Arrays.copyOfRange(signature, HALF, 2 * HALF))).toByteArray();
        byte[] twin = Arrays.copyOf(signature, 2 * HALF);
        Arrays.fill(twin, HALF, 2 * HALF, (byte) 0);
        int length = Math.min(other.length, HALF);
        System.arraycopy(other, other.length - length, twin, 2 * HALF - length, length);
        return signed(call, twin);
    }

    private static Asker.Call signed(Asker.Call call, byte[] signature) {
        return call.with("Signature", "sig1=:" + Base64.getEncoder().encodeToString(signature) + ":");
    }

    private byte[] signature(String base) {
        try {
            Signature ecdsa = Signature.getInstance("SHA256withECDSAinP1363Format");
            ecdsa.initSign(keys.getPrivate());
            ecdsa.update(base.getBytes(StandardCharsets.US_ASCII));
            return ecdsa.sign();
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(absent);
        }
    }
}
