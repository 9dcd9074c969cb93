package io.yizhan.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.envelope.Script.Direction;
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
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A dialect that speaks XML, one of its kinds in SOAP 1.1 and one without. */
class XmlEnvelopeTest {
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String IN_SOAP = "kind";
    private static final String PLAIN = "plain";

    @TempDir
    Path root;

    private Dialect dialect;

    @BeforeEach
    void load() {
        dialect = SmallTree.in(root)
                .write("canonical/plain/kind.yaml", "pattern: query\nmessages: []\n")
                .write("canonical/plain/terms.jslt", "{}")
                .write("dialect/dialect.yaml", """
                        convention: some
                        charset: GB18030
                        envelope: xml
                        soap: "1.1"
                        namespace: urn:yizhan:test
                        services:
                          kind: {path: /here}
                          plain: {path: /there, soap: none}
                        request: {root: ask, id: /no}
                        reply: {root: told, code: /result/code, message: /result/message, id: /no, payload: /data}
                        arrays: [data/row]
                        cdata: [data/text]
                        success: {code: "200", message: 成功}
                        answers: {"200": ok, "404": not-found, "503": retry, "401": refresh-secret}
                        refusals:
                          status: "200"
                          default: "500"
                          codes: {stale: "401"}
                          details: {refusal: /refusal/code, place: /refusal/place}
                        """)
                .load();
    }

    @Test
    void wraps_a_request_in_soap_with_its_id_first() {
        Parcel parcel = dialect.wrap(letter(IN_SOAP, "request"), Trees.json("{\"name\":\"证照𠮷\"}"));

        assertThat(new String(parcel.body(), GB18030)).isEqualTo("<?xml version='1.0' encoding='GB18030'?>"
                + "<soap:Envelope xmlns:soap=\"" + SOAP + "\"><soap:Body><ask xmlns=\"urn:yizhan:test\"><no>id-1</no><name>证照𠮷</name></ask>"
                + "</soap:Body></soap:Envelope>");
        assertThat(parcel.headers().first("content-type")).contains("text/xml;charset=GB18030");
        assertThat(parcel.headers().first("SOAPAction")).contains("\"\"");
    }

    @Test
    void wraps_a_request_without_soap_where_the_service_has_none() {
        Parcel parcel = dialect.wrap(letter(PLAIN, "request"), Trees.json("{\"name\":\"x\",\"no\":\"\"}"));

        assertThat(new String(parcel.body(), GB18030))
                .isEqualTo("<?xml version='1.0' encoding='GB18030'?><ask xmlns=\"urn:yizhan:test\"><name>x</name><no>id-1</no></ask>");
        assertThat(parcel.headers().first("content-type")).contains("application/xml;charset=GB18030");
        assertThat(parcel.headers().first("SOAPAction")).isEmpty();
    }

    @Test
    void opens_what_it_wraps() {
        Parcel parcel = dialect.wrap(letter(IN_SOAP, "request"), Trees.json("{\"name\":\"证照\"}"));

        Outcome<Opened> opened = dialect.open(new WireRequest("POST", URI.create("http://localhost/here"), parcel.headers(), parcel.body()), IN_SOAP);

        assertThat(opened.map(Opened::id)).isEqualTo(Outcome.of(Optional.of("id-1")));
        assertThat(opened.map(Opened::payload)).isEqualTo(Outcome.of(Trees.json("{\"no\":\"id-1\",\"name\":\"证照\"}")));
    }

