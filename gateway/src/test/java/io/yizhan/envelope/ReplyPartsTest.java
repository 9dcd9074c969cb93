package io.yizhan.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.mapping.Dialect;
import io.yizhan.mapping.SmallTree;
import io.yizhan.mapping.Trees;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A dialect in JSON whose errors are a list, whose replies have a time and two ids, and whose requests have no id but a business key. */
class ReplyPartsTest {
    @TempDir
    Path root;

    private SmallTree tree;
    private Dialect dialect;

    @BeforeEach
    void load() {
        tree = SmallTree.in(root).write("dialect/dialect.yaml", """
                convention: some
                charset: UTF-8
                envelope: json
                services:
                  kind: {path: /here}
                request: {id: /head/no, payload: /body}
                reply:
                  code: [/errors/0/code, /ack]
                  message: /errors/0/message
                  id: /asked
                  own-id: /told
                  time: {at: /time, form: "yyyy-MM-dd HH:mm:ss"}
                  payload: /data
                success: {code: SUCCESS, with: {/errors: []}}
                answers: {SUCCESS: ok, E404: not-found, E401: refresh-secret}
                refusals:
                  status: "200"
                  default: E500
                  with: {/ack: FAILURE}
                  details: {refusal: /errors/0/refusal, place: /errors/0/place}
                """);
        dialect = tree.load();
    }

    @Test
    void answers_with_time_both_ids_and_what_is_always_there() {
        assertThat(text(dialect.answer(reply(Optional.of("theirs")), Trees.json("{}")))).isEqualTo(
                "{\"ack\":\"SUCCESS\",\"errors\":[],\"asked\":\"theirs\",\"told\":\"m-1\",\"time\":\"2026-11-22 08:00:00\",\"data\":{}}");
    }

    @Test
    void quotes_the_exchange_where_the_caller_has_no_id() {
        assertThat(text(dialect.answer(reply(Optional.empty()), Trees.json("{}")))).contains("\"asked\":\"m-1\"");
    }

    @Test
    void refuses_in_a_list_of_errors_with_the_callers_own_id() {
        WireAnswer refusal = dialect.refuse(Refusal.of(RefusalCode.TOO_MANY, "/x"), reply(Optional.of("theirs")));

        assertThat(text(refusal)).isEqualTo("{\"errors\":[{\"code\":\"E500\",\"message\":\"" + RefusalCode.TOO_MANY.chinese() + " "
                + RefusalCode.TOO_MANY.english() + "\",\"refusal\":\"too-many\",\"place\":\"/x\"}],\"ack\":\"FAILURE\","
                + "\"asked\":\"theirs\",\"told\":\"m-1\",\"time\":\"2026-11-22 08:00:00\"}");
    }

