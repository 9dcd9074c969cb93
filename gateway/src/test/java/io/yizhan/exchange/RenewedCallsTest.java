package io.yizhan.exchange;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.yizhan.exchange.Lending.both;
import static io.yizhan.exchange.Lending.signed;
import static io.yizhan.exchange.Neighbours.json;
import static io.yizhan.exchange.Neighbours.question;
import static io.yizhan.exchange.Neighbours.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.yizhan.assembly.Gateway;
import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.platforms.Reading;
import io.yizhan.testing.CapturedLog;
import io.yizhan.testing.MovableClock;
import io.yizhan.testing.RunningWorld;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls to platforms whose secrets are short-lived: what is asked for where secrets are given is counted on the wire. */
@Timeout(60)
class RenewedCallsTest {
    private static final int CROWD = 100;
    private static final Duration LIFE = Duration.ofMinutes(15);
    private static final MovableClock CLOCK = MovableClock.standing();

    @Order(1)
    @RegisterExtension
    static final CapturedLog log = new CapturedLog();

    @Order(2)
    @RegisterExtension
    static final Neighbours neighbours = new Neighbours();

    private static final Neighbour CROWDED = neighbours.speaking("zhejiang");
    private static final Neighbour SHARED = neighbours.speaking("zhejiang");
    private static final Neighbour STORMY = neighbours.speaking("zhejiang");

    /** A kind that allows one attempt only: a call that is not let in must not use it up. */
    @Order(3)
    @RegisterExtension
    static final RunningWorld world = RunningWorld.with(Map.of(), text -> Neighbours.edited(neighbours.join(text), RenewedCallsTest::registered))
            .kinds(Map.of("attempts", "1", "timeBudget", "12s"))
            .by(CLOCK);

    private static void registered(ObjectNode file) {
        Lending.renewed(file);
        List<String> crowded = Stream.of(CROWDED, SHARED, STORMY).map(Neighbour::id).toList();
        file.path("partners").forEach(partner -> {
            if (crowded.contains(partner.path("id").asText())) {
                ((ObjectNode) partner.path("endpoints").path(0)).put("concurrency", 2 * CROWD);
            }
        });
    }

    private static final String VALID = """
            {"code":"00","msg":"成功","dataCount":1,"requestId":"","datas":[{"verify_result":"05"}]}""";
    private static final String LAPSED = "{\"code\":\"03\",\"msg\":\"签名错误\",\"datas\":[]}";

    private static Neighbour neighbour() {
        Neighbour neighbour = neighbours.speaking("zhejiang");
        neighbours.answer(neighbour, json(VALID));
        return neighbour;
    }

    private static Instant soon() {
        return CLOCK.instant().plus(LIFE);
    }

    private static Asker.Reply ask(Neighbour neighbour) {
        return world.asker(Platform.JIANGXI).ask(question(neighbour));
    }

    private static String longLived() {
        return world.world().gateways().get(Platform.ZHEJIANG).value();
    }

    private static void assertValid(Asker.Reply reply) {
        assertThat(reply.verdict()).as(() -> reply.json().toString()).contains(Reading.Answer.VALID);
    }

    // ---- signed with the short-lived one ----

    @Test
    void the_long_lived_secret_brings_the_one_that_calls_are_signed_with() {
        Neighbour neighbour = neighbour();
        neighbours.lend(neighbour, both("plain-1", soon()));

        assertValid(ask(neighbour));

        assertThat(neighbours.lent(neighbour)).singleElement().satisfies(asked -> {
            assertThat(asked.getUrl()).startsWith("/gateway/app/refreshTokenByKey.htm?");
            assertThat(signed(asked, longLived())).isTrue();
        });
        assertThat(neighbours.calls(neighbour)).singleElement().matches(call -> signed(call, "plain-1"));
    }

    @Test
    void a_hundred_calls_at_once_ask_for_one_secret() {
        neighbours.answer(CROWDED, json(VALID));
        neighbours.lend(CROWDED, both("crowd-1", soon()).withFixedDelay(300), both("crowd-2", soon()));

        List<Asker.Reply> replies = atOnce(CROWD, () -> ask(CROWDED));

        assertThat(replies).hasSize(CROWD).allSatisfy(RenewedCallsTest::assertValid);
        assertThat(neighbours.lent(CROWDED)).hasSize(1);
        assertThat(neighbours.calls(CROWDED)).hasSize(CROWD).allMatch(call -> signed(call, "crowd-1"));
    }

