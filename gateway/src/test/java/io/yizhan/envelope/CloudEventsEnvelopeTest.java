package io.yizhan.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.mapping.Dialect;
import io.yizhan.mapping.Dialects;
import io.yizhan.vocabulary.Fault;
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

/** The shipped dialect that speaks CloudEvents. */
class CloudEventsEnvelopeTest {
    private static final String KIND = "licence-recognition";
    private static final String REQUEST = "yizhan.licence-recognition.request";
    private static final String REPLY = "yizhan.licence-recognition.reply";
    private static final String STRUCTURED = "application/cloudevents+json; charset=UTF-8";

    private static final Dialect DIALECT = Dialects.load(Path.of("..", "mappings")).named("jiangxi").orElseThrow();

    @Test
    void opens_an_event_in_binary_mode() {
        assertThat(opened(binary(REQUEST), "{\"a\":1}")).isEqualTo("Optional[e-1] Optional[urn:test] {\"a\":1}");
    }

    @Test
    void opens_an_event_in_structured_mode() {
        String event = "{\"specversion\":\"1.0\",\"id\":\"e-1\",\"source\":\"urn:test\",\"type\":\"" + REQUEST
                + "\",\"time\":\"2026-11-22T00:00:00Z\",\"data\":{\"a\":1}}";

        assertThat(opened(Headers.of("content-type", STRUCTURED), event)).isEqualTo("Optional[e-1] Optional[urn:test] {\"a\":1}");
    }

    @Test
    void opens_structured_data_written_in_base64() {
        String event = "{\"specversion\":\"1.0\",\"id\":\"e-1\",\"source\":\"urn:test\",\"type\":\"" + REQUEST
                + "\",\"data_base64\":\"eyJhIjoxfQ==\"}";

        assertThat(opened(Headers.of("content-type", STRUCTURED), event)).isEqualTo("Optional[e-1] Optional[urn:test] {\"a\":1}");
    }

