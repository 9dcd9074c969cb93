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

import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How short-lived secrets are asked for, read, given and used, as the shipped descriptions say. */
class TokenFlowTest {
    private static final URI PLATFORM = URI.create("https://platform.example:8443/httpproxy?x=1");
    private static final Instant IN_TEN_MINUTES = NOW.plusSeconds(600);
    private static final byte[] APPKEY = utf8("demo-secret-key");

    private final Convention national = Written.shipped("gjgxjhpt");
    private final Convention zhejiang = Written.shipped("zhejiang");
    private final Convention login = Written.shipped("x-tif-login");

    private static TokenFlow flow(Convention convention) {
        return convention.tokens().orElseThrow();
    }

    private static Grant first(Convention convention) {
        return flow(convention).next(Set.of());
    }

    private static WireAnswer answer(String body) {
        return answer(200, body);
    }

    private static WireAnswer answer(int status, String body) {
        return new WireAnswer(status, Headers.of("Content-Type", "application/json"), utf8(body));
    }

    private Map<String, ShortLived> secrets(Grant grant, String body) {
        return accepted(grant.read(answer(body), APPKEY, NOW));
    }

    private static ShortLived shortLived(String secret) {
        return new ShortLived(utf8(secret), IN_TEN_MINUTES);
    }

    private static String national(String secret, Object ends) {
        return "{\"code\":\"0\",\"data\":{\"secret\":\"" + Tokens.Sealing.AES_ECB_SHA1_TWICE.seal(utf8(secret), APPKEY) + "\",\"secretEndTime\":" + ends + "}}";
    }

    private static String login(Object token, Object expires) {
        return "{\"ack_code\":\"SUCCESS\",\"errors\":[],\"data\":{\"access_token\":" + token + ",\"expires_in\":" + expires + "}}";
    }

    // which grant comes next

    @Test
    void a_convention_whose_secrets_live_long_has_no_flow() {
        assertThat(Written.shipped("x-tif").tokens()).isEmpty();
    }

    @Test
    void says_which_secret_signs_calls() {
        assertThat(flow(zhejiang).signsCalls()).isEqualTo("request");
    }

    @Test
    void begins_with_the_long_lived_secret() {
        assertThat(flow(zhejiang).next(Set.of()).signedWith()).isEqualTo(TokenFlow.LONG_LIVED);
    }

    @Test
    void takes_the_shorter_way_while_it_can() {
        assertThat(flow(zhejiang).next(Set.of("refresh")).brings()).containsExactly(Map.entry("request", Duration.ofMinutes(15)));
    }

    @Test
    void says_how_long_secrets_live_that_the_gateway_gives() {
        assertThat(first(zhejiang).brings())
                .containsOnly(Map.entry("refresh", Duration.ofHours(48)), Map.entry("request", Duration.ofMinutes(15)));
    }

    @Test
    void finds_a_grant_by_its_path() {
        assertThat(flow(zhejiang).at("/gateway/app/refreshTokenBySec.htm").orElseThrow().signedWith()).isEqualTo("refresh");
    }

    @Test
    void finds_no_grant_at_another_path() {
        assertThat(flow(zhejiang).at("/gateway/app/refreshTokenBySec.htm/")).isEmpty();
    }

    // asking

    @Test
    void asks_the_national_platform_with_the_four_values_in_a_json_body() {
        WireRequest ask = first(national).ask(PLATFORM, credential("demo-rid-0001", "demo-secret-key"), NOW);
        assertThat(ask.uri()).hasToString("https://platform.example:8443/sysapi/auth/refreshappsecret");
        assertThat(text(ask.body())).startsWith("{\"gjgxjhpt_sid\":\"s_sys_refresh_app_secret\",\"gjgxjhpt_rid\":\"demo-rid-0001\","
                + "\"gjgxjhpt_rtime\":\"1600000000000\",\"gjgxjhpt_sign\":\"");
        assertThat(ask.headers()).isEqualTo(Headers.of("Content-Type", "application/json"));
    }

    @Test
    void asks_zhejiang_in_the_query() {
        WireRequest ask = first(zhejiang).ask(PLATFORM, credential("demoappkey", "demosecret"), NOW);
        assertThat(ask.uri()).hasToString("https://platform.example:8443/gateway/app/refreshTokenByKey.htm"
                + "?appKey=demoappkey&requestTime=1600000000000&sign=a49152118811b0f956b1e9df833042f6");
    }

