package io.yizhan.exchange;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.yizhan.exchange.Neighbours.json;
import static io.yizhan.exchange.Neighbours.question;
import static io.yizhan.exchange.Neighbours.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.yizhan.convention.Convention;
import io.yizhan.convention.Conventions;
import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.platforms.Question;
import io.yizhan.sandbox.platforms.Reading;
import io.yizhan.sandbox.tongues.Case;
import io.yizhan.signature.Algorithm;
import io.yizhan.signature.Signer;
import io.yizhan.testing.RunningWorld;
import io.yizhan.vocabulary.WireAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the call when the platform that is to answer misbehaves: the caller is told, and the calls are counted on the wire. */
class CallsTest {
    private static final long BUDGET_MILLISECONDS = 6_000;
    private static final int ATTEMPTS = 3;
    private static final int LARGEST = 20_000;

    @Order(1)
    @RegisterExtension
    static final Neighbours neighbours = new Neighbours();

    private static final Neighbour TESTING = neighbours.speaking("zhejiang");
    private static final Neighbour HUB = neighbours.speaking("zhejiang");
    private static final Neighbour CLOSED = neighbours.speaking("zhejiang");

    @Order(2)
    @RegisterExtension
    static final RunningWorld world = RunningWorld.with(Map.of(), text -> Neighbours.edited(neighbours.join(text), CallsTest::peculiar))
            .kinds(Map.of("timeBudget", BUDGET_MILLISECONDS + "ms", "largestMessage", String.valueOf(LARGEST)));

    /** One endpoint is for tests, one partner is a hub, nobody listens at one endpoint, and Zhejiang calls with a key for tests. */
    private static void peculiar(ObjectNode file) {
        file.path("partners").forEach(partner -> {
            ObjectNode entry = (ObjectNode) partner;
            String id = entry.path("id").asText();
            if (id.equals(TESTING.id())) {
                ((ObjectNode) entry.path("endpoints").path(0)).put("environment", "test");
            } else if (id.equals(HUB.id())) {
                entry.put("role", "hub").putArray("hub-for").add("61");
            } else if (id.equals(CLOSED.id())) {
                ((ObjectNode) entry.path("endpoints").path(0)).put("url", "http://127.0.0.1:1/nobody");
            } else if (id.equals("zhejiang")) {
                ((ObjectNode) entry.path("keys").path(0)).put("environment", "test");
            }
        });
        ObjectNode detour = file.path("agreements").path(0).deepCopy();
        detour.put("id", "by-the-hub").put("caller", "jiangxi");
        detour.putArray("answers").add("61");
        detour.putArray("way").add("direct").add("hub");
        file.withArray("agreements").add(detour);
    }

    private static final String VALID = """
            {"code":"00","msg":"成功","dataCount":1,"datas":[{"verify_result":"05"}]}""";
    private static final String VALID_AT_NATIONAL = """
            {"code":"0","message":"成功","data":{"verify_code":"0","lic_data":[]}}""";
    private static final String VALID_AT_JIANGXI = """
            {"HYJG":{"JG":"YX"},"ZZLB":[]}""";

    private static Asker.Reply ask(Neighbour neighbour) {
        return ask(question(neighbour));
    }

    private static Asker.Reply ask(Question question) {
        return world.asker(Platform.JIANGXI).ask(question);
    }

    // ---- worth another call ----

