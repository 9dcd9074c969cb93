package io.yizhan.convention;

import static io.yizhan.convention.Correspondent.BODY;
import static io.yizhan.convention.Correspondent.NOW;
import static io.yizhan.convention.Correspondent.accepted;
import static io.yizhan.convention.Correspondent.refusal;
import static io.yizhan.convention.Correspondent.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.signature.Algorithm;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The native convention with two keys on the gateway's side, and with callers that sign with SM2. */
class NativeSm2Test {
    private static final BigInteger N = GMNamedCurves.getByName("sm2p256v1").getN();

    private final Convention gateway =
            Conventions.load(Correspondent.CONVENTIONS, List.of(Written.ED25519, Written.SM2), Set.of("gateway.example"), new Random(7))
                    .named(Conventions.NATIVE)
                    .orElseThrow();
    private final Correspondent platform = new Correspondent("region-one-sm2", Algorithm.SM2_SM3);

    private static Object parameter(Headers signed, String name) {
        return Correspondent.read(signed).input().parameters().get(name);
    }

    @Test
    void accepts_a_caller_that_signs_with_sm2() {
        assertThat(accepted(gateway.verify(platform.signed(), platform.book(), NOW)).key().algorithm()).isEqualTo("sm2-sm3");
    }

    @Test
    void the_two_numbers_alone_are_the_same_request() throws Exception {
        WireRequest signed = platform.signed();
        BigInteger[] numbers = StandardDSAEncoding.INSTANCE.decode(N, Correspondent.read(signed.headers()).bytes());
        WireRequest alone = signedWith(signed, PlainDSAEncoding.INSTANCE.encode(N, numbers[0], numbers[1]));
        assertThat(accepted(gateway.verify(alone, platform.book(), NOW)).replayKey())
                .isEqualTo(accepted(gateway.verify(signed, platform.book(), NOW)).replayKey());
    }

    private static WireRequest signedWith(WireRequest request, byte[] signature) {
        String field = "sig1=:" + Base64.getEncoder().encodeToString(signature) + ":";
        return request.with(Correspondent.replaced(request.headers(), "signature", field));
    }

    @Test
    void refuses_a_body_changed_after_sm2_signed_it() {
        WireRequest signed = platform.signed();
        WireRequest other = new WireRequest(signed.method(), signed.uri(), signed.headers(), new byte[] {1});
        assertThat(refusal(gateway.verify(other, platform.book(), NOW))).isEqualTo(
                Refusal.of(RefusalCode.BAD_SIGNATURE, "content-digest", "sha-256 of the body as sent"));
    }

    @ParameterizedTest
    @CsvSource({"sm2-sm3, gateway-sm2", "ed25519, gateway", "'', gateway"})
    void calls_with_the_key_the_endpoint_is_registered_for(String algorithm, String keyId) {
        WireRequest call = gateway.sign(request(), new Credential(algorithm, new byte[0]), "", NOW);
        assertThat(parameter(call.headers(), "keyid")).isEqualTo(keyId);
    }

    @ParameterizedTest
    @CsvSource({"sm2-sm3, gateway-sm2, sm2-sm3", "ed25519, gateway, ed25519", "ecdsa-p256-sha256, gateway, ed25519", "'', gateway, ed25519"})
    void answers_with_the_algorithm_it_was_asked_with(String asked, String keyId, String algorithm) {
        WireAnswer answer = gateway.signAnswer(new WireAnswer(200, Headers.of("Content-Type", "application/json"), BODY), platform.signed(), asked, NOW);
        assertThat(Map.of("keyid", parameter(answer.headers(), "keyid"), "alg", parameter(answer.headers(), "alg")))
                .isEqualTo(Map.of("keyid", keyId, "alg", algorithm));
    }

    @Test
    void the_platform_verifies_the_answer_with_the_gateways_second_key() {
        WireRequest call = platform.signed();
        WireAnswer answer = gateway.signAnswer(new WireAnswer(200, Headers.of("Content-Type", "application/json"), BODY), call, "sm2-sm3", NOW);
        KeyBook gateways = Written.book("gateway-sm2", Written.SM2);
        assertThat(accepted(platform.convention.verifyAnswer(answer, call, gateways, NOW))).isSameAs(answer);
    }

    @Test
    void of_two_keys_under_one_name_either_will_do() {
        Correspondent renewed = new Correspondent("region-one-sm2", Algorithm.SM2_SM3);
        KeyBook both = (convention, id) -> List.of(renewed.book().find(convention, id).get(0), platform.book().find(convention, id).get(0));
        assertThat(accepted(gateway.verify(platform.signed(), both, NOW)).key().material()).isEqualTo(platform.key.publicKey());
    }

    @Test
    void there_is_no_native_convention_without_a_key() {
        assertThatThrownBy(() -> Conventions.load(Correspondent.CONVENTIONS, List.of(), Set.of(), new Random(7))).isInstanceOf(IllegalArgumentException.class);
    }
}
