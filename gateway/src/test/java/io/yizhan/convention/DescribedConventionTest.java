package io.yizhan.convention;

import static io.yizhan.convention.Correspondent.accepted;
import static io.yizhan.convention.Correspondent.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.signature.Algorithm;
import io.yizhan.signature.Signer;
import io.yizhan.vocabulary.Assurance;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The conventions in {@code mappings/conventions}, with check values. */
class DescribedConventionTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_600_000_000_000L);
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);
    @TempDir
    Path directory;

    private Conventions conventions;

    @BeforeEach
    void load() throws IOException {
        for (String name : new String[] {"gjgxjhpt", "gjzwfwpt", "zhejiang", "x-tif"}) {
            Files.copy(Correspondent.CONVENTIONS.resolve(name + ".yaml"), directory.resolve(name + ".yaml"));
        }
        Signer key = Signer.read("k", Signer.generate(Algorithm.ED25519, new SecureRandom()).text());
        conventions = Conventions.load(directory, List.of(key), Set.of(), new Random(7));
    }

    private Convention named(String name) {
        return conventions.named(name).orElseThrow();
    }

    /** Two partners, each with its own identifier and secret. */
    private static KeyBook book(String id, String secret) {
        return (convention, keyId) -> Stream.of(keyId).filter(id::equals).map(found -> new Key(
                new PartnerId("partner"), found, Environment.TEST, "shared", secret.getBytes(StandardCharsets.UTF_8))).toList();
    }

    private static WireRequest request(Headers headers) {
        return new WireRequest("POST", URI.create("https://gateway.example/httpproxy"), headers, BODY);
    }

    private static WireRequest request(String query) {
        return new WireRequest("POST", URI.create("https://gateway.example/gateway/api/licence/recognition.htm" + query), Headers.none(), BODY);
    }

    private static WireRequest national(String service, String caller, String time, String signature) {
        return request(Headers.of("gjgxjhpt_sid", service, "gjgxjhpt_rid", caller, "gjgxjhpt_rtime", time, "gjgxjhpt_sign", signature));
    }

    private static final WireRequest NATIONAL =
            national("s_sys_demo001", "demo-rid-0001", "1600000000000", "S4ICIqH8jsnAe7WsZgP619FTd4Y3bXh1ALMf3UIQEpo=");
    private static final KeyBook NATIONAL_BOOK = book("demo-rid-0001", "demo-secret-key");
    private static final WireRequest ZHEJIANG = request("?appKey=demoappkey&requestTime=1600000000000&sign=a49152118811b0f956b1e9df833042f6");
    private static final KeyBook ZHEJIANG_BOOK = book("demoappkey", "demosecret");
    private static final KeyBook TIF_BOOK = book("demo", "demo-token");

    private static WireRequest tif(String time, String nonce, String signature) {
        return request(Headers.of(
                "x-tif-paasid", "demo", "x-tif-timestamp", time, "x-tif-nonce", nonce, "x-tif-signature", signature));
    }

    private static final WireRequest TIF =
            tif("1600000000", "123456789abcdefg", "AC4024088F5F7AC0556BFF9EC1AADFF09116E5B0C5404E8B1D3CAED56E1EB01E");

    @Test
    void verifies_the_check_value_of_the_national_platform() {
        Caller caller = accepted(named("gjgxjhpt").verify(NATIONAL, NATIONAL_BOOK, NOW));
        assertThat(caller.service()).contains("s_sys_demo001");
    }

    @Test
    void verifies_the_check_value_of_zhejiang() {
        Caller caller = accepted(named("zhejiang").verify(ZHEJIANG, ZHEJIANG_BOOK, NOW));
        assertThat(caller.key().id()).isEqualTo("demoappkey");
    }

    @Test
    void verifies_the_check_value_of_a_convention_with_a_nonce() {
        assertThat(accepted(named("x-tif").verify(TIF, TIF_BOOK, NOW)).key().id()).isEqualTo("demo");
    }

    @Test
    void vouches_for_headers_only() {
        assertThat(accepted(named("gjgxjhpt").verify(NATIONAL, NATIONAL_BOOK, NOW)).assurance()).isEqualTo(Assurance.HEADER_ONLY);
    }

    @Test
    void makes_the_check_value_of_the_national_platform() {
        Credential credential = new Credential("demo-rid-0001", "demo-secret-key".getBytes(StandardCharsets.UTF_8));
        WireRequest signed = named("gjgxjhpt").sign(request(Headers.of("Accept", "*/*")), credential, "s_sys_demo001", NOW);
        assertThat(signed.headers().first("gjgxjhpt_sign")).contains("S4ICIqH8jsnAe7WsZgP619FTd4Y3bXh1ALMf3UIQEpo=");
    }

    @Test
    void makes_the_check_value_of_zhejiang_in_the_query() {
        Credential credential = new Credential("demoappkey", "demosecret".getBytes(StandardCharsets.UTF_8));
        WireRequest signed = named("zhejiang").sign(request("?a=%20b"), credential, "", NOW);
        assertThat(signed.uri().getRawQuery())
                .isEqualTo("a=%20b&appKey=demoappkey&requestTime=1600000000000&sign=a49152118811b0f956b1e9df833042f6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gjgxjhpt", "gjzwfwpt", "zhejiang", "x-tif"})
    void verifies_what_it_signs(String name) {
        Credential credential = new Credential("our-id", "a secret 密钥".getBytes(StandardCharsets.UTF_8));
        WireRequest signed = named(name).sign(request(Headers.none()), credential, "s_sys_demo001", NOW);
        assertThat(accepted(named(name).verify(signed, book("our-id", "a secret 密钥"), NOW)).key().id()).isEqualTo("our-id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gjgxjhpt", "gjzwfwpt", "zhejiang", "x-tif"})
    void refuses_another_secret(String name) {
        Credential credential = new Credential("our-id", "secret".getBytes(StandardCharsets.UTF_8));
        WireRequest signed = named(name).sign(request(Headers.none()), credential, "s_sys_demo001", NOW);
        assertThat(refusal(named(name).verify(signed, book("our-id", "other"), NOW)).code()).isEqualTo(RefusalCode.BAD_SIGNATURE);
    }

    @ParameterizedTest
    @CsvSource({
        "s_sys_demo002, demo-rid-0001, 1600000000000, S4ICIqH8jsnAe7WsZgP619FTd4Y3bXh1ALMf3UIQEpo=",
        "s_sys_demo001, demo-rid-0001, 1600000000001, S4ICIqH8jsnAe7WsZgP619FTd4Y3bXh1ALMf3UIQEpo=",
        "s_sys_demo001, demo-rid-0001, 1600000000000, S4ICIqH8jsnAe7WsZgP619FTd4Y3bXh1ALMf3UIQEpp=",
        "s_sys_demo001, demo-rid-0001, 1600000000000, T4ICIqH8jsnAe7WsZgP619FTd4Y3bXh1ALMf3UIQEpo=",
        "s_sys_demo001, demo-rid-0001, 1600000000000, AAAA",
        "s_sys_demo001, demo-rid-0001, 1600000000000, not base64",
    })
    void tells_only_that_the_signature_is_bad(String service, String caller, String time, String signature) {
        assertThat(refusal(named("gjgxjhpt").verify(national(service, caller, time, signature), NATIONAL_BOOK, NOW)))
                .isEqualTo(Refusal.of(RefusalCode.BAD_SIGNATURE, "gjgxjhpt_sign"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gjgxjhpt_sid", "gjgxjhpt_rid", "gjgxjhpt_rtime", "gjgxjhpt_sign"})
    void refuses_a_request_without_one_of_its_headers(String field) {
        WireRequest without = NATIONAL.with(Correspondent.without(NATIONAL.headers(), field));
        assertThat(refusal(named("gjgxjhpt").verify(without, NATIONAL_BOOK, NOW))).isEqualTo(Refusal.of(RefusalCode.BAD_SIGNATURE, field));
    }

    @ParameterizedTest
    @CsvSource({
        "?requestTime=1600000000000&sign=a49152118811b0f956b1e9df833042f6, appKey",
        "?appKey=demoappkey&sign=a49152118811b0f956b1e9df833042f6, requestTime",
        "?appKey=demoappkey&requestTime=1600000000000, sign",
        "?appKey=&requestTime=1600000000000&sign=a49152118811b0f956b1e9df833042f6, appKey",
        "'', appKey",
    })
    void refuses_a_request_without_one_of_its_parameters(String query, String field) {
        assertThat(refusal(named("zhejiang").verify(request(query), ZHEJIANG_BOOK, NOW))).isEqualTo(Refusal.of(RefusalCode.BAD_SIGNATURE, field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gjgxjhpt_sid", "gjgxjhpt_rid", "gjgxjhpt_rtime", "gjgxjhpt_sign"})
    void refuses_a_header_that_occurs_twice(String field) {
        WireRequest twice = NATIONAL.with(NATIONAL.headers().with(field, "x"));
        assertThat(refusal(named("gjgxjhpt").verify(twice, NATIONAL_BOOK, NOW))).isEqualTo(Refusal.of(RefusalCode.MALFORMED, field, "once"));
    }

    @Test
    void refuses_a_parameter_that_occurs_twice() {
        WireRequest twice = ZHEJIANG.at(URI.create(ZHEJIANG.uri() + "&appKey=other"));
        assertThat(refusal(named("zhejiang").verify(twice, ZHEJIANG_BOOK, NOW)).place()).isEqualTo("appKey");
    }

    @Test
    void reads_a_parameter_however_it_is_escaped() {
        WireRequest escaped = request("?app%4Bey=demo%61ppkey&requestTime=1600000000000&sign=a49152118811b0f956b1e9df833042f6");
        assertThat(accepted(named("zhejiang").verify(escaped, ZHEJIANG_BOOK, NOW)).key().id()).isEqualTo("demoappkey");
    }

    @Test
    void refuses_a_caller_that_is_not_registered() {
        assertThat(refusal(named("gjgxjhpt").verify(NATIONAL, book("another", "demo-secret-key"), NOW)))
                .isEqualTo(Refusal.of(RefusalCode.UNKNOWN_PARTNER, "gjgxjhpt_rid"));
    }

    @ParameterizedTest
    @CsvSource({"-300000", "300000"})
    void accepts_a_request_at_the_edges_of_the_window(long off) {
        Caller caller = accepted(named("gjgxjhpt").verify(NATIONAL, NATIONAL_BOOK, NOW.plusMillis(off)));
        assertThat(caller.replayableUntil()).isAfter(NOW.plusSeconds(300));
    }

    @ParameterizedTest
    @CsvSource({"-300001", "300001"})
    void refuses_a_request_outside_the_window_and_tells_the_time(long off) {
        Instant late = NOW.plusMillis(off);
        assertThat(refusal(named("gjgxjhpt").verify(NATIONAL, NATIONAL_BOOK, late))).isEqualTo(Refusal.stale("gjgxjhpt_rtime", late));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "1600000000", "16000000000000", "160000000000", "+160000000000", "160000000000x", "1.60000000000", "１６００００００００００００"
    })
    void refuses_a_time_of_other_than_thirteen_digits(String time) {
        assertThat(refusal(named("gjgxjhpt").verify(national("s_sys_demo001", "demo-rid-0001", time, "AAAA"), NATIONAL_BOOK, NOW)))
                .isEqualTo(Refusal.of(RefusalCode.MALFORMED, "gjgxjhpt_rtime", "13 digits"));
    }

    @Test
    void refuses_a_time_in_milliseconds_where_seconds_are_agreed() {
        assertThat(refusal(named("x-tif").verify(tif("1600000000000", "123456789abcdefg", "AAAA"), TIF_BOOK, NOW)))
                .isEqualTo(Refusal.of(RefusalCode.MALFORMED, "x-tif-timestamp", "10 digits"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo rid", "demo\u00a0rid", "demo/rid", "驿站", "a.b", "rid1600000000000\u0000"})
    void refuses_an_ambiguous_caller(String caller) {
        assertThat(refusal(named("gjgxjhpt").verify(national("s_sys_demo001", caller, "1600000000000", "AAAA"), NATIONAL_BOOK, NOW)))
                .isEqualTo(Refusal.of(RefusalCode.MALFORMED, "gjgxjhpt_rid", "[A-Za-z0-9_-]{1,64}"));
    }

    @Test
    void refuses_an_ambiguous_service() {
        assertThat(refusal(named("gjgxjhpt").verify(national("s-sys", "demo-rid-0001", "1600000000000", "AAAA"), NATIONAL_BOOK, NOW)))
                .isEqualTo(Refusal.of(RefusalCode.MALFORMED, "gjgxjhpt_sid", "[A-Za-z0-9_]{1,64}"));
    }

    @Test
    void refuses_the_same_text_cut_at_another_place() {
        WireRequest cut = national("s_sys_demo001d", "emo-rid-0001", "1600000000000", "S4ICIqH8jsnAe7WsZgP619FTd4Y3bXh1ALMf3UIQEpo=");
        assertThat(refusal(named("gjgxjhpt").verify(cut, NATIONAL_BOOK, NOW)).code()).isEqualTo(RefusalCode.UNKNOWN_PARTNER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"123456789abcdef", "123456789abcdefgh", "123456789abcdef!"})
    void refuses_an_ambiguous_nonce(String nonce) {
        assertThat(refusal(named("x-tif").verify(tif("1600000000", nonce, "AAAA"), TIF_BOOK, NOW)))
                .isEqualTo(Refusal.of(RefusalCode.MALFORMED, "x-tif-nonce", "[A-Za-z0-9]{16}"));
    }

    @Test
    void the_same_signature_with_another_body_has_another_replay_key() {
        WireRequest other = new WireRequest("POST", NATIONAL.uri(), NATIONAL.headers(), new byte[] {1});
        Caller first = accepted(named("gjgxjhpt").verify(NATIONAL, NATIONAL_BOOK, NOW));
        assertThat(accepted(named("gjgxjhpt").verify(other, NATIONAL_BOOK, NOW)).replayKey()).isNotEqualTo(first.replayKey());
    }

    @Test
    void the_same_request_has_the_same_replay_key_however_its_signature_is_written() {
        WireRequest upper = request("?appKey=demoappkey&requestTime=1600000000000&sign=A49152118811B0F956B1E9DF833042F6");
        Caller first = accepted(named("zhejiang").verify(ZHEJIANG, ZHEJIANG_BOOK, NOW));
        assertThat(accepted(named("zhejiang").verify(upper, ZHEJIANG_BOOK, NOW)).replayKey()).isEqualTo(first.replayKey());
    }

    @Test
    void with_a_nonce_another_body_is_a_replay_too() {
        WireRequest other = new WireRequest("POST", TIF.uri(), TIF.headers(), new byte[] {1});
        Caller first = accepted(named("x-tif").verify(TIF, TIF_BOOK, NOW));
        assertThat(accepted(named("x-tif").verify(other, TIF_BOOK, NOW)).replayKey()).isEqualTo(first.replayKey());
    }

    @Test
    void signs_with_a_nonce_of_its_own_each_time() {
        Credential credential = new Credential("demo", new byte[] {1});
        String first = named("x-tif").sign(request(Headers.none()), credential, "", NOW).headers().first("x-tif-nonce").orElseThrow();
        String second = named("x-tif").sign(request(Headers.none()), credential, "", NOW).headers().first("x-tif-nonce").orElseThrow();
        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void hands_an_answer_back_unsigned() {
        WireAnswer answer = new WireAnswer(200, Headers.none(), BODY);
        assertThat(named("gjgxjhpt").signAnswer(answer, NATIONAL, "", NOW)).isSameAs(answer);
    }

    @Test
    void takes_an_answer_as_it_is() {
        WireAnswer answer = new WireAnswer(200, Headers.none(), BODY);
        assertThat(accepted(named("gjgxjhpt").verifyAnswer(answer, NATIONAL, NATIONAL_BOOK, NOW))).isSameAs(answer);
    }

    @Test
    void does_not_sign_under_a_name_that_could_be_read_in_two_ways() {
        Credential odd = new Credential("a name", new byte[] {1});
        assertThatThrownBy(() -> named("zhejiang").sign(request(""), odd, "", NOW)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("appKey");
    }

    @Test
    void does_not_sign_without_the_service_it_carries() {
        Credential credential = new Credential("our-id", new byte[] {1});
        assertThatThrownBy(() -> named("gjgxjhpt").sign(NATIONAL, credential, "", NOW)).hasMessageContaining("gjgxjhpt_sid");
    }

    @Test
    void knows_no_convention_of_another_name() {
        assertThat(conventions.named("other")).isEmpty();
    }
}
