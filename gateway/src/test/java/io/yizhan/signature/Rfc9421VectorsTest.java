package io.yizhan.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The test cases of RFC 9421, Appendix B.2, with the keys of Appendix B.1. */
class Rfc9421VectorsTest {
    private static final String RSA_PSS =
            """
            -----BEGIN PUBLIC KEY-----
            MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAr4tmm3r20Wd/PbqvP1s2
            +QEtvpuRaV8Yq40gjUR8y2Rjxa6dpG2GXHbPfvMs8ct+Lh1GH45x28Rw3Ry53mm+
            oAXjyQ86OnDkZ5N8lYbggD4O3w6M6pAvLkhk95AndTrifbIFPNU8PPMO7OyrFAHq
            gDsznjPFmTOtCEcN2Z1FpWgchwuYLPL+Wokqltd11nqqzi+bJ9cvSKADYdUAAN5W
            Utzdpiy6LbTgSxP7ociU4Tn0g5I6aDZJ7A8Lzo0KSyZYoA485mqcO0GVAdVw9lq4
            aOT9v6d+nb4bnNkQVklLQ3fVAvJm+xdDOp9LCNCN48V2pnDOkFV6+U9nV5oyc6XI
            2wIDAQAB
            -----END PUBLIC KEY-----
            """;
    private static final String P256 =
            """
            -----BEGIN PUBLIC KEY-----
            MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqIVYZVLCrPZHGHjP17CTW0/+D9Lf
            w0EkjqF7xB4FivAxzic30tMM4GF+hR6Dxh71Z50VGGdldkkDXZCnTNnoXQ==
            -----END PUBLIC KEY-----
            """;
    private static final String ED25519 =
            """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=
            -----END PUBLIC KEY-----
            """;
    private static final String ED25519_PRIVATE =
            """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF
            -----END PRIVATE KEY-----
            """;
    private static final byte[] SECRET =
            Base64.getDecoder().decode("uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==");

    private static final WireRequest REQUEST = new WireRequest("POST", URI.create("https://example.com/foo?param=Value&Pet=dog"), Headers.of(
            "Host", "example.com",
            "Date", "Tue, 20 Apr 2021 02:07:55 GMT",
            "Content-Type", "application/json",
            "Content-Digest", "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:",
            "Content-Length", "18"), "{\"hello\": \"world\"}".getBytes(StandardCharsets.US_ASCII));
    private static final WireAnswer ANSWER = new WireAnswer(200, Headers.of(
            "Date", "Tue, 20 Apr 2021 02:07:56 GMT",
            "Content-Type", "application/json",
            "Content-Digest", "sha-512=:mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU0rjJuahq4l5aGgfLQ==:",
            "Content-Length", "23"), "{\"message\": \"good dog\"}".getBytes(StandardCharsets.US_ASCII));

    private static final String B21 = "sig-b21=();created=1618884473;keyid=\"test-key-rsa-pss\";nonce=\"b3k2pp5k7z-50gnwp.yemd\"";
    private static final String B22 = "sig-b22=(\"@authority\" \"content-digest\" \"@query-param\";name=\"Pet\")"
            + ";created=1618884473;keyid=\"test-key-rsa-pss\";tag=\"header-example\"";
    private static final String B23 = "sig-b23=(\"date\" \"@method\" \"@path\" \"@query\" \"@authority\" \"content-type\" \"content-digest\""
            + " \"content-length\");created=1618884473;keyid=\"test-key-rsa-pss\"";
    private static final String B24 = "sig-b24=(\"@status\" \"content-type\" \"content-digest\" \"content-length\")"
            + ";created=1618884473;keyid=\"test-key-ecc-p256\"";
    private static final String B25 = "sig-b25=(\"date\" \"@authority\" \"content-type\");created=1618884473;keyid=\"test-shared-secret\"";
    private static final String B26 = "sig-b26=(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\")"
            + ";created=1618884473;keyid=\"test-key-ed25519\"";

    private record Vector(String name, HttpMessage message, Algorithm algorithm, byte[] key, String input, String signature) {
        MessageSignature read() {
            Headers fields = Headers.of("Signature-Input", input, "Signature", input.substring(0, 7) + "=:" + signature + ":");
            return MessageSignature.read(fields).fold(all -> all.get(0), refusal -> {
                throw new AssertionError(refusal);
            });
        }

