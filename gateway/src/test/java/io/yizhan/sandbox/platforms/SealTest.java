package io.yizhan.sandbox.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SealTest {
    private static final Instant NOON = Instant.parse("2026-11-22T04:00:00Z");
    private static final URI THERE = URI.create("http://127.0.0.1:8080");
    private static final Outside OUTSIDE = new Outside(InstantSource.fixed(NOON), new SecureRandom(), () -> 0);
    private static final Secret SECRET = new Secret("demo", "secret");

    private final KeyPair pair = KeyKind.ED25519.pair(OUTSIDE.random());
    private final Seal seal = Seal.messages(KeyKind.ED25519, "k1", pair, id -> Optional.of(pair.getPublic()), OUTSIDE);
    private final Asker.Draft event = new Asker.Draft(
            "/exchange/demo", "", Map.of("Content-Type", "application/json", "ce-id", "1", "ce-type", "demo"), "{}".getBytes());

    @Test
    void national_signature_has_its_published_check_value() {
        assertThat(NationalSeal.signature("demo-secret-key", "s_sys_demo001", "demo-rid-0001", "1600000000000"))
                .isEqualTo("S4ICIqH8jsnAe7WsZgP619FTd4Y3bXh1ALMf3UIQEpo=");
    }

    @Test
    void zhejiang_signature_has_its_published_check_value() {
        assertThat(ZhejiangSeal.signature("demoappkey", "demosecret", "1600000000000")).isEqualTo("a49152118811b0f956b1e9df833042f6");
    }

    @Test
    void x_tif_signature_has_its_published_check_value() {
        assertThat(TifSeal.signature("1600000000", "demo-token", "123456789abcdefg"))
                .isEqualTo("AC4024088F5F7AC0556BFF9EC1AADFF09116E5B0C5404E8B1D3CAED56E1EB01E");
    }

    @Test
    void x_tif_vouches_for_what_it_signed() {
        assertThat(Seal.tif(SECRET, OUTSIDE).vouchesFor(Seal.tif(SECRET, OUTSIDE).sign(THERE, event))).isTrue();
    }

    @Test
    void x_tif_does_not_vouch_for_a_nonce_that_took_characters_of_the_time() {
        Asker.Call call = Seal.tif(SECRET, OUTSIDE).sign(THERE, event);
        String nonce = call.header(TifSeal.NONCE);
        String time = call.header(TifSeal.TIMESTAMP);

        assertThat(Seal.tif(SECRET, OUTSIDE).vouchesFor(call.with(TifSeal.NONCE, nonce + time.charAt(0)))).isFalse();
    }

    @Test
    void x_tif_does_not_vouch_for_a_call_181_seconds_old() {
        Outside then = OUTSIDE.at(InstantSource.fixed(NOON.minusSeconds(181)));
        assertThat(Seal.tif(SECRET, OUTSIDE).vouchesFor(Seal.tif(SECRET, then).sign(THERE, event))).isFalse();
    }

    @Test
    void an_access_token_is_also_in_the_query() {
        Asker.Call call = Seal.accessToken(SECRET, OUTSIDE).sign(THERE, event);

        assertThat(call.uri()).hasQuery("access_token=secret");
        assertThat(Seal.accessToken(SECRET, OUTSIDE).vouchesFor(call)).isTrue();
        assertThat(Seal.accessToken(SECRET, OUTSIDE).vouchesFor(call.at(THERE))).isFalse();
    }

    @Test
    void jiangxi_signs_with_sm2_as_well() {
        KeyPair sm2 = KeyKind.SM2.pair(OUTSIDE.random());
        Seal bySm2 = Seal.messages(KeyKind.SM2, "k2", sm2, id -> Optional.of(sm2.getPublic()), OUTSIDE);

        Asker.Call call = bySm2.sign(THERE, event);

        assertThat(call.header("Signature-Input")).contains("alg=\"sm2-sm3\"");
        assertThat(bySm2.vouchesFor(call)).isTrue();
        assertThat(bySm2.vouchesFor(call.with("ce-id", "2"))).isFalse();
    }

    @Test
    void a_seal_does_not_vouch_for_a_signature_of_the_other_kind() {
        assertThat(Seal.messages(KeyKind.SM2, "k1", pair, id -> Optional.of(pair.getPublic()), OUTSIDE).vouchesFor(seal.sign(THERE, event)))
                .isFalse();
    }

    @Test
    void paths_have_seals_of_their_own() {
        Seal other = Seal.tif(SECRET, OUTSIDE);
        Seal byPath = Seal.byPath(Map.of("/other", other), seal);

        assertThat(byPath.vouchesFor(seal.sign(THERE, event))).isTrue();
        assertThat(byPath.vouchesFor(seal.sign(THERE, event.at("/other", "")))).isFalse();
        assertThat(byPath.vouchesFor(other.sign(THERE, event.at("/other", "")))).isTrue();
    }

    @Test
    void a_message_without_a_body_is_signed_without_a_type() {
        assertThat(seal.vouchesFor(seal.sign(THERE, new Asker.Draft("GET", "/files/demo.ofd?a=b", "", Map.of(), new byte[0])))).isTrue();
    }

    @Test
    void national_vouches_for_what_it_signed() {
        NationalSeal national = new NationalSeal(SECRET, InstantSource.fixed(NOON));
        assertThat(national.vouchesFor(national.sign(THERE, event.at("/httpproxy", "s_demo")))).isTrue();
    }

    @Test
    void national_does_not_vouch_for_another_service_code() {
        NationalSeal national = new NationalSeal(SECRET, InstantSource.fixed(NOON));
        assertThat(national.vouchesFor(national.sign(THERE, event.at("/httpproxy", "s_demo")).with(NationalSeal.SID, "s_other"))).isFalse();
    }

    @Test
    void national_does_not_vouch_for_a_call_301_seconds_old() {
        NationalSeal then = new NationalSeal(SECRET, InstantSource.fixed(NOON.minusSeconds(301)));
        assertThat(new NationalSeal(SECRET, InstantSource.fixed(NOON)).vouchesFor(then.sign(THERE, event))).isFalse();
    }

    @Test
    void zhejiang_vouches_for_what_it_signed() {
        ZhejiangSeal zhejiang = new ZhejiangSeal(SECRET, InstantSource.fixed(NOON));
        assertThat(zhejiang.vouchesFor(zhejiang.sign(THERE, event))).isTrue();
    }

    @Test
    void zhejiang_does_not_vouch_for_another_secret() {
        ZhejiangSeal thief = new ZhejiangSeal(new Secret("demo", "guess"), InstantSource.fixed(NOON));
        assertThat(new ZhejiangSeal(SECRET, InstantSource.fixed(NOON)).vouchesFor(thief.sign(THERE, event))).isFalse();
    }

    @Test
    void zhejiang_does_not_vouch_for_a_call_301_seconds_early() {
        ZhejiangSeal then = new ZhejiangSeal(SECRET, InstantSource.fixed(NOON.plusSeconds(301)));
        assertThat(new ZhejiangSeal(SECRET, InstantSource.fixed(NOON)).vouchesFor(then.sign(THERE, event))).isFalse();
    }

    @Test
    void jiangxi_vouches_for_what_it_signed() {
        assertThat(seal.vouchesFor(seal.sign(THERE, event))).isTrue();
    }

    @Test
    void jiangxi_does_not_vouch_for_another_body() {
        assertThat(seal.vouchesFor(seal.sign(THERE, event).saying("[]".getBytes()))).isFalse();
    }

    @Test
    void jiangxi_does_not_vouch_for_a_header_changed_after_signing() {
        assertThat(seal.vouchesFor(seal.sign(THERE, event).with("ce-id", "2"))).isFalse();
    }

    @Test
    void jiangxi_does_not_vouch_for_a_header_added_after_signing() {
        assertThat(seal.vouchesFor(seal.sign(THERE, event).with("ce-subject", "x"))).isFalse();
    }

    @Test
    void jiangxi_does_not_vouch_for_a_signature_that_is_none() {
        assertThat(seal.vouchesFor(seal.sign(THERE, event).with("Signature", "sig1=:!!:"))).isFalse();
    }

    @Test
    void jiangxi_reads_the_components_of_the_example_of_rfc_9421() {
        String header = "sig-b26=(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\");created=1618884473;keyid=\"test-key-ed25519\"";
        assertThat(SignatureInput.parse(header).orElseThrow().base(component -> switch (component) {
            case "\"date\"" -> "Tue, 20 Apr 2021 02:07:55 GMT";
            case "\"@method\"" -> "POST";
            case "\"@path\"" -> "/foo";
            case "\"@authority\"" -> "example.com";
            case "\"content-type\"" -> "application/json";
            default -> "18";
        })).isEqualTo("\"date\": Tue, 20 Apr 2021 02:07:55 GMT\n\"@method\": POST\n\"@path\": /foo\n\"@authority\": example.com\n"
                + "\"content-type\": application/json\n\"content-length\": 18\n\"@signature-params\": " + header.substring("sig-b26=".length()));
    }

    @Test
    void an_answer_is_bound_to_its_question() {
        Asker.Call question = seal.sign(THERE, event);
        Asker.Call another = seal.sign(THERE, event.with("ce-id", "2"));
        Seal.Answered answer = new Seal.Answered(200, Map.of("Content-Type", "application/json"), "{}".getBytes());
        Map<String, String> headers = Asker.Call.fields(answer.headers());
        headers.putAll(seal.signAnswer(answer, question));
        Seal.Answered signed = new Seal.Answered(200, headers, answer.body());

        assertThat(seal.vouchesForAnswer(signed, question)).isTrue();
        assertThat(seal.vouchesForAnswer(signed, another)).isFalse();
    }

    @Test
    void an_answer_takes_up_the_label_of_its_question() {
        Asker.Call question = seal.sign(THERE, event);
        Asker.Call labelled = question.with("Signature", question.header("Signature").replace("sig1", "other"))
                .with("Signature-Input", question.header("Signature-Input").replace("sig1", "other"));
        Seal.Answered answer = new Seal.Answered(200, Map.of("Content-Type", "application/json"), "{}".getBytes());

        assertThat(seal.signAnswer(answer, labelled).get("Signature-Input")).contains("\"signature\";req;key=\"other\"");
    }
}
