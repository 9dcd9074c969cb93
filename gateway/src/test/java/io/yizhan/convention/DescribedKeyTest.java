package io.yizhan.convention;

import static io.yizhan.convention.Correspondent.accepted;
import static io.yizhan.convention.Correspondent.refusal;
import static io.yizhan.convention.Written.NOW;
import static io.yizhan.convention.Written.SM2;
import static io.yizhan.convention.Written.book;
import static io.yizhan.convention.Written.post;
import static io.yizhan.convention.Written.saying;
import static io.yizhan.convention.Written.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.signature.Algorithm;
import io.yizhan.signature.Signer;
import io.yizhan.testing.OpenSsl;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireRequest;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A few fields signed with a private key of SM2, of which the other side has the public half. */
class DescribedKeyTest {
    private static final BigInteger N = GMNamedCurves.getByName("sm2p256v1").getN();
    private static final String FEW =
            """
            carried-in: header
            caller: {field: X-Caller, form: "[a-z0-9]{1,20}"}
            time: {field: X-Time, unit: milliseconds, window-seconds: 300}
            signature: {field: X-Sign, text: [caller, time], algorithm: sm2, encoding: base64}
            replay: [partner, text, body]
            """;

    @TempDir
    Path directory;

    private WireRequest signed(Convention convention) {
        return convention.sign(post("https://gateway.example/", "{}"), new Credential("us", new byte[0]), "", NOW);
    }

    private static byte[] signature(WireRequest request) {
        return Base64.getDecoder().decode(request.headers().first("X-Sign").orElseThrow());
    }

    private static WireRequest signedWith(WireRequest request, byte[] signature) {
        return request.with(Correspondent.replaced(request.headers(), "x-sign", Base64.getEncoder().encodeToString(signature)));
    }

    private Caller verified(WireRequest request) {
        return accepted(Written.of(directory, FEW).verify(request, book("us", SM2), NOW));
    }

    @Test
    void signs_with_the_gateways_key_of_sm2() {
        WireRequest signed = signed(Written.of(directory, FEW));
        assertThat(Algorithm.SM2_SM3.verify(SM2.publicKey(), utf8("us1600000000000"), signature(signed))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"base64", "hex-lower", "hex-upper"})
    void verifies_what_it_signs(String encoding) {
        Convention convention = Written.of(directory, FEW.replace("base64", encoding));
        assertThat(accepted(convention.verify(signed(convention), book("us", SM2), NOW)).key().id()).isEqualTo("us");
    }

    @Test
    void writes_der_in_hexadecimal() {
        WireRequest signed = signed(Written.of(directory, FEW.replace("base64", "hex-upper")));
        assertThat(HexFormat.of().parseHex(signed.headers().first("X-Sign").orElseThrow())).startsWith(0x30);
    }

    @Test
    void refuses_another_key() {
        Signer other = Signer.read("k", Signer.generate(Algorithm.SM2_SM3, new SecureRandom()).text());
        Convention convention = Written.of(directory, FEW);
        assertThat(refusal(convention.verify(signed(convention), book("us", other), NOW))).isEqualTo(Refusal.of(RefusalCode.BAD_SIGNATURE, "X-Sign"));
    }

    @Test
    void refuses_a_key_of_another_algorithm() {
        Convention convention = Written.of(directory, FEW);
        assertThat(refusal(convention.verify(signed(convention), book("us", Written.ED25519), NOW)).code()).isEqualTo(RefusalCode.BAD_SIGNATURE);
    }

    @Test
    void takes_the_two_numbers_alone_for_the_same_request() throws IOException {
        WireRequest signed = signed(Written.of(directory, FEW));
        BigInteger[] numbers = StandardDSAEncoding.INSTANCE.decode(N, signature(signed));
        WireRequest alone = signedWith(signed, PlainDSAEncoding.INSTANCE.encode(N, numbers[0], numbers[1]));
        assertThat(verified(alone).replayKey()).isEqualTo(verified(signed).replayKey());
    }

    @Test
    void the_twin_of_a_signature_makes_no_other_request() throws IOException {
        WireRequest signed = signed(Written.of(directory, FEW));
        BigInteger[] numbers = StandardDSAEncoding.INSTANCE.decode(N, signature(signed));
        WireRequest twin = signedWith(signed, StandardDSAEncoding.INSTANCE.encode(N, numbers[0], N.subtract(numbers[1])));
        assertThat(refusal(Written.of(directory, FEW).verify(twin, book("us", SM2), NOW)).code()).isEqualTo(RefusalCode.BAD_SIGNATURE);
    }

    @Test
    void a_second_signature_of_the_same_text_is_the_same_request() {
        OpenSsl openssl = OpenSsl.in(directory).sm2Key("platform");
        KeyBook platform = book("us", Signer.read("platform", openssl.pem("platform.key")));
        Convention convention = Written.of(directory, FEW);
        WireRequest first = signedWith(signed(convention), signedAtRandom("us1600000000000"));
        WireRequest second = signedWith(first, signedAtRandom("us1600000000000"));
        assertThat(signature(second)).isNotEqualTo(signature(first));
        assertThat(accepted(convention.verify(second, platform, NOW)).replayKey()).isEqualTo(accepted(convention.verify(first, platform, NOW)).replayKey());
    }

    /** Ours are always the same for one text; OpenSSL draws a new number each time. */
    private byte[] signedAtRandom(String text) {
        return OpenSsl.in(directory).sm2Sign("platform.key", utf8(text));
    }

    @Test
    void another_body_is_another_request() {
        WireRequest signed = signed(Written.of(directory, FEW));
        assertThat(verified(saying(signed, "{\"a\":1}")).replayKey()).isNotEqualTo(verified(signed).replayKey());
    }

    @Test
    void an_explanation_says_what_shape_a_signature_has() {
        WireRequest signed = signed(Written.of(directory, FEW));
        WireRequest none = signed.with(Correspondent.replaced(signed.headers(), "x-sign", "not base64"));
        assertThat(Written.of(directory, FEW).explain(none, book("us", SM2), NOW).difference()).isEqualTo("X-Sign is not an sm2 signature in base64");
    }

    @Test
    void cannot_sign_where_the_gateway_has_no_such_key() {
        Written.of(directory, FEW);
        Convention convention = Conventions.load(directory, List.of(Written.ED25519), Set.of(), new Random(7)).named("written").orElseThrow();
        assertThatThrownBy(() -> signed(convention)).isInstanceOf(IllegalStateException.class).hasMessageContaining("sm2-sm3");
    }
}
