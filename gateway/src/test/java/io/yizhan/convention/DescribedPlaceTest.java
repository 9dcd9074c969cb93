package io.yizhan.convention;

import static io.yizhan.convention.Correspondent.accepted;
import static io.yizhan.convention.Correspondent.refusal;
import static io.yizhan.convention.Written.NOW;
import static io.yizhan.convention.Written.book;
import static io.yizhan.convention.Written.credential;
import static io.yizhan.convention.Written.post;
import static io.yizhan.convention.Written.saying;
import static io.yizhan.convention.Written.text;
import static io.yizhan.convention.Written.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.signature.SharedSecretAlgorithm;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireRequest;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where fields stand, and what else is signed beside them. */
class DescribedPlaceTest {
    /** The caller in the body, below a head; the time in the query; the signature in a header. */
    private static final String SCATTERED =
            """
            carried-in: body
            caller: {field: /head/accessId, form: "[a-z0-9]{1,20}"}
            time: {field: time, unit: milliseconds, window-seconds: 300, carried-in: query}
            signature: {field: X-Sign, text: [caller, {literal: "&"}, time], algorithm: hmac-sha256, encoding: hex-lower, carried-in: header}
            replay: [partner, signature, body]
            """;
    private static final String WHOLE =
            """
            carried-in: header
            caller: {field: X-Caller, form: "[a-z0-9]{1,20}"}
            time: {field: X-Time, unit: seconds, window-seconds: 300}
            signature:
              field: X-Sign
              text: [method, {literal: "\\n"}, path, {literal: "\\n"}, body, {literal: "\\n"}, time]
              algorithm: hmac-sm3
              encoding: base64
            replay: [partner, signature, body]
            """;

    @TempDir
    Path directory;

    private Convention scattered() {
        return Written.of(directory, SCATTERED);
    }

    private WireRequest signed(String body) {
        return scattered().sign(post("https://gateway.example/share?a=1", body), credential("us", "secret"), "", NOW);
    }

    private static String hmac(SharedSecretAlgorithm algorithm, String text) {
        return HexFormat.of().formatHex(algorithm.of(utf8("secret"), utf8(text)));
    }

    @Test
    void writes_each_field_where_it_belongs() {
        WireRequest signed = signed("{\"data\":{\"n\":1.10}}");
        assertThat(signed.uri().getRawQuery()).isEqualTo("a=1&time=1600000000000");
        assertThat(text(signed.body())).isEqualTo("{\"data\":{\"n\":1.10},\"head\":{\"accessId\":\"us\"}}");
        assertThat(signed.headers().first("X-Sign")).contains(hmac(SharedSecretAlgorithm.HMAC_SHA256, "us&1600000000000"));
    }

    @Test
    void reads_each_field_where_it_belongs() {
        assertThat(accepted(scattered().verify(signed("{\"head\":{\"x\":1}}"), book("us", "secret"), NOW)).key().id()).isEqualTo("us");
    }

    @Test
    void replaces_a_field_that_stands_there_already() {
        assertThat(text(signed("{\"head\":{\"accessId\":\"them\"}}").body())).isEqualTo("{\"head\":{\"accessId\":\"us\"}}");
    }

