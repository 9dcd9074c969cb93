package io.yizhan.exchange;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.platforms.Question;
import io.yizhan.sandbox.platforms.Reading;
import io.yizhan.testing.RunningWorld;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A platform that wants several calls for one answer, behind a proxy that puts a prefix before its paths. */
class SeveralCallsTest {
    private static final String CODES = "/outside/ebus/licence/auth-codes";
    private static final String QUERY = "/outside/ebus/licence/query";
    private static final int CONCURRENCY = 1;
    private static final Question.Licence QUESTION = Question.authorisationCode("YZM-1").on(terms -> terms.in("440000"));

    @RegisterExtension
    @Order(1)
    static final WireMockExtension guangdong = WireMockExtension.newInstance().options(options().dynamicPort().jettyAcceptors(1)).build();

    @RegisterExtension
    @Order(2)
    static final RunningWorld world = RunningWorld.with(Map.of(), SeveralCallsTest::elsewhere).kinds(Map.of("timeBudget", "3s"));

    /** Guangdong answers at WireMock, and its access token is a fixed one. */
    private static String elsewhere(String partners) {
        return Neighbours.edited(partners, file -> file.path("partners").forEach(partner -> {
            if (partner.path("id").asText().equals("guangdong")) {
                ObjectNode endpoint = (ObjectNode) partner.path("endpoints").path(0);
                endpoint.put("url", guangdong.baseUrl() + QUERY).put("timeout", "10s").put("concurrency", CONCURRENCY);
                ObjectNode credential = (ObjectNode) endpoint.path("credential");
                Optional.ofNullable(credential.remove("long-lived")).ifPresent(secret -> credential.set("secret", secret));
            }
        }));
    }

    @BeforeEach
    void it_gives_codes_and_then_answers() {
        stub(CODES, said("{\"auth_codes\": [\"c1\", \"c2\"], \"expires_in\": 120}"));
        stub(QUERY, said("{\"verify\": {\"result\": \"VALID\"}, \"licenses\": []}"));
    }

    @Test
    void the_codes_are_asked_for_first_and_the_question_carries_them() throws IOException {
        Asker.Reply reply = ask();

        assertThat(reply.verdict()).contains(Reading.Answer.VALID);
        assertThat(guangdong.findAll(postRequestedFor(urlPathEqualTo(CODES)))).hasSize(1);
        assertThat(body(guangdong.findAll(postRequestedFor(urlPathEqualTo(QUERY))).get(0)).path("service_auth_codes")).hasToString("[\"c1\",\"c2\"]");
    }

    @Test
    void each_call_is_signed_by_itself_and_has_an_id_of_its_own() throws IOException {
        ask();

        LoggedRequest codes = guangdong.findAll(postRequestedFor(urlPathEqualTo(CODES))).get(0);
        LoggedRequest query = guangdong.findAll(postRequestedFor(urlPathEqualTo(QUERY))).get(0);
        assertThat(codes.getHeader("x-tif-nonce")).isNotEqualTo(query.getHeader("x-tif-nonce"));
        assertThat(body(codes).path("request_id").asText()).startsWith(body(query).path("request_id").asText() + ".");
    }

    @Test
    void a_step_that_is_refused_ends_the_exchange_before_the_question_is_put() {
        stub(CODES, failed("E500"));

        Asker.Reply reply = ask();

        assertThat(reply.refusal()).contains("endpoint-refused");
        assertThat(calls()).containsExactly(1, 0);
    }

    @Test
    void a_step_that_finds_nothing_is_an_answer() {
        stub(CODES, failed("E404"));

        Asker.Reply reply = ask();

        assertThat(reply.verdict()).contains(Reading.Answer.NO_MATCH);
        assertThat(calls()).containsExactly(1, 0);
    }

    @Test
    void a_step_worth_another_try_begins_the_next_attempt() {
        guangdong.stubFor(post(urlPathEqualTo(CODES)).inScenario("busy").whenScenarioStateIs(STARTED).willSetStateTo("ready").willReturn(failed("E503")));
        guangdong.stubFor(post(urlPathEqualTo(CODES)).inScenario("busy").whenScenarioStateIs("ready").willReturn(said("{\"auth_codes\": [\"c\"]}")));

        Asker.Reply reply = ask();

        assertThat(reply.verdict()).contains(Reading.Answer.VALID);
        assertThat(calls()).containsExactly(2, 1);
    }

    @Test
    void no_more_attempts_are_made_than_the_kind_allows_whichever_step_fails() {
        stub(QUERY, failed("E503"));

        Asker.Reply reply = ask();

        assertThat(reply.refusal()).contains("endpoint-unavailable");
        assertThat(calls()).containsExactly(3, 3);
    }

    @Test
    void an_answer_without_codes_is_a_bad_one() {
        stub(CODES, aResponse().withStatus(200).withBody("<html>redeploying</html>"));

        Asker.Reply reply = ask();

        assertThat(reply.refusal()).contains("endpoint-bad-answer");
        assertThat(calls()).containsExactly(1, 0);
    }

    @Test
    void all_steps_share_the_callers_time_budget() {
        stub(CODES, said("{\"auth_codes\": [\"c\"]}").withFixedDelay(1_500));
        stub(QUERY, said("{\"licenses\": []}").withFixedDelay(9_000));

        Asker.Reply reply = ask();

        assertThat(reply.refusal()).contains("endpoint-timeout");
        assertThat(reply.milliseconds()).isLessThan(9_000);
    }

    @Test
    void an_attempt_that_ends_on_the_way_gives_its_place_back() {
        stub(CODES, failed("E500"));
        ask();
        it_gives_codes_and_then_answers();

        Asker.Reply reply = ask();

        assertThat(reply.verdict()).contains(Reading.Answer.VALID);
    }

    private static Asker.Reply ask() {
        return world.asker(Platform.JIANGXI).ask(QUESTION);
    }

    /** How often codes were asked for, and how often the question was put. */
    private static List<Integer> calls() {
        return List.of(
                guangdong.findAll(postRequestedFor(urlPathEqualTo(CODES))).size(), guangdong.findAll(postRequestedFor(urlPathEqualTo(QUERY))).size());
    }

    private static void stub(String path, ResponseDefinitionBuilder answer) {
        guangdong.stubFor(post(urlPathEqualTo(path)).willReturn(answer));
    }

    private static ResponseDefinitionBuilder said(String data) {
        return aResponse().withStatus(200).withHeader("Content-Type", "application/json")
                .withBody("{\"ack_code\": \"SUCCESS\", \"errors\": [], \"data\": " + data + "}");
    }

    private static ResponseDefinitionBuilder failed(String code) {
        return aResponse().withStatus(200).withHeader("Content-Type", "application/json")
                .withBody("{\"ack_code\": \"FAILURE\", \"errors\": [{\"code\": \"" + code + "\", \"message\": \"m\"}]}");
    }

    private static JsonNode body(LoggedRequest request) throws IOException {
        return new JsonMapper().readTree(request.getBody());
    }
}