    @Test
    void says_the_same_of_the_next_refusal() {
        dialect.refuse(Refusal.of(RefusalCode.TOO_MANY, "/x"), reply(Optional.of("theirs")));

        assertThat(text(dialect.answer(reply(Optional.empty()), Trees.json("{}")))).contains("\"errors\":[]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"ack\":\"SUCCESS\",\"errors\":[],\"data\":{}} | OK {}", "{\"ack\":\"SUCCESS\",\"data\":{}} | OK {}",
        "{\"ack\":\"SUCCESS\",\"errors\":[{\"code\":\"\"}],\"data\":{}} | OK {}",
        "{\"ack\":\"FAILURE\",\"errors\":[{\"code\":\"E404\"}]} | NOT_FOUND null", "{\"ack\":\"SUCCESS\",\"errors\":[{\"code\":\"E401\"}]} | REFRESH_SECRET null",
        "{\"ack\":\"FAILURE\",\"errors\":[]} | REFUSE null", "{\"ack\":\"FAILURE\",\"errors\":[{\"code\":\"never seen\"}]} | REFUSE null",
        "{\"ack\":\"SUCCESS\",\"asked\":\"id-1\",\"data\":{}} | OK {}", "{\"ack\":\"SUCCESS\",\"asked\":\"\",\"data\":{}} | OK {}",
        "{\"ack\":\"SUCCESS\",\"asked\":null,\"data\":{}} | OK {}"
    })
    void understands_the_first_code_that_is_there(String body, String understood) {
        assertThat(hear(body).map(told -> told.meaning() + " " + told.payload())).isEqualTo(Outcome.of(understood));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"ack\":\"SUCCESS\",\"asked\":\"id-2\",\"data\":{}} | /asked", "{\"ack\":\"FAILURE\",\"asked\":\"id-2\",\"errors\":[{\"code\":\"E404\"}]} | /asked",
        "{\"ack\":\"SUCCESS\",\"asked\":7,\"data\":{}} | /asked", "{\"ack\":\"SUCCESS\",\"errors\":[{\"code\":{}}],\"data\":{}} | /errors/0/code", "{} | /ack"
    })
    void calls_an_answer_bad_that_answers_another_or_says_nothing(String body, String place) {
        assertThat(hear(body)).isEqualTo(Outcome.refused(RefusalCode.ENDPOINT_BAD_ANSWER, place));
    }

    @Test
    void passes_over_the_id_of_an_answer_to_a_message_that_had_none() {
        dialect = tree.replace("dialect/dialect.yaml", "id: /head/no, ", "").load();

        assertThat(hear("{\"ack\":\"SUCCESS\",\"asked\":\"id-2\",\"data\":{}}").map(Told::meaning)).isEqualTo(Outcome.of(Told.Meaning.OK));
    }

    @Test
    void wraps_a_payload_below_a_member() {
        Parcel parcel = dialect.wrap(new Letter("id-1", "urn:yizhan:test", "kind", "request", Instant.EPOCH, Optional.empty()), Trees.json("{\"a\":1}"));

        assertThat(new String(parcel.body(), StandardCharsets.UTF_8)).isEqualTo("{\"head\":{\"no\":\"id-1\"},\"body\":{\"a\":1}}");
    }

    @Test
    void opens_a_payload_below_a_member() {
        Outcome<Opened> opened = open("{\"head\":{\"no\":\"id-1\"},\"body\":{\"a\":1}}");

        assertThat(opened).isEqualTo(Outcome.of(new Opened(Optional.of("id-1"), Optional.empty(), Optional.empty(), Optional.empty(), Trees.json("{\"a\":1}"))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"head\":{\"no\":\"1\"}} | /body", "{\"body\":null} | /body", "{\"head\":{\"no\":\"\\uffff\"},\"body\":{}} | /head/no"})
    void refuses_a_request_without_its_parts(String body, String place) {
        assertThat(open(body)).isEqualTo(Outcome.refused(RefusalCode.MALFORMED, place));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"head\":{\"case\":\"12\",\"cert\":\"3\"},\"body\":{}} | 4:kind2:121:3", "{\"head\":{\"case\":\"1\",\"cert\":\"23\"},\"body\":{}} | 4:kind1:12:23",
        "{\"head\":{\"case\":1,\"cert\":\"照\"},\"body\":{}} | 4:kind1:11:照"
    })
    void knows_a_message_by_its_business_key(String body, String key) {
        dialect = tree.replace("dialect/dialect.yaml", "id: /head/no", "business-key: [/head/case, /head/cert]").load();

        assertThat(open(body).map(Opened::identity)).isEqualTo(Outcome.of(Optional.of(key)));
        assertThat(open(body).map(Opened::id)).isEqualTo(Outcome.of(Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"head\":{\"case\":\"12\"},\"body\":{}}", "{\"head\":{\"case\":\"12\",\"cert\":\"\"},\"body\":{}}", "{\"head\":{\"case\":\"12\",\"cert\":null},\"body\":{}}",
        "{\"head\":{\"case\":\"12\",\"cert\":[\"1\"]},\"body\":{}}"
    })
    void promises_no_deduplication_where_part_of_the_business_key_is_missing(String body) {
        dialect = tree.replace("dialect/dialect.yaml", "id: /head/no", "business-key: [/head/case, /head/cert]").load();

        assertThat(open(body).map(Opened::identity)).isEqualTo(Outcome.of(Optional.empty()));
    }

    private Outcome<Told> hear(String body) {
        return dialect.hear(new WireAnswer(200, Headers.none(), body.getBytes(StandardCharsets.UTF_8)),
                new Letter("id-1", "urn:yizhan:test", "kind", "request", Instant.EPOCH, Optional.empty()));
    }

    private Outcome<Opened> open(String body) {
        return dialect.open(new WireRequest("POST", URI.create("http://localhost/here"), Headers.none(), body.getBytes(StandardCharsets.UTF_8)), "kind");
    }

    private static Letter reply(Optional<String> inReplyTo) {
        return new Letter("m-1", "urn:yizhan:test", "kind", "reply", Instant.parse("2026-11-22T00:00:00Z"), inReplyTo);
    }

    private static String text(WireAnswer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
