package io.yizhan.convention;

import static io.yizhan.convention.Correspondent.NOW;
import static io.yizhan.convention.Correspondent.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.signature.Algorithm;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.WireRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people who look for the cause of a bad signature are shown. */
class ExplanationTest {
    private static final Instant THEN = Instant.ofEpochMilli(1_600_000_000_000L);
    private static final KeyBook NOBODY = (convention, id) -> List.of();
    private static final KeyBook BOOK = (convention, id) -> Stream.of(id).filter("demoappkey"::equals).map(found -> new Key(
            new PartnerId("partner"), found, Environment.TEST, "md5", "demosecret".getBytes(StandardCharsets.UTF_8))).toList();

    private final Correspondent one = new Correspondent("region-one-1", Algorithm.ED25519);
    private final Convention described =
            Conventions.load(Correspondent.CONVENTIONS, List.of(one.key), Set.of(), new Random(7)).named("zhejiang").orElseThrow();

    private static WireRequest query(String query) {
        return new WireRequest("POST", URI.create("https://gateway.example/x.htm?" + query), Headers.none(), new byte[0]);
    }

    private static final WireRequest GOOD = query("appKey=demoappkey&requestTime=1600000000000&sign=a49152118811b0f956b1e9df833042f6");

    @Test
    void shows_the_parts_in_the_order_they_are_signed_and_no_secret() {
        assertThat(described.explain(GOOD, BOOK, THEN).parts()).containsExactly(
                new Explanation.Part("appKey", "demoappkey"),
                new Explanation.Part("secret", "(secret)"),
                new Explanation.Part("requestTime", "1600000000000"));
    }

    @Test
    void finds_nothing_wrong_with_a_good_request() {
        assertThat(described.explain(GOOD, BOOK, THEN).verifies()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "requestTime=1600000000000&sign=aa | appKey is missing",
        "appKey=demoappkey&requestTime=1600000000&sign=aa | requestTime is 1600000000 (10 digits): expected 13 digits",
        "appKey=demo+app&requestTime=1600000000000&sign=aa | appKey is demo app: expected [A-Za-z0-9_-]{1,64}",
        "appKey=demoappkey&requestTime=1600000000000&sign=aa | sign is not 16 bytes in hex-lower",
        "appKey=demoappkey&requestTime=1600000000000&sign=a49152118811b0f956b1e9df833042f7 | the signature differs;"
                + " check the order of the parts (caller, secret, time), the secret and the algorithm (md5)",
        "appKey=demoappkey&requestTime=1600000300001&sign=aa |"
                + " requestTime is 2020-09-13T12:31:40.001Z: expected within 300 seconds of 2020-09-13T12:26:40Z",
        "appKey=somebody&requestTime=1600000000000&sign=aa | somebody is not registered, so that the signature was not compared",
        "appKey=a&appKey=b&requestTime=1600000000000&sign=aa | appKey occurs more than once",
    })
    void tells_the_first_difference_of_a_described_signature(String query, String difference) {
        assertThat(described.explain(query(query), BOOK, THEN).difference()).isEqualTo(difference);
    }

    @Test
    void shows_the_components_of_a_native_signature() {
        assertThat(one.convention.explain(one.signed(), one.book(), NOW).parts()).extracting(Explanation.Part::name).containsExactly(
                "\"@method\"", "\"@authority\"", "\"@path\"", "\"@query\"", "\"content-type\"", "\"content-digest\"",
                "\"ce-specversion\"", "\"ce-id\"", "\"ce-source\"", "\"ce-type\"", "@signature-params");
    }

    @Test
    void finds_nothing_wrong_with_a_good_native_request() {
        assertThat(one.convention.explain(one.signed(), one.book(), NOW).verifies()).isTrue();
    }

    @Test
    void tells_that_the_digest_is_not_of_the_body() {
        WireRequest signed = one.signed();
        WireRequest other = new WireRequest(signed.method(), signed.uri(), signed.headers(), new byte[] {1});
        assertThat(one.convention.explain(other, NOBODY, NOW).difference()).isEqualTo("content-digest does not match the body");
    }

    @Test
    void tells_that_the_key_is_not_registered_when_all_else_is_right() {
        assertThat(one.convention.explain(one.signed(), NOBODY, NOW).difference())
                .isEqualTo("the key region-one-1 is not registered, so that the signature was not compared");
    }

    @Test
    void tells_what_is_not_covered() {
        WireRequest signed = one.signed();
        WireRequest more = signed.with(signed.headers().with("ce-subject", "x"));
        assertThat(one.convention.explain(more, one.book(), NOW).difference()).isEqualTo("\"ce-subject\" is not covered by the signature");
    }

    @Test
    void tells_what_is_covered_but_absent() {
        WireRequest request = Correspondent.request().with(Correspondent.request().headers().with("x-extra", "x"));
        WireRequest signed = one.signed(request, "\"@method\" \"@authority\" \"@path\" \"@query\" \"content-type\" \"content-digest\" \"ce-specversion\""
                + " \"ce-id\" \"ce-source\" \"ce-type\" \"x-extra\"", ";created=" + NOW.getEpochSecond() + ";keyid=\"region-one-1\"");
        WireRequest less = signed.with(without(signed.headers(), "x-extra"));
        assertThat(one.convention.explain(less, one.book(), NOW).difference())
                .isEqualTo("\"x-extra\" is covered by the signature, but the message has no such value");
    }

    @Test
    void shows_what_to_cover_where_there_is_no_signature() {
        Explanation explanation = one.convention.explain(Correspondent.request(), one.book(), NOW);
        assertThat(explanation.parts()).contains(
                new Explanation.Part("\"content-digest\"", "(absent)"),
                new Explanation.Part("\"ce-id\"", "a-1"));
    }

    @Test
    void tells_that_there_is_no_signature() {
        assertThat(one.convention.explain(Correspondent.request(), one.book(), NOW).difference()).isEqualTo("signature-input is missing");
    }

    @Test
    void tells_that_the_request_is_for_somebody_else() {
        WireRequest elsewhere = Correspondent.request().at(URI.create("https://other.example/"));
        WireRequest signed = one.convention.sign(elsewhere, Credential.none(), "", NOW);
        assertThat(one.convention.explain(signed, one.book(), NOW).difference())
                .isEqualTo("@authority is other.example: expected one of [gateway.example, gateway.example:8443]");
    }

    @Test
    void tells_that_the_native_signature_differs() {
        Correspondent impostor = new Correspondent("region-one-1", Algorithm.ED25519);
        assertThat(one.convention.explain(impostor.signed(), one.book(), NOW).difference()).startsWith("the signature differs");
    }
}