        byte[] base() {
            return message.base(read().input()).fold(SignatureBase::bytes, refusal -> {
                throw new AssertionError(refusal);
            });
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static byte[] der(String pem) {
        return Pem.read(pem, Pem.PUBLIC_KEY).der();
    }

    static Stream<Vector> vectors() {
        HttpMessage request = HttpMessage.of(REQUEST);
        return Stream.of(
                new Vector("B.2.1 minimal", request, Algorithm.RSA_PSS_SHA512, der(RSA_PSS), B21,
                        "d2pmTvmbncD3xQm8E9ZV2828BjQWGgiwAaw5bAkgibUopemLJcWDy/lkbbHAve4cRAtx31Iq786U7it++wgGxbtRxf8Udx7zFZsc"
                                + "kzXaJMkA7ChG52eSkFxykJeNqsrWH5S+oxNFlD4dzVuwe8DhTSja8xxbR/Z2cOGdCbzR72rgFWhzx2VjBqJzsPLMIQKhO4DGezXe"
                                + "hhWwE56YCE+O6c0mKZsfxVrogUvA4HELjVKWmAvtl6UnCh8jYzuVG5WSb/QEVPnP5TmcAnLH1g+s++v6d4s8m0gCw1fV5/SITLq9"
                                + "mhho8K3+7EPYTU8IU1bLhdxO5Nyt8C8ssinQ98Xw9Q=="),
                new Vector("B.2.2 selective", request, Algorithm.RSA_PSS_SHA512, der(RSA_PSS), B22,
                        "LjbtqUbfmvjj5C5kr1Ugj4PmLYvx9wVjZvD9GsTT4F7GrcQEdJzgI9qHxICagShLRiLMlAJjtq6N4CDfKtjvuJyE5qH7KT8UCMkS"
                                + "owOB4+ECxCmT8rtAmj/0PIXxi0A0nxKyB09RNrCQibbUjsLS/2YyFYXEu4TRJQzRw1rLEuEfY17SARYhpTlaqwZVtR8NV7+4UKkj"
                                + "qpcAoFqWFQh62s7Cl+H2fjBSpqfZUJcsIk4N6wiKYd4je2U/lankenQ99PZfB4jY3I5rSV2DSBVkSFsURIjYErOs0tFTQosMTAox"
                                + "k//0RoKUqiYY8Bh0aaUEb0rQl3/XaVe4bXTugEjHSw=="),
                new Vector("B.2.3 full", request, Algorithm.RSA_PSS_SHA512, der(RSA_PSS), B23,
                        "bbN8oArOxYoyylQQUU6QYwrTuaxLwjAC9fbY2F6SVWvh0yBiMIRGOnMYwZ/5MR6fb0Kh1rIRASVxFkeGt683+qRpRRU5p2voTp76"
                                + "8ZrCUb38K0fUxN0O0iC59DzYx8DFll5GmydPxSmme9v6ULbMFkl+V5B1TP/yPViV7KsLNmvKiLJH1pFkh/aYA2HXXZzNBXmIkoQo"
                                + "Ld7YfW91kE9o/CCoC1xMy7JA1ipwvKvfrs65ldmlu9bpG6A9BmzhuzF8Eim5f8ui9eH8LZH896+QIF61ka39VBrohr9iyMUJpvRX"
                                + "2Zbhl5ZJzSRxpJyoEZAFL2FUo5fTIztsDZKEgM4cUA=="),
                new Vector("B.2.4 answer", HttpMessage.of(ANSWER, REQUEST), Algorithm.ECDSA_P256_SHA256, der(P256), B24,
                        "wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32oiasw=="),
                new Vector("B.2.5 shared secret", request, Algorithm.HMAC_SHA256, SECRET, B25, "pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8="),
                new Vector("B.2.6 ed25519", request, Algorithm.ED25519, der(ED25519), B26,
                        "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw=="));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void verifies_the_published_signature(Vector vector) {
        assertThat(vector.algorithm().verify(vector.key(), vector.base(), vector.read().bytes())).isTrue();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void finds_that_another_text_was_not_signed(Vector vector) {
        byte[] other = vector.base();
        other[other.length - 2] ^= 1;
        assertThat(vector.algorithm().verify(vector.key(), other, vector.read().bytes())).isFalse();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void finds_that_a_signature_of_another_length_does_not_verify(Vector vector) {
        assertThat(vector.algorithm().verify(vector.key(), vector.base(), new byte[7])).isFalse();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void writes_the_field_as_it_was_read(Vector vector) {
        assertThat(vector.read().fields().first("signature-input")).contains(vector.input());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void writes_the_signature_as_it_was_read(Vector vector) {
        assertThat(vector.read().fields().first("signature")).contains(vector.input().substring(0, 7) + "=:" + vector.signature() + ":");
    }

    @Test
    void makes_the_published_ed25519_signature() {
        Vector vector = vectors().skip(5).findFirst().orElseThrow();
        byte[] made = Signer.read("test-key-ed25519", ED25519_PRIVATE).sign(vector.base());
        assertThat(Base64.getEncoder().encodeToString(made)).isEqualTo(vector.signature());
    }

    @Test
    void lays_out_the_published_signature_base() {
        Vector selective = vectors().skip(1).findFirst().orElseThrow();
        assertThat(new String(selective.base(), StandardCharsets.US_ASCII)).isEqualTo(
                """
                "@authority": example.com
                "content-digest": sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:
                "@query-param";name="Pet": dog
                "@signature-params": ("@authority" "content-digest" "@query-param";name="Pet")\
                ;created=1618884473;keyid="test-key-rsa-pss";tag="header-example"\
                """);
    }

    @Test
    void the_published_digests_match_the_bodies() {
        assertThat(Stream.of(HttpMessage.of(REQUEST), HttpMessage.of(ANSWER, REQUEST)))
                .allMatch(message -> ContentDigest.matches(message.headers().all("content-digest"), message.body()));
    }
}