    @Test
    void two_nodes_on_one_database_ask_for_one_secret() {
        neighbours.answer(SHARED, json(VALID));
        neighbours.lend(SHARED, both("shared-1", soon()).withFixedDelay(300), both("shared-2", soon()));
        try (Gateway other = world.another()) {
            Asker there = world.asker(Platform.JIANGXI, other);
            CompletableFuture<List<Asker.Reply>> replies =
                    CompletableFuture.supplyAsync(() -> atOnce(10, () -> there.ask(question(SHARED))));
            assertThat(atOnce(10, () -> ask(SHARED))).allSatisfy(RenewedCallsTest::assertValid);
            assertThat(replies.join()).allSatisfy(RenewedCallsTest::assertValid);
        }
        assertThat(neighbours.lent(SHARED)).hasSize(1);
        assertThat(neighbours.calls(SHARED)).hasSize(20).allMatch(call -> signed(call, "shared-1"));
    }

    @Test
    void a_gateway_that_starts_again_still_has_its_secrets() {
        Neighbour neighbour = neighbour();
        neighbours.lend(neighbour, both("kept-1", soon()), both("kept-2", soon()));
        ask(neighbour);

        world.restart();

        assertValid(ask(neighbour));
        assertThat(neighbours.lent(neighbour)).hasSize(1);
    }

    // ---- renewed in time ----

    @Test
    void a_secret_is_renewed_before_it_is_over_and_used_meanwhile() {
        Neighbour neighbour = neighbour();
        Instant late = CLOCK.instant().plus(Duration.ofHours(48));
        neighbours.lend(neighbour, both("early-refresh", late, "early-1", soon()), json("""
                {"code":"00","datas":{"requestSecret":"early-2","requestSecretEndTime":%d}}""".formatted(late.toEpochMilli())));
        ask(neighbour);
        CLOCK.passes(Duration.ofMinutes(13));

        assertValid(ask(neighbour));
        Awaitility.await().until(() -> neighbours.lent(neighbour).size() == 2);
        Awaitility.await().untilAsserted(() -> {
            ask(neighbour);
            assertThat(neighbours.calls(neighbour)).anyMatch(call -> signed(call, "early-2"));
        });

        assertThat(neighbours.calls(neighbour).get(1)).matches(call -> signed(call, "early-1"));
        assertThat(neighbours.lent(neighbour).get(1)).matches(asked -> signed(asked, "early-refresh"));
        assertThat(neighbours.lent(neighbour).get(1).getUrl()).startsWith("/gateway/app/refreshTokenBySec.htm?");
        assertThat(neighbours.lent(neighbour)).hasSize(2);
    }

    @Test
    void a_secret_that_is_over_is_not_used_any_more() {
        Neighbour neighbour = neighbour();
        neighbours.lend(neighbour, both("over-1", soon()), both("over-2", soon().plus(LIFE)));
        ask(neighbour);
        CLOCK.passes(LIFE);

        assertValid(ask(neighbour));

        assertThat(neighbours.calls(neighbour).get(1)).matches(call -> signed(call, "over-2"));
    }

    // ---- when the answer says so ----

    @Test
    void a_call_that_is_not_let_in_is_made_once_more_with_a_fresh_secret() {
        Neighbour neighbour = neighbour();
        neighbours.answer(neighbour, json(LAPSED), json(VALID));
        neighbours.lend(neighbour, both("rotated-1", soon()), both("rotated-2", soon()));

        assertValid(ask(neighbour));

        assertThat(neighbours.calls(neighbour)).hasSize(2);
        assertThat(neighbours.calls(neighbour).get(0)).matches(call -> signed(call, "rotated-1"));
        assertThat(neighbours.calls(neighbour).get(1)).matches(call -> signed(call, "rotated-2"));
        assertThat(neighbours.lent(neighbour)).hasSize(2);
    }

    @Test
    void a_second_such_answer_is_a_refusal() {
        Neighbour neighbour = neighbour();
        neighbours.answer(neighbour, json(LAPSED));
        neighbours.lend(neighbour, both("useless-1", soon()), both("useless-2", soon()));

        Asker.Reply reply = ask(neighbour);

        assertThat(reply.refusal()).contains("endpoint-refused");
        assertThat(neighbours.calls(neighbour)).hasSize(2);
        assertThat(neighbours.lent(neighbour)).hasSize(2);
    }

