package io.yizhan.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import io.yizhan.envelope.Script.Direction;
import io.yizhan.mapping.Trees;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent and only acknowledged, in each notation: messages that are neither request nor reply. */
class DurableMessageTest {
    private static final Set<String> MESSAGES = Set.of("submit", "event", "reply");
    private static final Acceptance ACCEPTANCE = new Acceptance("m-1", "ab12", Instant.parse("2026-11-22T08:00:00Z"));

    private final Envelope events = new CloudEventsEnvelope(StandardCharsets.UTF_8, "yizhan.{kind}.{message}", Answers.none(), Optional.of(form("")));
    private final Envelope json = new TreeEnvelope(new JsonScript(StandardCharsets.UTF_8), request(), reply(Optional.empty()), success(), answers(), null,
            Optional.of(form("/data")));

    @ParameterizedTest
    @CsvSource({"submit", "event"})
    void opens_any_message_of_a_kind_that_an_event_can_be(String message) {
        assertThat(events.open(event("yizhan.kind." + message), "kind", MESSAGES).map(Opened::message)).isEqualTo(Outcome.of(Optional.of(message)));
    }

    @ParameterizedTest
    @CsvSource({"yizhan.kind.reply", "yizhan.kind.result", "yizhan.other.event", "yizhan.kind.", "event"})
    void refuses_an_event_that_is_no_message_to_send(String type) {
        assertThat(events.open(event(type), "kind", MESSAGES)).isEqualTo(Outcome.refused(RefusalCode.MALFORMED, "ce-type"));
    }

    @Test
    void says_of_an_event_which_message_it_is() {
        assertThat(events.wrap(letter("event"), Trees.json("{}")).headers().first("ce-type")).contains("yizhan.kind.event");
    }

    @Test
    void opens_in_the_frame_of_a_request_what_it_wrapped() {
        Parcel parcel = json.wrap(letter("event"), Trees.json("{\"a\":1}"));

        Outcome<Opened> opened = json.open(new WireRequest("POST", URI.create("http://localhost/"), parcel.headers(), parcel.body()), "kind", MESSAGES);

        assertThat(opened).isEqualTo(Outcome.of(
                new Opened(Optional.of("id-1"), Optional.empty(), Optional.empty(), Optional.empty(), Trees.json("{\"no\":\"id-1\",\"a\":1}"))));
    }

    @Test
    void opens_in_the_frame_of_an_xml_request_what_it_wrapped() {
        Map<Direction, String> roots = Map.of(Direction.REQUEST, "ask", Direction.REPLY, "told");
        Script script = new XmlScript(StandardCharsets.UTF_8, new XmlTree("", Set.of()), roots, true, Map.of(), Set.of());
        Envelope xml = new TreeEnvelope(script, request(), reply(Optional.empty()), success(), answers(), null, Optional.empty());

        Parcel parcel = xml.wrap(letter("event"), Trees.json("{\"a\":\"1\"}"));

        assertThat(new String(parcel.body(), StandardCharsets.UTF_8)).contains("<ask><no>id-1</no><a>1</a></ask>");
        assertThat(xml.open(new WireRequest("POST", URI.create("http://localhost/"), parcel.headers(), parcel.body()), "kind", MESSAGES).map(Opened::payload))
                .isEqualTo(Outcome.of(Trees.json("{\"no\":\"id-1\",\"a\":\"1\"}")));
    }

