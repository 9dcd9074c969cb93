package io.yizhan.sandbox.platforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** The four values as JSON, signed with the appkey; the answer carries a secret that is encrypted with a key made of the appkey. */
final class NationalRenewal implements Renewal {
    private static final String PATH = "/sysapi/auth/refreshappsecret";
    /** Made up: the real service code is not public, and it is signed whatever it is. */
    private static final String SERVICE = "s_sys_refresh_app_secret";

    private static final Duration LIFE = Duration.ofMinutes(2);

    private final Secret appkey;
    private final Outside outside;

    NationalRenewal(Secret appkey, Outside outside) {
        this.appkey = appkey;
        this.outside = outside;
    }

    @Override
    public Seal seal(String secret) {
        return Seal.national(new Secret(appkey.id(), secret), outside.clock());
    }

    @Override
    public Map<String, Lent> get(URI gateway, Map<String, Lent> held, Function<Asker.Call, byte[]> courier) {
        Asker.Call headed = seal(appkey.value()).sign(gateway, new Asker.Draft(PATH, SERVICE, Map.of(), new byte[0]));
        Asker.Call call = new Asker.Call(gateway.resolve(PATH), Map.of("Content-Type", "application/json"), Renewal.bytes(headed.headers()));
        JsonNode answer = Renewal.json(courier.apply(call));
        if (!answer.path("code").asText().equals("0")) {
            throw Renewal.refused(answer.path("code").asText());
        }
        String secret = new String(
                cipher(Cipher.DECRYPT_MODE, Base64.getDecoder().decode(answer.at("/data/secret").asText())), StandardCharsets.UTF_8);
        return Map.of(CALLS, new Lent(secret, Instant.ofEpochMilli(answer.at("/data/secretEndTime").asLong())));
    }

    @Override
    public byte[] give(Asker.Call call, Mint mint) {
        JsonNode asked = Renewal.json(call.body());
        Asker.Call headed = call;
        for (String field : NationalSeal.FIELDS) {
            headed = headed.with(field, asked.path(field).asText());
        }
        ObjectNode answer = Renewal.object();
        if (!seal(appkey.value()).vouchesFor(headed)) {
            return Renewal.bytes(answer.put("code", "E-106").put("message", "签名校验不通过").putNull("data"));
        }
        Lent lent = mint.give(CALLS, LIFE);
        answer.put("code", "0").put("message", "成功").putObject("data")
                .put("secret", Base64.getEncoder().encodeToString(cipher(Cipher.ENCRYPT_MODE, lent.value().getBytes(StandardCharsets.UTF_8))))
                .put("secretEndTime", lent.ends().toEpochMilli());
        return Renewal.bytes(answer);
    }

    private byte[] cipher(int mode, byte[] text) {
        try {
            Cipher aes = Cipher.getInstance("AES/ECB/PKCS5Padding");
            aes.init(mode, new SecretKeySpec(key(appkey.value()), "AES"));
            return aes.doFinal(text);
        } catch (GeneralSecurityException wrong) {
            throw new IllegalStateException("a secret that cannot be opened", wrong);
        }
    }

    /** The first 16 bytes of SHA-1 of SHA-1. */
    static byte[] key(String appkey) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return Arrays.copyOf(sha1.digest(sha1.digest(appkey.getBytes(StandardCharsets.UTF_8))), 16);
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("every Java platform has SHA-1", absent);
        }
    }
}
