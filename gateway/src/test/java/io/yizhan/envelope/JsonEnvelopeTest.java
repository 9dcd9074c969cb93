package io.yizhan.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.envelope.Told.Meaning;
import io.yizhan.mapping.Dialect;
import io.yizhan.mapping.Dialects;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The two shipped dialects with plain JSON around their payloads. */
class JsonEnvelopeTest {
    private static final String KIND = "licence-recognition";
    private static final Letter LETTER = new Letter("id-1", "urn:yizhan:test", KIND, "request", Instant.EPOCH, Optional.empty());

    private static final Dialects DIALECTS = Dialects.load(Path.of("..", "mappings"));
    private final Dialect national = DIALECTS.named("national").orElseThrow();
    private final Dialect zhejiang = DIALECTS.named("zhejiang").orElseThrow();

    @Test
    void opens_a_request_with_its_own_id() {
        Outcome<Opened> opened = national.open(request("{\"request_no\":\"R1\",\"x\":1}"), KIND);

        assertThat(opened.map(Opened::id)).isEqualTo(Outcome.of(Optional.of("R1")));
        assertThat(opened.map(Opened::source)).isEqualTo(Outcome.of(Optional.empty()));
        assertThat(opened.fold(o -> Json.text(o.payload()), Refusal::toString)).isEqualTo("{\"request_no\":\"R1\",\"x\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"request_no\":\"\"}", "{\"request_no\":null}"})
    void opens_a_request_without_an_id(String body) {
        assertThat(national.open(request(body), KIND).map(Opened::id)).isEqualTo(Outcome.of(Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"'' | ''", "<xml/> | ''", "{\"a\":1,\"a\":2} | ''", "{\"request_no\":{}} | /request_no",
        "{\"request_no\":\"a\\r\\nb\"} | /request_no"})
    void refuses_a_request_it_cannot_read(String body, String place) {
        assertThat(national.open(request(body), KIND)).isEqualTo(Outcome.refused(RefusalCode.MALFORMED, place));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "200 | {\"code\":\"0\",\"data\":{\"a\":1}} | OK {\"a\":1}",
        "200 | {\"code\":0,\"data\":[]} | OK []",
        "201 | {\"code\":\"0\",\"data\":{}} | OK {}",
        "200 | {\"code\":\"404\",\"data\":{}} | NOT_FOUND null",
        "200 | {\"code\":\"E-503\"} | RETRY null",
        "200 | {\"code\":\"-1\",\"message\":\"x\"} | REFUSE null",
        "200 | {\"code\":\"never seen\"} | REFUSE null",
        "500 | {\"code\":\"0\",\"data\":{}} | RETRY null",
        "503 | <html/> | RETRY null", "408 | '' | RETRY null", "425 | '' | RETRY null", "429 | '' | RETRY null",
        "302 | '' | REFUSE null", "400 | {\"code\":\"0\",\"data\":{}} | REFUSE null", "404 | <html/> | REFUSE null"
    })
    void understands_an_answer_by_status_and_code(int status, String body, String understood) {
        Outcome<Told> told = national.hear(answer(status, body), LETTER);

        assertThat(told.map(heard -> heard.meaning() + " " + heard.payload())).isEqualTo(Outcome.of(understood));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "<html>redeploying</html> | ''", "'' | ''", "{\"message\":\"x\"} | /code", "{\"code\":{}} | /code", "[] | /code", "{\"code\":\"0\"} | /data",
        "{\"code\":\"0\",\"data\":null} | /data", "{\"code\":\"0\",\"data\":{}}x | ''"
    })
    void calls_an_answer_bad_that_is_not_in_the_envelope(String body, String place) {
        assertThat(national.hear(answer(200, body), LETTER)).isEqualTo(Outcome.refused(RefusalCode.ENDPOINT_BAD_ANSWER, place));
    }

    @Test
    void wraps_a_request_with_the_senders_id() {
        Parcel parcel = national.wrap(LETTER, Json.object().put("名", "照"));

        assertThat(text(parcel.body())).isEqualTo("{\"request_no\":\"id-1\",\"名\":\"照\"}");
        assertThat(parcel.headers().first("content-type")).contains("application/json;charset=UTF-8");
    }

    @Test
    void leaves_the_payload_it_wraps_unchanged() {
        var payload = Json.object();

        national.wrap(LETTER, payload);

        assertThat(payload.isEmpty()).isTrue();
    }

    @Test
    void answers_with_code_and_data() {
        WireAnswer answer = national.answer(LETTER, Json.object().put("a", 1));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(text(answer.body())).isEqualTo("{\"code\":\"0\",\"message\":\"成功\",\"data\":{\"a\":1}}");
    }

    @Test
    void answers_with_the_number_of_rows_where_the_dialect_counts() {
        WireAnswer answer = zhejiang.answer(LETTER, Json.list(Json.object(), Json.object()));

        assertThat(text(answer.body())).isEqualTo("{\"code\":\"00\",\"msg\":\"成功\",\"requestId\":\"id-1\",\"dataCount\":2,\"datas\":[{},{}]}");
    }

    @Test
    void what_is_no_list_counts_as_one_row() {
        WireAnswer answer = zhejiang.answer(LETTER, Json.object().put("a", 1).put("b", 2));

        assertThat(text(answer.body())).contains("\"dataCount\":1,");
    }

    @Test
    void hears_what_it_answers() {
        WireAnswer answer = zhejiang.answer(LETTER, Json.list(Json.object().put("a", 1)));

        assertThat(zhejiang.hear(answer, LETTER)).isEqualTo(Outcome.of(new Told(Meaning.OK, Json.list(Json.object().put("a", 1)))));
    }

    @Test
    void refuses_in_the_body_in_both_languages() {
        WireAnswer answer = national.refuse(Refusal.of(RefusalCode.SCHEMA_VIOLATION, "/use_cause", "is required"), refusal("m-1"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(text(answer.body())).isEqualTo("{\"code\":\"-1\",\"message\":\"报文不符合规范 The message does not follow its schema.\",\"data\":"
                + "{\"refusal\":\"schema-violation\",\"fault\":\"caller\",\"place\":\"/use_cause\","
                + "\"expected\":\"is required\",\"exchange\":\"m-1\"}}");
    }

    @Test
    void tells_the_gateways_time_to_a_caller_whose_clock_is_off() {
        WireAnswer answer = zhejiang.refuse(Refusal.stale("requestTime", Instant.parse("2026-11-22T00:00:00Z")), refusal("m-1"));

        assertThat(text(answer.body())).isEqualTo("{\"code\":\"03\",\"msg\":\"请求时间超出允许范围 The time of the request is outside the allowed window.\","
                + "\"requestId\":\"m-1\",\"dataCount\":0,\"datas\":[],\"detail\":{\"refusal\":\"stale\","
                + "\"fault\":\"caller\",\"place\":\"requestTime\","
                + "\"gatewayTime\":\"2026-11-22T00:00:00Z\",\"exchange\":\"m-1\"}}");
    }

    @ParameterizedTest
    @CsvSource({"BAD_SIGNATURE, E-106", "UNKNOWN_PARTNER, E-106", "STALE, E-106", "REPLAYED, E-106", "TOO_MANY, -1", "GATEWAY_FAULT, -1"})
    void refuses_with_the_platforms_own_codes(RefusalCode refusal, String code) {
        assertThat(text(national.refuse(Refusal.of(refusal, ""), refusal("m")).body())).startsWith("{\"code\":\"" + code + "\"");
    }

    private static Letter refusal(String exchange) {
        return new Letter(exchange, "urn:yizhan:test", KIND, "refusal", Instant.EPOCH, Optional.empty());
    }

    private static WireRequest request(String body) {
        return new WireRequest("POST", URI.create("http://localhost/httpproxy"), Headers.none(), body.getBytes(StandardCharsets.UTF_8));
    }

    private static WireAnswer answer(int status, String body) {
        return new WireAnswer(status, Headers.none(), body.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