    @Test
    void acknowledges_in_plain_json_what_came_as_an_event() {
        WireAnswer answer = events.accepted(letter("submit"), ACCEPTANCE);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.headers()).isEqualTo(Headers.of("Content-Type", "application/json"));
        assertThat(text(answer)).isEqualTo("{\"message\":\"m-1\",\"entry\":\"ab12\",\"acceptedAt\":\"2026-11-22T08:00:00Z\"}");
    }

    @Test
    void acknowledges_in_its_own_frame_of_replies() {
        assertThat(text(json.accepted(letter("submit"), ACCEPTANCE))).isEqualTo(
                "{\"code\":\"0\",\"message\":\"fine\",\"data\":{\"message\":\"m-1\",\"entry\":\"ab12\",\"acceptedAt\":\"2026-11-22T08:00:00Z\"}}");
    }

    @Test
    void acknowledges_with_one_row_where_answers_are_rows() {
        Envelope rows = new TreeEnvelope(new JsonScript(StandardCharsets.UTF_8), request(), reply(Optional.of(JsonPointer.compile("/count"))), success(),
                answers(), null, Optional.of(form("/data/0")));

        assertThat(text(rows.accepted(letter("submit"), ACCEPTANCE))).isEqualTo("{\"code\":\"0\",\"message\":\"fine\",\"count\":1,"
                + "\"data\":[{\"message\":\"m-1\",\"entry\":\"ab12\",\"acceptedAt\":\"2026-11-22T08:00:00Z\"}]}");
    }

    @Test
    void acknowledges_nothing_where_the_dialect_does_not_say_how() {
        Envelope silent = new CloudEventsEnvelope(StandardCharsets.UTF_8, "{kind}.{message}", Answers.none(), Optional.empty());

        assertThat(silent.acknowledges()).isFalse();
        assertThatThrownBy(() -> silent.accepted(letter("submit"), ACCEPTANCE)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "202 | application/json | {\"message\":\"m-1\"} | OK", "204 | | '' | OK", "200 | application/json | {} | OK",
        "503 | text/html | <html/> | RETRY", "409 | application/problem+json | {} | REFUSE"
    })
    void hears_by_its_status_that_an_event_was_taken(int status, String type, String body, Told.Meaning meaning) {
        assertThat(events.hear(answer(status, type, body), letter("event"))).isEqualTo(Outcome.of(new Told(meaning, null)));
    }

    @Test
    void takes_no_page_of_html_for_an_acknowledgement() {
        assertThat(events.hear(answer(200, "text/html", "<html/>"), letter("event"))).isEqualTo(Outcome.refused(RefusalCode.ENDPOINT_BAD_ANSWER, "content-type"));
        assertThat(json.hear(answer(200, "text/html", "<html/>"), letter("event"))).isEqualTo(Outcome.refused(RefusalCode.ENDPOINT_BAD_ANSWER, ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"code\":\"0\"} | OK", "{\"code\":\"0\",\"data\":{\"x\":1}} | OK", "{\"code\":\"9\"} | RETRY", "{\"code\":\"1\"} | REFUSE"})
    void hears_by_its_code_that_a_message_was_taken(String body, Told.Meaning meaning) {
        assertThat(json.hear(answer(200, "application/json", body), letter("event"))).isEqualTo(Outcome.of(new Told(meaning, null)));
    }

    @Test
    void says_whether_it_tells_messages_apart() {
        assertThat(events.tellsMessages()).isTrue();
        assertThat(json.tellsMessages()).isFalse();
    }

    private static Acceptance.Form form(String under) {
        return new Acceptance.Form(202, JsonPointer.compile(under + "/message"), JsonPointer.compile(under + "/entry"), JsonPointer.compile(under + "/acceptedAt"));
    }

    private static RequestPlaces request() {
        return new RequestPlaces(Optional.of(JsonPointer.compile("/no")), List.of(), Optional.empty());
    }

    private static ReplyPlaces reply(Optional<JsonPointer> count) {
        return new ReplyPlaces(List.of(JsonPointer.compile("/code")), JsonPointer.compile("/message"), JsonPointer.compile("/data"), count,
                Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static TreeEnvelope.Success success() {
        return new TreeEnvelope.Success("0", Optional.of("fine"), Map.of());
    }

    private static Answers answers() {
        return new Answers(Map.of("0", Told.Meaning.OK, "9", Told.Meaning.RETRY));
    }

    private static Letter letter(String message) {
        return new Letter("id-1", "urn:yizhan:test", "kind", message, Instant.EPOCH, Optional.empty());
    }

    private static WireRequest event(String type) {
        Headers headers = Headers.of("content-type", "application/json", "ce-specversion", "1.0", "ce-id", "e-1", "ce-source", "urn:test", "ce-type", type);
        return new WireRequest("POST", URI.create("http://localhost/exchange/kind"), headers, "{}".getBytes(StandardCharsets.UTF_8));
    }

    private static WireAnswer answer(int status, String type, String body) {
        Headers headers = type == null ? Headers.none() : Headers.of("content-type", type);
        return new WireAnswer(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(WireAnswer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