    @Test
    void a_login_does_not_carry_the_long_lived_secret() {
        WireRequest ask = first(login).ask(PLATFORM, credential("demo", "demo-token"), NOW);
        assertThat(ask.uri()).hasToString("https://platform.example:8443/ebus/auth/login");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gjgxjhpt", "zhejiang", "x-tif-login"})
    void understands_what_it_asks(String name) {
        Grant grant = first(Written.shipped(name));
        WireRequest ask = grant.ask(PLATFORM, credential("us", "secret"), NOW);
        assertThat(accepted(grant.verify(ask, book("us", "secret"), NOW)).key().id()).isEqualTo("us");
    }

    @Test
    void takes_a_request_for_a_secret_with_any_service_of_the_callers() {
        Convention asCall = Written.shipped("gjgxjhpt");
        WireRequest headers = asCall.sign(post(PLATFORM.toString(), "{}"), credential("us", "secret"), "s_sys_other", NOW);
        String body = "{\"gjgxjhpt_sid\":\"s_sys_other\",\"gjgxjhpt_rid\":\"us\",\"gjgxjhpt_rtime\":\"1600000000000\",\"gjgxjhpt_sign\":\""
                + headers.headers().first("gjgxjhpt_sign").orElseThrow() + "\"}";
        assertThat(accepted(first(national).verify(post(PLATFORM.toString(), body), book("us", "secret"), NOW)).service()).contains("s_sys_other");
    }

    @Test
    void refuses_a_request_for_a_secret_that_another_signed() {
        WireRequest ask = first(national).ask(PLATFORM, credential("us", "other"), NOW);
        assertThat(refusal(first(national).verify(ask, book("us", "secret"), NOW)))
                .isEqualTo(Refusal.of(RefusalCode.BAD_SIGNATURE, "gjgxjhpt_sign"));
    }

    @Test
    void refuses_a_stranger() {
        WireRequest ask = first(national).ask(PLATFORM, credential("us", "secret"), NOW);
        assertThat(refusal(first(national).verify(ask, book("them", "secret"), NOW)).code()).isEqualTo(RefusalCode.UNKNOWN_PARTNER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gjgxjhpt", "zhejiang", "x-tif-login"})
    void a_request_for_a_secret_with_something_added_to_its_body_is_the_same_request(String name) {
        Grant grant = first(Written.shipped(name));
        WireRequest ask = grant.ask(PLATFORM, credential("us", "secret"), NOW);
        WireRequest more = saying(ask, ask.body().length == 0 ? "more" : text(ask.body()).replace("}", ",\"more\":1}"));
        assertThat(accepted(grant.verify(more, book("us", "secret"), NOW)).replayKey())
                .isEqualTo(accepted(grant.verify(ask, book("us", "secret"), NOW)).replayKey());
    }

    // reading

    @Test
    void makes_the_check_value_of_the_national_platforms_key() {
        assertThat(HexFormat.of().formatHex(Tokens.Sealing.key(APPKEY))).isEqualTo("51dd653dae034e6b2824d81510713fce");
    }

    @Test
    void opens_the_secret_of_the_national_platform() {
        ShortLived call = secrets(first(national), national("the secret 密", IN_TEN_MINUTES.toEpochMilli())).get("call");
        assertThat(text(call.secret())).isEqualTo("the secret 密");
        assertThat(call.ends()).isEqualTo(IN_TEN_MINUTES);
    }

    @Test
    void reads_both_secrets_of_zhejiang() {
        String body = "{\"code\":\"00\",\"msg\":\"ok\",\"datas\":{\"refreshSecret\":\"r\",\"refreshSecretEndTime\":\"1600000600000\","
                + "\"requestSecret\":\"q\",\"requestSecretEndTime\":1600000600000}}";
        Map<String, ShortLived> read = secrets(first(zhejiang), body);
        assertThat(read.keySet()).containsExactlyInAnyOrder("refresh", "request");
        assertThat(text(read.get("request").secret())).isEqualTo("q");
    }

    @Test
    void counts_seconds_from_now() {
        assertThat(secrets(first(login), login("\"abc\"", 600)).get("access-token").ends()).isEqualTo(IN_TEN_MINUTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"31536000", "99999999999999"})
    void takes_no_secret_for_longer_than_a_month(String expires) {
        assertThat(secrets(first(login), login("\"abc\"", expires)).get("access-token").ends()).isEqualTo(NOW.plus(Duration.ofDays(31)));
    }

    @Test
    void takes_no_secret_for_longer_than_a_month_however_the_end_is_told() {
        assertThat(secrets(first(national), national("abc", "99999999999999")).get("call").ends()).isEqualTo(NOW.plus(Duration.ofDays(31)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"code\":\"-1\",\"message\":\"no\"}",
        "{\"code\":\"E-106\"}",
        "{\"code\":1}",
        "{\"code\":\"-1\",\"data\":{\"secret\":\"AAAA\",\"secretEndTime\":1600000600000}}",
    })
    void tells_that_the_platform_said_no(String body) {
        assertThat(refusal(first(national).read(answer(body), APPKEY, NOW))).isEqualTo(Refusal.of(RefusalCode.ENDPOINT_REFUSED, "/code"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 429})
    void takes_a_status_that_blames_the_caller_for_a_no(int status) {
        assertThat(refusal(first(login).read(answer(status, "<html>"), APPKEY, NOW)).code()).isEqualTo(RefusalCode.ENDPOINT_REFUSED);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 500, 503})
    void believes_no_secret_under_a_status_that_is_no_success(int status) {
        assertThat(refusal(first(login).read(answer(status, login("\"abc\"", 600)), APPKEY, NOW)).code()).isEqualTo(RefusalCode.ENDPOINT_BAD_ANSWER);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "no JSON", "<html><body>上线维护中</body></html>", "[]", "null", "{", "{}", "{\"ack_code\":null}", "{\"ack_code\":{}}",
        "{\"ack_code\":\"SUCCESS\"}", "{\"ack_code\":\"SUCCESS\",\"data\":null}", "{\"ack_code\":\"SUCCESS\",\"data\":[]}",
        "{\"ack_code\":\"SUCCESS\",\"data\":{\"access_token\":\"abc\"}}", "{\"ack_code\":\"SUCCESS\",\"data\":{\"expires_in\":600}}",
        "{\"ack_code\":\"SUCCESS\",\"ack_code\":\"SUCCESS\",\"data\":{\"access_token\":\"abc\",\"expires_in\":600}}"
    })
    void believes_no_answer_that_it_does_not_understand(String body) {
        assertThat(refusal(first(login).read(answer(body), APPKEY, NOW)).code()).isEqualTo(RefusalCode.ENDPOINT_BAD_ANSWER);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {
        "`\"\"`, 600", "`\" \"`, 600", "null, 600", "{}, 600", "`\"a\\nb\"`, 600",
        "`\"abc\"`, 0", "`\"abc\"`, -5", "`\"abc\"`, 1.5", "`\"abc\"`, `\"soon\"`", "`\"abc\"`, null", "`\"abc\"`, 999999999999999999999",
    })
    void believes_no_secret_that_cannot_be_used_and_no_end_that_is_none(String token, String expires) {
        assertThat(refusal(first(login).read(answer(login(token, expires)), APPKEY, NOW)))
                .isEqualTo(Refusal.of(RefusalCode.ENDPOINT_BAD_ANSWER, "/data/access_token"));
    }

    @Test
    void believes_no_secret_that_is_longer_than_any_should_be() {
        assertThat(refusal(first(login).read(answer(login('"' + "a".repeat(401) + '"', 600)), APPKEY, NOW)).code())
                .isEqualTo(RefusalCode.ENDPOINT_BAD_ANSWER);
    }

    @Test
    void takes_the_longest_secret_there_may_be() {
        assertThat(secrets(first(login), login('"' + "a".repeat(400) + '"', 600))).containsOnlyKeys("access-token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1600000000000", "1599999999999", "0"})
    void believes_no_secret_that_is_over(String ends) {
        assertThat(refusal(first(national).read(answer(national("abc", ends)), APPKEY, NOW)).code()).isEqualTo(RefusalCode.ENDPOINT_BAD_ANSWER);
    }

    @Test
    void cannot_open_what_was_sealed_with_another_secret() {
        WireAnswer sealed = answer(national("abc", IN_TEN_MINUTES.toEpochMilli()));
        for (int i = 0; i < 2_000; i++) {
            // by chance alone some of them come apart into bytes, but into no text
            byte[] another = utf8("another " + i);
            Optional<String> opened = first(national).read(sealed, another, NOW).fold(read -> Optional.of(text(read.get("call").secret())), no -> Optional.empty());
            assertThat(opened).isNotEqualTo(Optional.of("abc"));
        }
        assertThat(refusal(first(national).read(sealed, utf8("another"), NOW)).code()).isEqualTo(RefusalCode.ENDPOINT_BAD_ANSWER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not base64!", "AAAA", ""})
    void cannot_open_what_was_not_sealed(String secret) {
        String body = "{\"code\":\"0\",\"data\":{\"secret\":\"" + secret + "\",\"secretEndTime\":1600000600000}}";
        assertThat(refusal(first(national).read(answer(body), APPKEY, NOW)).place()).isEqualTo("/data/secret");
    }

    // giving

    @ParameterizedTest
    @CsvSource({"gjgxjhpt, call", "x-tif-login, access-token"})
    void reads_what_it_gives(String name, String secret) {
        Grant grant = first(Written.shipped(name));
        WireAnswer given = grant.give(Map.of(secret, shortLived("abc")), APPKEY, NOW);
        ShortLived read = accepted(grant.read(given, APPKEY, NOW)).get(secret);
        assertThat(text(read.secret())).isEqualTo("abc");
        assertThat(read.ends()).isEqualTo(IN_TEN_MINUTES);
    }

    @Test
    void gives_in_the_form_of_zhejiang() {
        WireAnswer given = flow(zhejiang).next(Set.of("refresh")).give(Map.of("request", shortLived("abc")), APPKEY, NOW);
        assertThat(text(given.body())).isEqualTo("{\"msg\":\"成功\",\"dataCount\":1,\"requestId\":\"\",\"code\":\"00\","
                + "\"datas\":{\"requestSecret\":\"abc\",\"requestSecretEndTime\":1600000600000}}");
    }

    @Test
    void gives_in_the_form_of_a_login() {
        WireAnswer given = first(login).give(Map.of("access-token", shortLived("abc")), APPKEY, NOW);
        assertThat(text(given.body())).isEqualTo("{\"errors\":[],\"ack_code\":\"SUCCESS\",\"data\":{\"access_token\":\"abc\",\"expires_in\":600}}");
    }

    @Test
    void gives_the_national_secret_sealed() {
        WireAnswer given = first(national).give(Map.of("call", shortLived("abc")), APPKEY, NOW);
        assertThat(text(given.body())).contains("\"code\":\"0\"").doesNotContain("abc");
    }

    @Test
    void does_not_give_less_than_it_should() {
        assertThatThrownBy(() -> first(zhejiang).give(Map.of("request", shortLived("abc")), APPKEY, NOW)).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void one_answer_has_nothing_of_the_one_before() {
        first(login).give(Map.of("access-token", shortLived("one")), APPKEY, NOW);
        assertThat(text(first(login).give(Map.of("access-token", shortLived("two")), APPKEY, NOW).body())).doesNotContain("one");
    }

    // using

    @Test
    void calls_carry_the_token_besides_being_signed_with_it() {
        WireRequest call = login.sign(post("https://platform.example/ebus/licence/query", "{}"), credential("us", "a+b 密"), "", NOW);
        assertThat(call.uri().getRawQuery()).isEqualTo("access_token=a%2Bb+%E5%AF%86");
        assertThat(accepted(login.verify(call, book("us", "a+b 密"), NOW)).key().id()).isEqualTo("us");
    }

    @Test
    void refuses_a_call_without_the_token() {
        WireRequest call = login.sign(post("https://platform.example/ebus/licence/query", "{}"), credential("us", "abc"), "", NOW);
        WireRequest without = call.at(URI.create("https://platform.example/ebus/licence/query"));
        assertThat(refusal(login.verify(without, book("us", "abc"), NOW))).isEqualTo(Refusal.of(RefusalCode.BAD_SIGNATURE, "access_token"));
    }

    @Test
    void refuses_a_call_with_another_token_than_it_was_signed_with() {
        WireRequest call = login.sign(post("https://platform.example/ebus/licence/query", "{}"), credential("us", "abc"), "", NOW);
        WireRequest other = call.at(URI.create("https://platform.example/ebus/licence/query?access_token=abd"));
        assertThat(refusal(login.verify(other, book("us", "abc", "abd"), NOW))).isEqualTo(Refusal.of(RefusalCode.BAD_SIGNATURE, "access_token"));
    }

    @Test
    void an_old_secret_is_good_beside_the_newest() {
        WireRequest call = zhejiang.sign(post("https://platform.example/x.htm", "{}"), credential("us", "old"), "", NOW);
        Caller caller = accepted(zhejiang.verify(call, book("us", "newest", "older", "old"), NOW));
        assertThat(text(caller.key().material())).isEqualTo("old");
    }

    @Test
    void a_secret_that_is_none_of_the_callers_is_refused_among_many() {
        WireRequest call = zhejiang.sign(post("https://platform.example/x.htm", "{}"), credential("us", "lapsed"), "", NOW);
        assertThat(refusal(zhejiang.verify(call, book("us", "newest", "older"), NOW))).isEqualTo(Refusal.of(RefusalCode.BAD_SIGNATURE, "sign"));
    }

    @Test
    void shows_no_secret_in_its_text() {
        assertThat(shortLived("abc") + " " + credential("us", "abc")).doesNotContain("abc");
    }
}