    static Stream<Arguments> passingTrouble() {
        return Stream.of(
                Arguments.of("a connection that is reset", "zhejiang", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
                Arguments.of("a connection that closes without an answer", "zhejiang", aResponse().withFault(Fault.EMPTY_RESPONSE)),
                Arguments.of("an answer that breaks off", "zhejiang", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)),
                Arguments.of("bytes that are not even HTTP", "zhejiang", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)),
                Arguments.of("500", "zhejiang", status(500)),
                Arguments.of("503", "zhejiang", status(503)),
                Arguments.of("408", "zhejiang", status(408)),
                Arguments.of("425", "zhejiang", status(425)),
                Arguments.of("429", "zhejiang", status(429)),
                Arguments.of("500 of a platform that signs", "jiangxi", status(500)),
                Arguments.of("Zhejiang's own code for later", "zhejiang", json("{\"code\":\"99\",\"msg\":\"系统繁忙\",\"datas\":[]}")),
                Arguments.of("a SOAP fault of the platform's own", "guizhou", fault("soap:Server")),
                Arguments.of("the national code for later", "national", json("{\"code\":\"E-503\",\"message\":\"系统繁忙\"}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("passingTrouble")
    void calls_exactly_three_times_before_it_gives_up(String trouble, String dialect, ResponseDefinitionBuilder answer) {
        Neighbour neighbour = neighbours.speaking(dialect);
        neighbours.answer(neighbour, answer);

        Asker.Reply reply = ask(neighbour);

        assertThat(neighbours.calls(neighbour)).hasSize(ATTEMPTS);
        assertThat(reply.refusal()).contains("endpoint-unavailable");
        assertThat(reply.json().path("fault").asText()).isEqualTo("answerer");
    }

    @Test
    void says_that_a_platform_where_nobody_listens_is_unavailable() {
        Asker.Reply reply = ask(CLOSED);

        assertThat(reply.refusal()).contains("endpoint-unavailable");
    }

    @ParameterizedTest(name = "after {0} failures")
    @ValueSource(ints = {1, 2})
    void an_answer_in_time_is_as_good_as_one_at_once(int failures) {
        Neighbour neighbour = neighbours.speaking("zhejiang");
        ResponseDefinitionBuilder last = json(VALID);
        neighbours.answer(neighbour, status(503), failures == 1 ? last : status(503), last);

        Asker.Reply reply = ask(neighbour);

        assertThat(reply.verdict()).contains(Reading.Answer.VALID);
        assertThat(neighbours.calls(neighbour)).hasSize(failures + 1);
    }

    @Test
    void every_repeated_call_carries_the_same_message_under_a_fresh_signature() {
        Neighbour neighbour = neighbours.speaking("jiangxi");
        neighbours.answer(neighbour, status(503));
        Asker asker = world.asker(Platform.JIANGXI);
        Asker.Call call = asker.sign(asker.draft(question(neighbour)));

        asker.send(call);

        List<LoggedRequest> calls = neighbours.calls(neighbour);
        assertThat(calls).extracting(LoggedRequest::getBodyAsString).hasSize(ATTEMPTS).containsOnly(calls.get(0).getBodyAsString());
        assertThat(calls).extracting(each -> each.getHeader("ce-id")).containsOnly(call.header("ce-id"));
        assertThat(calls).extracting(each -> each.getHeader("Signature")).doesNotHaveDuplicates().doesNotContainNull();
    }

    @Test
    void a_senders_own_message_id_travels_on_into_another_dialect() {
        Neighbour neighbour = neighbours.speaking("zhejiang");
        neighbours.answer(neighbour, json(VALID));
        Asker asker = world.asker(Platform.JIANGXI);
        Asker.Call call = asker.sign(asker.draft(question(neighbour)));

        asker.send(call);

        assertThat(neighbours.calls(neighbour).get(0).getBodyAsString()).contains("\"requestId\":\"" + call.header("ce-id") + "\"");
    }

    @Test
    void trace_context_passes_through() {
        Neighbour neighbour = neighbours.speaking("zhejiang");
        neighbours.answer(neighbour, json(VALID));
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        Asker asker = world.asker(Platform.JIANGXI);

        asker.send(asker.sign(asker.draft(question(neighbour)).with("traceparent", trace)));

        assertThat(neighbours.calls(neighbour)).extracting(each -> each.getHeader("traceparent")).containsExactly(trace);
    }

    // ---- refused by the answering platform ----

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("400", "zhejiang", status(400)),
                Arguments.of("403", "zhejiang", status(403)),
                Arguments.of("404", "zhejiang", status(404)),
                Arguments.of("a redirect", "zhejiang", aResponse().withStatus(302).withHeader("Location", "/elsewhere")),
                Arguments.of("HTTP 200 with Zhejiang's code for a wrong signature", "zhejiang", json("{\"code\":\"03\",\"msg\":\"签名错误\",\"datas\":[]}")),
                Arguments.of("HTTP 200 with a code nobody knows", "zhejiang", json("{\"code\":\"777\",\"msg\":\"?\",\"datas\":[]}")),
                Arguments.of("a SOAP fault that blames the message, with the 500 it must have", "guizhou", fault("soap:Client")),
                Arguments.of("HTTP 200 with a national error code", "national", json("{\"code\":\"-1\",\"message\":\"参数错误\",\"data\":{}}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void a_refusal_is_final_after_one_call(String what, String dialect, ResponseDefinitionBuilder answer) {
        Neighbour neighbour = neighbours.speaking(dialect);
        neighbours.answer(neighbour, answer);

        Asker.Reply reply = ask(neighbour);

        assertThat(reply.refusal()).contains("endpoint-refused");
        assertThat(neighbours.calls(neighbour)).hasSize(1);
    }

    @Test
    void a_signed_refusal_of_a_native_platform_is_a_refusal() throws IOException {
        Neighbour neighbour = neighbours.speaking("jiangxi");
        neighbours.interference().signed(neighbour, nativeAs(neighbour));
        neighbours.answer(neighbour, problem(403, "not-agreed"));

        Asker.Reply reply = ask(neighbour);

        assertThat(reply.refusal()).contains("endpoint-refused");
    }

    // ---- not found ----

    static Stream<Arguments> notFound() {
        return Stream.of(
                Arguments.of("zhejiang", json("{\"code\":\"11\",\"msg\":\"无数据\",\"datas\":[]}")),
                Arguments.of("national", json("{\"code\":\"404\",\"message\":\"无数据\"}")),
                Arguments.of("jiangxi", problem(404, "not-found")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notFound")
    void what_a_platform_does_not_find_does_not_match(String dialect, ResponseDefinitionBuilder answer) throws IOException {
        Neighbour neighbour = neighbours.speaking(dialect);
        if (dialect.equals("jiangxi")) {
            neighbours.interference().signed(neighbour, nativeAs(neighbour));
        }
        neighbours.answer(neighbour, answer);

        Asker.Reply reply = ask(neighbour);

        assertThat(reply.verdict()).contains(Reading.Answer.NO_MATCH);
    }

    // ---- answers that cannot be used ----

    static Stream<Arguments> badAnswers() {
        return Stream.of(
                Arguments.of("an HTML page", "zhejiang", aResponse().withHeader("Content-Type", "text/html").withBody("<html>登录</html>")),
                Arguments.of("an HTML page that claims to be JSON", "zhejiang", json("<html>登录</html>")),
                Arguments.of("nothing", "zhejiang", json("")),
                Arguments.of("no content", "zhejiang", aResponse().withStatus(204)),
                Arguments.of("broken JSON", "zhejiang", json("{\"code\":\"00\",\"datas\":[{")),
                Arguments.of("JSON that is followed by more", "zhejiang", json(VALID + "x")),
                Arguments.of("a list instead of an envelope", "zhejiang", json("[]")),
                Arguments.of("no code", "zhejiang", json("{\"msg\":\"成功\",\"datas\":[]}")),
                Arguments.of("no payload", "zhejiang", json("{\"code\":\"00\",\"msg\":\"成功\"}")),
                Arguments.of("no payload at the national platform", "national", json("{\"code\":\"0\",\"message\":\"成功\",\"data\":null}")),
                Arguments.of("a payload that breaks its schema", "zhejiang", json("{\"code\":\"00\",\"datas\":[{\"certificate_name\":{\"a\":1}}]}")),
                Arguments.of("a payload of another type", "zhejiang", json("{\"code\":\"00\",\"datas\":\"none\"}")),
                Arguments.of("bytes that are no UTF-8", "zhejiang", aResponse().withBody(new byte[] {'{', '"', (byte) 0xC3, '"', '}'})),
                Arguments.of("more than the kind allows", "zhejiang", json(VALID.replace("成功", "x".repeat(LARGEST)))),
                Arguments.of("more than anything may be", "zhejiang", json(VALID.replace("成功", "x".repeat(9 << 20)))),
                Arguments.of("a compressed answer nobody asked for", "zhejiang", json("").withHeader("Content-Encoding", "gzip").withBody(zipped(VALID))),
                Arguments.of("a few bytes that unpack to many", "zhejiang",
                        json("").withHeader("Content-Encoding", "gzip").withBody(zipped(" ".repeat(100_000_000)))),
                Arguments.of("a head without end", "zhejiang", many("x", json(VALID))),
                Arguments.of("an answer to another message", "zhejiang", json(VALID.replace("{\"code\"", "{\"requestId\":\"another\",\"code\""))),
                Arguments.of("an HTML page in place of SOAP", "guizhou", aResponse().withHeader("Content-Type", "text/html").withBody("<html>登录</html>")),
                Arguments.of("XML without the SOAP it should be in", "guizhou", aResponse().withBody("<response xmlns=\"urn:yizhan:simulated:guizhou\"/>")),
                Arguments.of("SOAP with a document type", "guizhou", aResponse().withBody("<!DOCTYPE x>" + soap("<x/>"))),
                Arguments.of("a native answer without a signature", "jiangxi", event(VALID_AT_JIANGXI)),
                Arguments.of("a native 403 that nobody signed", "jiangxi", problem(403, "not-agreed")),
                Arguments.of("a native 404 that nobody signed", "jiangxi", problem(404, "not-found")));
    }

    private static ResponseDefinitionBuilder many(String field, ResponseDefinitionBuilder answer) {
        return answer.withHeader(field, Collections.nCopies(1_000, "y").toArray(String[]::new));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badAnswers")
    void an_answer_that_cannot_be_used_is_final_and_said_to_be_bad(String what, String dialect, ResponseDefinitionBuilder answer) {
        Neighbour neighbour = neighbours.speaking(dialect);
        neighbours.answer(neighbour, answer);

        Asker.Reply reply = ask(neighbour);

        assertThat(reply.refusal()).contains("endpoint-bad-answer");
        assertThat(neighbours.calls(neighbour)).hasSize(1);
    }

    @Test
    void a_native_answer_signed_by_its_platform_is_believed() throws IOException {
        Neighbour neighbour = neighbours.speaking("jiangxi");
        neighbours.interference().signed(neighbour, nativeAs(neighbour));
        neighbours.answer(neighbour, event(VALID_AT_JIANGXI));

        Asker.Reply reply = ask(neighbour);

        assertThat(reply.verdict()).contains(Reading.Answer.VALID);
    }

    @Test
    void a_native_answer_signed_by_another_registered_partner_is_not_believed() throws IOException {
        Neighbour neighbour = neighbours.speaking("jiangxi");
        neighbours.interference().signed(neighbour, nativeAs(neighbours.speaking("jiangxi")));
        neighbours.answer(neighbour, event(VALID_AT_JIANGXI));

        Asker.Reply reply = ask(neighbour);

        assertThat(reply.refusal()).contains("endpoint-bad-answer");
    }

    @Test
    void a_native_answer_signed_with_a_key_that_is_not_the_registered_one_is_not_believed() {
        Neighbour neighbour = neighbours.speaking("jiangxi");
        String unregistered = Signer.generate(Algorithm.ED25519, new SecureRandom()).text();
        neighbours.interference().signed(neighbour, signing(neighbour.keyId(), unregistered));
        neighbours.answer(neighbour, event(VALID_AT_JIANGXI));

        Asker.Reply reply = ask(neighbour);

        assertThat(reply.refusal()).contains("endpoint-bad-answer");
    }

    @Test
    void a_native_answer_changed_after_it_was_signed_is_not_believed() throws IOException {
        Neighbour neighbour = neighbours.speaking("jiangxi");
        Convention signing = nativeAs(neighbour);
        neighbours.interference().change(neighbour, (answer, call) -> {
            WireAnswer signed = signing.signAnswer(answer, call, "ed25519", Instant.now());
            byte[] other = new String(signed.body(), StandardCharsets.UTF_8).replace("YX", "GQ").getBytes(StandardCharsets.UTF_8);
            return new WireAnswer(signed.status(), signed.headers(), other);
        });
        neighbours.answer(neighbour, event(VALID_AT_JIANGXI));

        Asker.Reply reply = ask(neighbour);

        assertThat(reply.refusal()).contains("endpoint-bad-answer");
    }

    @Test
    void a_code_the_answerer_made_up_cannot_be_mapped_and_is_the_answerers_fault() {
        Neighbour neighbour = neighbours.speaking("zhejiang");
        neighbours.answer(neighbour, json("{\"code\":\"00\",\"datas\":[{\"certificate_name\":\"许可证\",\"status\":\"melted\"}]}"));

        Asker.Reply reply = ask(neighbour);

        assertThat(reply.refusal()).contains("unmappable");
        assertThat(reply.json().path("fault").asText()).isEqualTo("answerer");
    }

    // ---- time ----

    static Stream<Arguments> slowness() {
        return Stream.of(
                Arguments.of("a silent platform", json(VALID).withFixedDelay(30_000)),
                Arguments.of("a dripping body", json(VALID).withChunkedDribbleDelay(30, 30_000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("slowness")
    void a_slow_platform_is_called_again_while_there_is_time(String what, ResponseDefinitionBuilder answer) {
        Neighbour neighbour = neighbours.impatientlyAsked("zhejiang");
        neighbours.answer(neighbour, answer);

        Asker.Reply reply = ask(neighbour);

        assertThat(reply.refusal()).contains("endpoint-timeout");
        assertThat(reply.milliseconds()).isLessThan(BUDGET_MILLISECONDS + 3_000);
        assertThat(neighbours.calls(neighbour)).hasSize(ATTEMPTS);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("slowness")
    void the_callers_time_ends_even_where_the_endpoints_has_not(String what, ResponseDefinitionBuilder answer) {
        Neighbour neighbour = neighbours.speaking("national");
        neighbours.answer(neighbour, answer);

        Asker.Reply reply = ask(neighbour);

        assertThat(reply.refusal()).contains("endpoint-timeout");
        assertThat(reply.milliseconds()).isBetween(BUDGET_MILLISECONDS - 500, BUDGET_MILLISECONDS + 3_000);
        assertThat(neighbours.calls(neighbour)).hasSize(1);
    }

    // ---- breaker, bulkhead, connections ----

    @Test
    void an_endpoint_that_keeps_failing_is_left_alone() {
        Neighbour neighbour = neighbours.speaking("zhejiang");
        neighbours.answer(neighbour, status(500));
        for (int i = 0; i < 4; i++) {
            ask(neighbour);
        }
        int before = neighbours.calls(neighbour).size();

        Asker.Reply reply = ask(neighbour);

        assertThat(reply.refusal()).contains("endpoint-unavailable");
        assertThat(before).as("three calls each, until ten have failed").isEqualTo(10);
        assertThat(neighbours.calls(neighbour)).hasSize(before);
    }

    @Test
    void a_platform_with_all_places_taken_is_unavailable_at_once_while_another_is_served() {
        Neighbour full = neighbours.speaking("national");
        Semaphore inside = new Semaphore(0);
        neighbours.interference().meanwhile(full, inside::release);
        neighbours.answer(full, json(VALID_AT_NATIONAL).withFixedDelay(2_500));
        Neighbour free = neighbours.speaking("zhejiang");
        neighbours.answer(free, json(VALID));
        List<CompletableFuture<Asker.Reply>> waiting = Stream.generate(() -> CompletableFuture.supplyAsync(() -> ask(full)))
                .limit(Neighbours.CONCURRENCY)
                .toList();
        Awaitility.await().until(() -> inside.tryAcquire(Neighbours.CONCURRENCY));

        Asker.Reply refused = ask(full);
        Asker.Reply served = ask(free);

        assertThat(waiting).as("still under way").noneMatch(CompletableFuture::isDone);
        assertThat(refused.refusal()).contains("endpoint-unavailable");
        assertThat(served.verdict()).contains(Reading.Answer.VALID);
        assertThat(waiting).allSatisfy(each -> assertThat(each.get(5, TimeUnit.SECONDS).verdict()).contains(Reading.Answer.VALID));
    }

    @Test
    void many_calls_in_a_row_share_one_connection() {
        Neighbour neighbour = neighbours.speaking("zhejiang");
        neighbours.answer(neighbour, json(VALID));
        ask(neighbour);
        int before = neighbours.connections();

        Stream.generate(() -> ask(neighbour)).limit(30).forEach(reply -> assertThat(reply.verdict()).contains(Reading.Answer.VALID));

        assertThat(neighbours.connections()).isEqualTo(before);
    }

    // ---- who is called ----

    @Test
    void a_hub_answers_for_a_region_that_has_no_platform_of_its_own() {
        neighbours.answer(HUB, json(VALID));

        Asker.Reply reply = ask(question(HUB).on(terms -> terms.in("610100")));

        assertThat(reply.verdict()).contains(Reading.Answer.VALID);
        assertThat(neighbours.calls(HUB)).hasSize(1);
    }

    @Test
    void production_never_reaches_an_endpoint_for_tests() {
        neighbours.answer(TESTING, json(VALID));

        Asker.Reply reply = ask(TESTING);

        assertThat(reply.refusal()).contains("no-endpoint");
        assertThat(neighbours.calls(TESTING)).isEmpty();
    }

    @Test
    void a_key_for_tests_never_reaches_an_endpoint_of_production() {
        Asker.Reply reply = world.asker(Platform.ZHEJIANG).ask(Case.of(Platform.JIANGXI, "valid").question());

        assertThat(reply.refusal()).contains("no-endpoint");
    }

    // ---- how native platforms write ----

    private static ResponseDefinitionBuilder fault(String code) {
        return aResponse().withStatus(500).withHeader("Content-Type", "text/xml;charset=UTF-8")
                .withBody(soap("<soap:Fault><faultcode>" + code + "</faultcode><faultstring>?</faultstring></soap:Fault>"));
    }

    private static String soap(String body) {
        return "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>" + body + "</soap:Body></soap:Envelope>";
    }

    private static ResponseDefinitionBuilder event(String payload) {
        return json(payload)
                .withHeader("ce-specversion", "1.0")
                .withHeader("ce-id", "1")
                .withHeader("ce-source", "urn:yizhan:neighbour")
                .withHeader("ce-type", "yizhan.licence-recognition.reply")
                .withHeader("ce-time", "2026-11-01T00:00:00Z");
    }

    private static ResponseDefinitionBuilder problem(int status, String code) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/problem+json")
                .withBody("{\"type\":\"urn:yizhan:refusal:" + code + "\",\"status\":" + status + ",\"code\":\"" + code + "\"}");
    }

    /** All native neighbours hold the key pair of the simulated native platform, each under its own name. */
    private static Convention nativeAs(Neighbour neighbour) throws IOException {
        return signing(neighbour.keyId(), Files.readString(world.world().keys().resolve("jiangxi.pem")));
    }

    private static Convention signing(String keyId, String privateKey) {
        return Conventions.load(RunningWorld.MAPPINGS.resolve("conventions"), List.of(Signer.read(keyId, privateKey)), Set.of(), new SecureRandom())
                .named(Conventions.NATIVE)
                .orElseThrow();
    }

    private static byte[] zipped(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