    @Test
    void opens_a_request_by_any_prefix_with_a_header_it_may_pass_over() {
        String body = "<e:Envelope xmlns:e=\"" + SOAP + "\" xmlns:t=\"urn:yizhan:test\"><e:Header><t:trace e:mustUnderstand=\"0\">1</t:trace></e:Header>"
                + "<e:Body><t:ask><t:name>x</t:name></t:ask></e:Body></e:Envelope>";

        assertThat(dialect.open(request(body), IN_SOAP).map(Opened::payload)).isEqualTo(Outcome.of(Trees.json("{\"name\":\"x\"}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "<ask xmlns=\"urn:yizhan:test\"/>", "{\"no\":\"1\"}", "", "<html/>",
        "<e:Envelope xmlns:e=\"http://www.w3.org/2003/05/soap-envelope\"><e:Body><ask xmlns=\"urn:yizhan:test\"/></e:Body></e:Envelope>",
        "<e:Envelope xmlns:e=\"" + SOAP + "\"><e:Body><told xmlns=\"urn:yizhan:test\"/></e:Body></e:Envelope>",
        "<e:Envelope xmlns:e=\"" + SOAP + "\"><e:Body><ask/></e:Body></e:Envelope>",
        "<e:Envelope xmlns:e=\"" + SOAP + "\"><e:Body/></e:Envelope>", "<e:Envelope xmlns:e=\"" + SOAP + "\"/>",
        "<e:Envelope xmlns:e=\"" + SOAP + "\"><e:Body><ask xmlns=\"urn:yizhan:test\"/><ask xmlns=\"urn:yizhan:test\"/></e:Body></e:Envelope>",
        "<e:Envelope xmlns:e=\"" + SOAP + "\"><e:Body><ask xmlns=\"urn:yizhan:test\"/></e:Body><e:Body/></e:Envelope>",
        "<e:Envelope xmlns:e=\"" + SOAP + "\"><e:Header><x e:mustUnderstand=\"1\"/></e:Header><e:Body><ask xmlns=\"urn:yizhan:test\"/></e:Body></e:Envelope>",
        "<e:Envelope xmlns:e=\"" + SOAP + "\"><e:Body><e:Fault><faultcode>e:Server</faultcode></e:Fault></e:Body></e:Envelope>"
    })
    void refuses_a_request_in_another_envelope(String body) {
        assertThat(dialect.open(request(body), IN_SOAP)).isEqualTo(Outcome.refused(RefusalCode.MALFORMED, ""));
    }

    @Test
    void refuses_soap_where_the_service_has_none() {
        Parcel inSoap = dialect.wrap(letter(IN_SOAP, "request"), Trees.json("{}"));

        assertThat(dialect.open(new WireRequest("POST", URI.create("http://localhost/there"), inSoap.headers(), inSoap.body()), PLAIN))
                .isEqualTo(Outcome.refused(RefusalCode.MALFORMED, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<no>a&#xA;b</no>", "<no x=\"1\">a</no>", "<no><a/></no>"})
    void refuses_an_id_that_is_none(String id) {
        assertThat(dialect.open(request("<ask xmlns=\"urn:yizhan:test\">" + id + "</ask>"), PLAIN)).isEqualTo(Outcome.refused(RefusalCode.MALFORMED, "/no"));
    }

    @Test
    void answers_with_the_callers_own_id() {
        Letter letter = new Letter("m-1", "urn:yizhan:test", IN_SOAP, "reply", Instant.EPOCH, Optional.of("theirs"));

        WireAnswer answer = dialect.answer(letter, Trees.json("{\"row\":[\"1\"],\"text\":\"<a/>\"}"));

        assertThat(new String(answer.body(), GB18030)).isEqualTo("<?xml version='1.0' encoding='GB18030'?>"
                + "<soap:Envelope xmlns:soap=\"" + SOAP + "\"><soap:Body><told xmlns=\"urn:yizhan:test\"><result><code>200</code><message>成功</message></result>"
                + "<no>theirs</no><data><row>1</row><text><![CDATA[<a/>]]></text></data></told></soap:Body></soap:Envelope>");
    }

    @Test
    void hears_what_it_answers() {
        JsonNode payload = Trees.json("{\"row\":[],\"text\":\"x\"}");
        Letter letter = new Letter("m-1", "urn:yizhan:test", IN_SOAP, "reply", Instant.EPOCH, Optional.of("id-1"));

        assertThat(dialect.hear(dialect.answer(letter, payload), letter(IN_SOAP, "request"))).isEqualTo(Outcome.of(new Told(Told.Meaning.OK, payload)));
    }

    @ParameterizedTest
    @CsvSource({"404, NOT_FOUND", "503, RETRY", "401, REFRESH_SECRET", "500, REFUSE"})
    void understands_an_answer_by_its_code(String code, Told.Meaning meaning) {
        String body = "<told xmlns=\"urn:yizhan:test\"><result><code>" + code + "</code></result></told>";

        assertThat(dialect.hear(answer(200, body), letter(PLAIN, "request"))).isEqualTo(Outcome.of(new Told(meaning, null)));
    }

    @ParameterizedTest
    @CsvSource({"200, e:Server, RETRY", "500, e:Server, RETRY", "500, e:Server.Busy, RETRY", "500, e:Client, REFUSE", "200, Client.Authentication, REFUSE",
        "500, e:MustUnderstand, REFUSE", "500, VersionMismatch, REFUSE", "200, '', REFUSE"})
    void understands_a_fault_by_its_code_and_not_by_the_status_it_must_have(int status, String code, Told.Meaning meaning) {
        String body = "<e:Envelope xmlns:e=\"" + SOAP + "\"><e:Body><e:Fault><faultcode>" + code
                + "</faultcode><faultstring>x</faultstring></e:Fault></e:Body></e:Envelope>";

        assertThat(dialect.hear(answer(status, body), letter(IN_SOAP, "request"))).isEqualTo(Outcome.of(new Told(meaning, null)));
    }

    @ParameterizedTest
    @CsvSource({"500, RETRY", "503, RETRY", "404, REFUSE"})
    void understands_anything_else_by_its_status(int status, Told.Meaning meaning) {
        assertThat(dialect.hear(answer(status, "<html>Fault</html>"), letter(IN_SOAP, "request"))).isEqualTo(Outcome.of(new Told(meaning, null)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "<html><body>redeploying</body></html> | ''", "<!DOCTYPE html><html><br></html> | ''", "'' | ''", "{} | ''",
        "<told xmlns=\"urn:yizhan:test\"/> | /result/code", "<told><result><code>200</code></result></told> | ''",
        "<told xmlns=\"urn:yizhan:test\"><result><code>200</code></result></told> | /data",
        "<told xmlns=\"urn:yizhan:test\"><result><code>200</code></result><no>other</no><data/></told> | /no",
        "<told xmlns=\"urn:yizhan:test\"><result><code>200</code></result><data><x/><x/></data></told> | ''"
    })
    void calls_an_answer_bad_that_is_not_in_the_envelope(String body, String place) {
        assertThat(dialect.hear(answer(200, body), letter(PLAIN, "request"))).isEqualTo(Outcome.refused(RefusalCode.ENDPOINT_BAD_ANSWER, place));
    }

    @ParameterizedTest
    @CsvSource({"kind, true", "plain, false", "-, true"})
    void refuses_as_the_kind_is_spoken_of(String kind, boolean soap) {
        WireAnswer answer = dialect.refuse(Refusal.of(RefusalCode.STALE, "/a\u0001"), letter(kind, "refusal"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(new String(answer.body(), GB18030))
                .contains("<code>401</code>")
                .contains("<refusal><code>stale</code><place>/a\uFFFD</place></refusal>")
                .matches(text -> text.contains("Envelope") == soap);
    }

    @Test
    void reads_a_sample_that_is_the_payload_alone() throws Unreadable {
        Envelope envelope = envelope();

        assertThat(envelope.sample("reply", "<data xmlns=\"urn:yizhan:test\"><row/></data>")).isEqualTo(Trees.json("{\"row\":[\"\"]}"));
        assertThat(envelope.sample("request", "<ask xmlns=\"urn:yizhan:test\"><row/></ask>")).isEqualTo(Trees.json("{\"row\":\"\"}"));
    }

    @Test
    void carries_what_is_translated_as_it_will_be_read() {
        assertThat(envelope().carry("reply", Trees.json("{\"row\":1,\"none\":null}"))).isEqualTo(Outcome.of(Trees.json("{\"row\":[\"1\"]}")));
    }

    private static Envelope envelope() {
        XmlTree shape = new XmlTree("urn:yizhan:test", Set.of("data/row"));
        Map<Direction, String> roots = Map.of(Direction.REQUEST, "ask", Direction.REPLY, "told");
        JsonPointer data = JsonPointer.compile("/data");
        ReplyPlaces reply = new ReplyPlaces(List.of(data), data, data, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        Script script = new XmlScript(StandardCharsets.UTF_8, shape, roots, false, Map.of(), Set.of());
        return new TreeEnvelope(script, RequestPlaces.none(), reply, null, Answers.none(), null, Optional.empty());
    }

    private static Letter letter(String kind, String message) {
        return new Letter("id-1", "urn:yizhan:test", kind, message, Instant.EPOCH, Optional.empty());
    }

    private static WireRequest request(String body) {
        return new WireRequest("POST", URI.create("http://localhost/here"), Headers.none(), body.getBytes(GB18030));
    }

    private static WireAnswer answer(int status, String body) {
        return new WireAnswer(status, Headers.none(), body.getBytes(GB18030));
    }
}