    @Test
    void gives_a_body_to_a_request_without_one() {
        WireRequest signed = signed("");
        assertThat(text(signed.body())).isEqualTo("{\"head\":{\"accessId\":\"us\"}}");
        assertThat(signed.headers().all("content-type")).containsExactly("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"text\"", "<xml/>", "{\"a\":", "{} {}", "null"})
    void cannot_sign_in_a_body_that_is_no_object(String body) {
        assertThatThrownBy(() -> signed(body)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "<html>", "{\"head\":", "{} {}", "{\"head\":{\"accessId\":\"us\",\"accessId\":\"them\"}}"})
    void refuses_a_body_that_is_no_object_or_has_a_member_twice(String body) {
        WireRequest other = saying(signed("{}"), body);
        assertThat(refusal(scattered().verify(other, book("us", "secret"), NOW))).isEqualTo(Refusal.of(RefusalCode.MALFORMED, "", "a JSON object"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{}", "{\"head\":{}}", "{\"head\":\"us\"}", "{\"head\":{\"accessId\":null}}", "{\"head\":{\"accessId\":{}}}", "{\"head\":{\"accessId\":\"\"}}"
    })
    void refuses_a_body_without_the_field(String body) {
        WireRequest other = saying(signed("{}"), body);
        assertThat(refusal(scattered().verify(other, book("us", "secret"), NOW))).isEqualTo(Refusal.of(RefusalCode.BAD_SIGNATURE, "/head/accessId"));
    }

    @Test
    void reads_a_whole_number_as_its_digits() {
        String numbered = SCATTERED.replace("window-seconds: 300, carried-in: query", "window-seconds: 300");
        Convention convention = Written.of(directory, numbered);
        WireRequest signed = convention.sign(post("https://gateway.example/", "{}"), credential("us", "secret"), "", NOW);
        WireRequest number = saying(signed, text(signed.body()).replace("\"1600000000000\"", "1600000000000"));
        assertThat(accepted(convention.verify(number, book("us", "secret"), NOW)).key().id()).isEqualTo("us");
    }

    private Convention whole() {
        return Written.of(directory, WHOLE);
    }

    private static final WireRequest REQUEST = post("https://gateway.example/a%20b?q=1", "驿站");

    @Test
    void signs_method_path_and_the_hash_of_the_body() {
        String body = HexFormat.of().formatHex(SharedSecretAlgorithm.SM3.hash(utf8("驿站")));
        byte[] signature = SharedSecretAlgorithm.HMAC_SM3.of(utf8("secret"), utf8("POST\n/a%20b\n" + body + "\n1600000000"));
        WireRequest signed = whole().sign(REQUEST, credential("us", "secret"), "", NOW);
        assertThat(signed.headers().first("X-Sign")).contains(Base64.getEncoder().encodeToString(signature));
    }

    @ParameterizedTest
    @CsvSource({"GET, https://gateway.example/a%20b, 驿站", "POST, https://gateway.example/a%20c, 驿站", "POST, https://gateway.example/a%20b, 驛站"})
    void refuses_another_method_path_or_body(String method, String uri, String body) {
        WireRequest signed = whole().sign(REQUEST, credential("us", "secret"), "", NOW);
        WireRequest other = new WireRequest(method, URI.create(uri), signed.headers(), utf8(body));
        assertThat(refusal(whole().verify(other, book("us", "secret"), NOW))).isEqualTo(Refusal.of(RefusalCode.BAD_SIGNATURE, "X-Sign"));
    }

    @Test
    void accepts_what_it_signed_itself() {
        WireRequest signed = whole().sign(REQUEST, credential("us", "secret"), "", NOW);
        assertThat(accepted(whole().verify(signed, book("us", "secret"), NOW)).key().id()).isEqualTo("us");
    }

    @Test
    void signs_an_empty_path_as_a_slash() {
        WireRequest bare = REQUEST.at(URI.create("https://gateway.example"));
        WireRequest signed = whole().sign(bare, credential("us", "secret"), "", NOW);
        assertThat(accepted(whole().verify(signed.at(URI.create("https://gateway.example/")), book("us", "secret"), NOW)).key().id()).isEqualTo("us");
    }

    @Test
    void refuses_a_method_that_could_run_into_what_is_signed_after_it() {
        WireRequest signed = whole().sign(REQUEST, credential("us", "secret"), "", NOW);
        WireRequest odd = new WireRequest("POST\n/a", signed.uri(), signed.headers(), signed.body());
        assertThat(refusal(whole().verify(odd, book("us", "secret"), NOW)).code()).isEqualTo(RefusalCode.MALFORMED);
    }

    @Test
    void an_explanation_shows_literals_and_the_hash() {
        Explanation explanation = scattered().explain(signed("{}"), book("us", "secret"), NOW);
        assertThat(explanation.parts()).containsExactly(
                new Explanation.Part("/head/accessId", "us"), new Explanation.Part("literal", "&"), new Explanation.Part("time", "1600000000000"));
    }

    @Test
    void an_explanation_tells_that_the_body_is_no_object() {
        assertThat(scattered().explain(saying(signed("{}"), "<html>"), book("us", "secret"), NOW).difference()).startsWith("the body is no JSON object");
    }
}
