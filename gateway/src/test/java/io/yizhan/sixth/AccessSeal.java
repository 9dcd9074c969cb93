package io.yizhan.sixth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** How the sixth platform signs: who, when and a nonce in the body's head, HMAC-SM3 of them and the path in a header. */
final class AccessSeal {
    static final String HEADER = "X-Access-Seal";
    private static final SecureRandom RANDOM = new SecureRandom();

    private AccessSeal() {}

    /** Puts a fresh head before what a body says; returns the headers that go with it. */
    static Map<String, String> sign(ObjectNode body, String path, String id, String secret) {
        byte[] nonce = new byte[12];
        RANDOM.nextBytes(nonce);
        body.putObject("head")
                .put("accessId", id)
                .put("accessTime", String.valueOf(Clock.systemUTC().instant().getEpochSecond()))
                .put("accessNonce", HexFormat.of().formatHex(nonce));
        return Map.of("Content-Type", "application/json", HEADER, seal(body.path("head"), path, secret));
    }

    static boolean verifies(JsonNode body, String path, String seal, String secret) {
        return seal(body.path("head"), path, secret).equals(seal);
    }

    private static String seal(JsonNode head, String path, String secret) {
        String text = String.join(
                "|", "seal2", head.path("accessId").asText(), head.path("accessTime").asText(), head.path("accessNonce").asText(), path);
        HMac mac = new HMac(new SM3Digest());
        mac.init(new KeyParameter(secret.getBytes(StandardCharsets.UTF_8)));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        mac.update(bytes, 0, bytes.length);
        byte[] value = new byte[mac.getMacSize()];
        mac.doFinal(value, 0);
        return Base64.getEncoder().encodeToString(value);
    }
}