    @Test
    void decodes_attributes_that_are_not_plain_ascii() {
        Headers headers = Headers.of("content-type", "application/json", "ce-specversion", "1.0", "ce-id", "%E7%BC%96%E5%8F%B7%201",
                "ce-source", "urn:test", "ce-type", REQUEST);

        assertThat(opened(headers, "{}")).isEqualTo("Optional[编号 1] Optional[urn:test] {}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "ce-id | ''  | ce-id", "ce-source | '' | ce-source", "ce-type | '' | ce-type", "ce-specversion | 0.3 | ce-specversion",
        "ce-specversion | '' | ce-specversion", "ce-type | yizhan.licence-recognition.reply | ce-type",
        "ce-type | yizhan.supervision-check.request | ce-type", "ce-time | yesterday | ce-time", "ce-id | %zz | ce-id", "ce-id | %FF | ce-id",
        "ce-source | not a uri | ce-source", "ce-Bad_Name | x | ce-bad_name", "content-type | text/plain | content-type",
        "content-type | application/cloudevents-batch+json | content-type"
    })
    void refuses_an_event_with_a_wrong_attribute(String name, String value, String place) {
        Headers headers = Headers.none();
        for (Headers.Field field : binary(REQUEST).fields()) {
            headers = field.name().equals(name) ? headers : headers.with(field.name(), field.value());
        }

        assertThat(DIALECT.open(request(headers.with(name, value), "{}"), KIND)).isEqualTo(Outcome.refused(RefusalCode.MALFORMED, place));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%00", "a%0D%0AX-Evil:%201", "a%1B[2J", "a%7F", "a%C2%85"})
    void refuses_an_attribute_with_control_characters(String id) {
        Headers headers = Headers.of("content-type", "application/json", "ce-specversion", "1.0", "ce-id", id, "ce-source", "urn:test", "ce-type", REQUEST);

        assertThat(DIALECT.open(request(headers, "{}"), KIND)).isEqualTo(Outcome.refused(RefusalCode.MALFORMED, "ce-id"));
    }

    @Test
    void refuses_an_attribute_given_twice() {
        assertThat(DIALECT.open(request(binary(REQUEST).with("CE-ID", "e-2"), "{}"), KIND)).isEqualTo(Outcome.refused(RefusalCode.MALFORMED, "ce-id"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"data\":{},\"data_base64\":\"e30=\" | /data", "\"x\":1 | /data", "\"data_base64\":\"%\" | /data_base64",
        "\"data\":{},\"datacontenttype\":\"text/xml\" | /datacontenttype", "\"data\":{},\"ext\":{} | /ext", "\"data\":{},\"id\":\"2\" | ''",
        "\"data\":{},\"time\":\"noon\" | /time"
    })
    void refuses_a_structured_event_that_is_wrong(String rest, String place) {
        String event = "{\"specversion\":\"1.0\",\"id\":\"e-1\",\"source\":\"urn:test\",\"type\":\"" + REQUEST + "\"," + rest + "}";

        assertThat(DIALECT.open(request(Headers.of("content-type", STRUCTURED), event), KIND)).isEqualTo(Outcome.refused(RefusalCode.MALFORMED, place));
    }

    @ParameterizedTest
    @CsvSource({"500, RETRY", "503, RETRY", "429, RETRY", "408, RETRY", "400, REFUSE", "403, REFUSE", "404, REFUSE", "302, REFUSE"})
    void understands_an_answer_by_its_status(int status, Told.Meaning meaning) {
        assertThat(DIALECT.hear(answer(status, Headers.of("content-type", "text/html"), "<html/>"), asked())).isEqualTo(Outcome.of(new Told(meaning, null)));
    }

    @Test
    void takes_problem_details_with_404_for_not_found() {
        WireAnswer answer = answer(404, Headers.of("content-type", "application/problem+json; charset=utf-8"), "{}");

        assertThat(DIALECT.hear(answer, asked())).isEqualTo(Outcome.of(new Told(Told.Meaning.NOT_FOUND, null)));
    }

    @Test
    void hears_a_reply() {
        assertThat(DIALECT.hear(answer(200, binary(REPLY), "{\"a\":1}"), asked()).map(told -> told.meaning() + " " + told.payload()))
                .isEqualTo(Outcome.of("OK {\"a\":1}"));
    }

    @Test
    void calls_an_html_page_a_bad_answer() {
        assertThat(DIALECT.hear(answer(200, Headers.of("content-type", "text/html"), "<html/>"), asked()))
                .isEqualTo(Outcome.refused(RefusalCode.ENDPOINT_BAD_ANSWER, "content-type"));
    }

    @Test
    void calls_a_request_sent_as_answer_a_bad_answer() {
        assertThat(DIALECT.hear(answer(200, binary(REQUEST), "{}"), asked())).isEqualTo(Outcome.refused(RefusalCode.ENDPOINT_BAD_ANSWER, "ce-type"));
    }

    @Test
    void writes_binary_mode() {
        Letter letter = new Letter("编号\r\n1", "urn:yizhan:test", "licence-recognition", "request", Instant.parse("2026-11-22T08:00:00Z"), Optional.empty());

        Parcel parcel = DIALECT.wrap(letter, Json.object().put("a", 1));

        assertThat(parcel.headers()).isEqualTo(Headers.of("Content-Type", "application/json", "ce-specversion", "1.0",
                "ce-id", "%E7%BC%96%E5%8F%B7%0D%0A1", "ce-source", "urn:yizhan:test", "ce-type", REQUEST, "ce-time", "2026-11-22T08:00:00Z"));
        assertThat(new String(parcel.body(), StandardCharsets.UTF_8)).isEqualTo("{\"a\":1}");
    }

    @Test
    void hears_what_it_answers() {
        Letter letter = new Letter("e-2", "urn:yizhan:test", "licence-recognition", "reply", Instant.EPOCH, Optional.empty());

        assertThat(DIALECT.hear(DIALECT.answer(letter, Json.object().put("a", 1)), asked()))
                .isEqualTo(Outcome.of(new Told(Told.Meaning.OK, Json.object().put("a", 1))));
    }

    @Test
    void refuses_with_problem_details() {
        Refusal refusal = new Refusal(RefusalCode.STALE, RefusalCode.STALE.fault(), "created", "within 300 s", Optional.of(Instant.parse("2026-11-22T00:00:00Z")));

        WireAnswer answer = DIALECT.refuse(refusal, refusal("m-1"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers().first("content-type")).contains("application/problem+json");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("{\"type\":\"urn:yizhan:refusal:stale\","
                + "\"title\":\"The time of the request is outside the allowed window.\",\"status\":401,\"code\":\"stale\","
                + "\"detail\":\"请求时间超出允许范围 The time of the request is outside the allowed window.\",\"fault\":\"caller\",\"place\":\"created\","
                + "\"expected\":\"within 300 s\",\"gatewayTime\":\"2026-11-22T00:00:00Z\",\"exchange\":\"m-1\"}");
    }

    @Test
    void tells_no_caller_with_a_4xx_of_what_is_the_answerers_fault() {
        Refusal refusal = Refusal.of(RefusalCode.UNMAPPABLE, "/ZZZT").by(Fault.ANSWERER);

        assertThat(DIALECT.refuse(refusal, refusal("m-1")).status()).isEqualTo(502);
    }

    private String opened(Headers headers, String body) {
        return DIALECT.open(request(headers, body), KIND).fold(o -> o.id() + " " + o.source() + " " + Json.text(o.payload()), Refusal::toString);
    }

    private static Headers binary(String type) {
        return Headers.of("content-type", "application/json; charset=utf-8", "ce-specversion", "1.0", "ce-id", "e-1", "ce-source", "urn:test",
                "ce-type", type, "ce-time", "2026-11-22T00:00:00Z", "ce-via", "urn:a");
    }

    private static WireRequest request(Headers headers, String body) {
        URI uri = URI.create("http://localhost/exchange/licence-recognition");
        return new WireRequest("POST", uri, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private static WireAnswer answer(int status, Headers headers, String body) {
        return new WireAnswer(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private static Letter asked() {
        return new Letter("id-1", "urn:yizhan:test", KIND, "request", Instant.EPOCH, Optional.empty());
    }

    private static Letter refusal(String exchange) {
        return new Letter(exchange, "urn:yizhan:test", KIND, "refusal", Instant.EPOCH, Optional.empty());
    }
}