    @Test
    void a_platform_that_lets_nobody_in_is_not_asked_for_secrets_again_and_again() {
        Neighbour neighbour = neighbour();
        neighbours.answer(neighbour, json(LAPSED));
        neighbours.lend(neighbour, both("never-1", soon()));

        List<Asker.Reply> replies = Stream.generate(() -> ask(neighbour)).limit(10).toList();

        assertThat(replies).allSatisfy(reply -> assertThat(reply.refusal()).contains("endpoint-refused"));
        assertThat(neighbours.lent(neighbour)).hasSize(2);
    }

    @Test
    void a_platform_that_has_forgotten_the_refresh_secret_too_is_asked_with_the_long_lived_one() {
        Neighbour neighbour = neighbour();
        neighbours.answer(neighbour, json(LAPSED), json(VALID));
        neighbours.lend(neighbour, both("lost-1", soon()), json(LAPSED), both("lost-2", soon()));

        assertValid(ask(neighbour));

        assertThat(neighbours.lent(neighbour)).extracting(asked -> signed(asked, longLived())).containsExactly(true, false, true);
    }

    // ---- when there is none to be had ----

    static Stream<Arguments> trouble() {
        return Stream.of(
                Arguments.of("500", status(500), "endpoint-unavailable"),
                Arguments.of("429", status(429), "endpoint-unavailable"),
                Arguments.of("a connection that is reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), "endpoint-unavailable"),
                Arguments.of("bytes that are not even HTTP", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE), "endpoint-unavailable"),
                Arguments.of("403", status(403), "endpoint-refused"),
                Arguments.of("a redirect", aResponse().withStatus(302).withHeader("Location", "/elsewhere"), "endpoint-refused"),
                Arguments.of("its own code for a wrong signature", json(LAPSED), "endpoint-refused"),
                Arguments.of("an HTML page", aResponse().withHeader("Content-Type", "text/html").withBody("<html>登录</html>"), "endpoint-bad-answer"),
                Arguments.of("nothing", json(""), "endpoint-bad-answer"),
                Arguments.of("no secrets", json("{\"code\":\"00\",\"datas\":{}}"), "endpoint-bad-answer"),
                Arguments.of("a secret without an end", json("{\"code\":\"00\",\"datas\":{\"requestSecret\":\"a\"}}"), "endpoint-bad-answer"),
                Arguments.of("secrets that are over", both("past-1", Instant.EPOCH.plusSeconds(1)), "endpoint-bad-answer"),
                Arguments.of("a secret beyond all measure", both("x".repeat(500), soon()), "endpoint-bad-answer"),
                Arguments.of("a head without end", both("head-1", soon()).withHeader("x", Collections.nCopies(1_000, "y").toArray(String[]::new)),
                        "endpoint-bad-answer"),
                Arguments.of("more than is read", json("{\"code\":\"00\",\"more\":\"" + "x".repeat(100_000) + "\"}"), "endpoint-bad-answer"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("trouble")
    void trouble_where_secrets_are_given_is_told_as_that_of_a_call(String what, ResponseDefinitionBuilder answer, String refusal) {
        Neighbour neighbour = neighbour();
        neighbours.lend(neighbour, answer);

        Asker.Reply reply = ask(neighbour);

        assertThat(reply.refusal()).contains(refusal);
        assertThat(neighbours.lent(neighbour)).hasSize(1);
        assertThat(neighbours.calls(neighbour)).isEmpty();
    }

    @Test
    void a_platform_that_gives_its_secrets_too_late_is_late() {
        Neighbour neighbour = neighbours.impatientlyAsked("zhejiang");
        neighbours.lend(neighbour, both("late-1", soon()).withFixedDelay(30_000));

        Asker.Reply reply = ask(neighbour);

        assertThat(reply.refusal()).contains("endpoint-timeout");
        assertThat(reply.milliseconds()).isLessThan(5_000);
    }

    @Test
    void a_failure_is_not_repeated_by_everybody_who_waits() {
        neighbours.lend(STORMY, status(503).withFixedDelay(200));

        List<Asker.Reply> replies = atOnce(30, () -> ask(STORMY));

        assertThat(replies).allSatisfy(reply -> assertThat(reply.refusal()).contains("endpoint-unavailable"));
        assertThat(neighbours.lent(STORMY)).hasSize(1);
    }

    @Test
    void those_who_only_waited_for_it_do_not_close_the_way() {
        Neighbour neighbour = neighbour();
        neighbours.lend(neighbour, status(503), both("back-1", soon()));
        Stream.generate(() -> ask(neighbour)).limit(20).forEach(reply -> assertThat(reply.refusal()).contains("endpoint-unavailable"));
        afterTheRest(neighbour);

        assertValid(ask(neighbour));
    }

    @Test
    void a_platform_that_keeps_failing_where_secrets_are_given_is_left_alone() {
        Neighbour neighbour = neighbour();
        neighbours.lend(neighbour, status(500));
        for (int i = 0; i < 10; i++) {
            afterTheRest(neighbour);
            ask(neighbour);
        }
        afterTheRest(neighbour);

        Asker.Reply reply = ask(neighbour);

        assertThat(reply.refusal()).contains("endpoint-unavailable");
        assertThat(neighbours.lent(neighbour)).hasSize(10);
    }

    /** So long that a failure is forgotten, by this node's clock and by the database's lease. */
    private static void afterTheRest(Neighbour neighbour) {
        CLOCK.passes(Duration.ofSeconds(2));
        Awaitility.await().until(() -> world.database().aside().withHandle(handle -> handle
                .createQuery("SELECT count(*) FROM lease WHERE name LIKE '%' || :id || '%' AND ends > clock_timestamp()")
                .bind("id", neighbour.id())
                .mapTo(Long.class)
                .one()) == 0);
    }

    @Test
    void waiting_for_a_secret_takes_a_place_and_keeps_nobody_else_waiting() {
        Neighbour slow = neighbour();
        Neighbour free = neighbour();
        neighbours.lend(slow, both("slow-1", soon()).withFixedDelay(3_000));
        neighbours.lend(free, both("free-1", soon()));
        List<CompletableFuture<Asker.Reply>> waiting =
                Stream.generate(() -> CompletableFuture.supplyAsync(() -> ask(slow))).limit(Neighbours.CONCURRENCY).toList();
        Awaitility.await().until(() -> neighbours.lent(slow).size() == 1);
        Awaitility.await().until(() -> ask(slow).refusal().equals(Optional.of("endpoint-unavailable")));

        assertValid(ask(free));

        assertThat(waiting).as("still under way").noneMatch(CompletableFuture::isDone);
        assertThat(waiting).allSatisfy(each -> assertValid(each.join()));
    }

    // ---- nothing of it shows ----

    @Test
    void no_secret_shows_in_log_ledger_tables_or_refusals() {
        Neighbour neighbour = neighbour();
        neighbours.answer(neighbour, json(LAPSED));
        neighbours.lend(neighbour, both("hidden-1", soon()), both("hidden-2", soon()));

        Asker.Reply reply = ask(neighbour);

        List<String> secrets = List.of("hidden-1", "hidden-2", longLived());
        assertThat(reply.json().toString()).doesNotContain(secrets);
        assertThat(log.lines()).isNotEmpty().noneMatch(line -> secrets.stream().anyMatch(line.text()::contains));
        assertThat(dump("ledger_entry")).contains(neighbour.id()).doesNotContain(secrets);
        assertThat(dump("short_lived_secret")).contains(neighbour.id()).doesNotContain(secrets);
        assertThat(dump("lease")).contains(neighbour.id()).doesNotContain(secrets);
    }

    private static String dump(String table) {
        return world.database().aside().withHandle(handle -> {
            handle.execute("SET bytea_output = 'escape'");
            return handle.createQuery("SELECT string_agg(row_to_json(one)::text, ' ') FROM " + table + " AS one").mapTo(String.class).one();
        });
    }

    private static <T> List<T> atOnce(int many, Supplier<T> act) {
        ExecutorService threads = Executors.newFixedThreadPool(many);
        try {
            List<CompletableFuture<T>> all = Stream.generate(() -> CompletableFuture.supplyAsync(act, threads)).limit(many).toList();
            return all.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdownNow();
        }
    }
}
