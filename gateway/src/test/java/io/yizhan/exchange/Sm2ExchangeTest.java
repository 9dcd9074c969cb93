package io.yizhan.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.platforms.Reading;
import io.yizhan.sandbox.tongues.Case;
import io.yizhan.signature.Pem;
import io.yizhan.testing.OpenSsl;
import io.yizhan.testing.PartnersYaml;
import io.yizhan.testing.RunningWorld;
import java.io.IOException;
import java.math.BigInteger;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** SM2 on the wire, with OpenSSL 3 as the platform's cryptography: it signs what the gateway is asked, and verifies what the gateway answers. */
class Sm2ExchangeTest {
    private static final String KEY_ID = "jiangxi-openssl";

    @TempDir
    static Path directory;

    @RegisterExtension
    static final RunningWorld world = RunningWorld.with(Map.of(), PartnersYaml.changed(Sm2ExchangeTest::addKey));

    private static void addKey(PartnersYaml file) {
        OpenSsl.in(directory).sm2Key("platform");
        file.partner("jiangxi").withArray("keys").addObject()
                .put("convention", "native")
                .put("id", KEY_ID)
                .put("environment", "production")
                .put("algorithm", "sm2-sm3")
                .put("public", "file:" + directory.resolve("platform.pub"));
    }

    private final OpenSsl openssl = OpenSsl.in(directory);
    private final Asker jiangxi = world.asker(Platform.JIANGXI);

    private Asker.Call call() {
        Asker.Draft draft = jiangxi.draft(Case.of(Platform.ZHEJIANG, "valid").question());
        return new HandSeal(KEY_ID, text -> openssl.sm2Sign("platform.key", text)).sign(world.url(), draft, Instant.now());
    }

    private static String published(String keyId) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(world.url().resolve("/.well-known/yizhan/keys")).build();
        byte[] body = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
        for (JsonNode key : new ObjectMapper().readTree(body).path("keys")) {
            if (key.path("keyId").asText().equals(keyId)) {
                return new Pem(Pem.PUBLIC_KEY, Base64.getDecoder().decode(key.path("publicKey").asText())).text();
            }
        }
        throw new AssertionError("no key " + keyId);
    }

    /** r‖s instead of DER, as some platforms send it. */
    private static byte[] alone(byte[] der) {
        BigInteger order = GMNamedCurves.getByName("sm2p256v1").getN();
        try {
            BigInteger[] numbers = StandardDSAEncoding.INSTANCE.decode(order, der);
            return PlainDSAEncoding.INSTANCE.encode(order, numbers[0], numbers[1]);
        } catch (IOException none) {
            throw new AssertionError(none);
        }
    }

    @Test
    void a_message_that_openssl_signed_is_answered() {
        assertThat(jiangxi.send(call()).verdict()).contains(Reading.Answer.VALID);
    }

    @Test
    void openssl_verifies_the_answer() throws Exception {
        Asker.Call call = call();

        Asker.Reply reply = jiangxi.send(call);

        assertThat(openssl.sm2Verifies(published("yizhan-sm2"), HandSeal.base(reply, call), HandSeal.signature(reply.headers().get("signature").get(0))))
                .isTrue();
    }

    @Test
    void the_same_message_again_is_a_replay() {
        Asker.Call call = call();
        jiangxi.send(call);

        assertThat(jiangxi.send(call).refusal()).contains("replayed");
    }

    @Test
    void the_same_signature_in_its_other_encoding_is_a_replay() {
        Asker.Call call = call();
        jiangxi.send(call);

        Asker.Reply again = jiangxi.send(HandSeal.signed(call, alone(HandSeal.signature(call.header("Signature")))));

        assertThat(again.refusal()).contains("replayed");
    }

    @Test
    void a_message_changed_after_openssl_signed_it_is_refused() {
        Asker.Call call = call();
        String id = call.header("ce-id");

        assertThat(jiangxi.send(call.with("ce-id", id + "x")).refusal()).contains("bad-signature");
    }

    @Test
    void a_caller_who_signs_with_another_algorithm_is_answered_with_that() {
        Asker.Reply reply = jiangxi.ask(Case.of(Platform.ZHEJIANG, "valid").question());

        assertThat(reply.headers().get("signature-input").get(0)).contains("keyid=\"yizhan\"").contains("alg=\"ed25519\"");
    }
}
