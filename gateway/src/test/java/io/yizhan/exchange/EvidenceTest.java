package io.yizhan.exchange;

import static io.yizhan.exchange.Neighbours.json;
import static io.yizhan.exchange.Neighbours.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.yizhan.ledger.Entry;
import io.yizhan.ledger.Ledger;
import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.platforms.Question;
import io.yizhan.sandbox.platforms.Reading;
import io.yizhan.testing.RunningWorld;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.MessageId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written down, and that nothing leaves the gateway before it is. */
class EvidenceTest {
    private static final int PATIENCE_MILLISECONDS = 500;
    /** What a busy machine may take for everything else. */
    private static final int BUSY_MILLISECONDS = 700;
    private static final String HOLDER = "南昌样本餐饮甲有限公司";
    private static final String ANSWER = """
            {"code":"00","msg":"成功","dataCount":1,"datas":[{
              "certificate_name":"食品经营许可证","certificate_number":"JY13601000009999","certificate_holder_name":"南昌样本餐饮甲有限公司",
              "certificate_holder_code":"91360100YANGBEN10Q","certificate_holder_type":"001","status":"normal",
              "extend_info":{"经营项目":"热食"},"verify_result":"05"}]}""";

    @Order(1)
    @RegisterExtension
    static final Neighbours neighbours = new Neighbours();

    @Order(2)
    @RegisterExtension
    static final RunningWorld world = RunningWorld.with(Map.of("record.patience", PATIENCE_MILLISECONDS + "ms"), neighbours::join).wired();

    private final Neighbour neighbour = neighbours.speaking("zhejiang");
    private final Asker asker = world.asker(Platform.JIANGXI);

    @BeforeEach
    void answers_and_has_its_database() {
        neighbours.answer(neighbour, json(ANSWER));
        world.wire().heal();
        Neighbour another = neighbours.speaking("zhejiang");
        neighbours.answer(another, json(ANSWER));
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> asker.ask(question(another)).refusal().isEmpty());
    }

    // ---- without its database ----

    static Stream<Arguments> outages() {
        Consumer<RunningWorld> stopped = any -> any.wire().cut();
        Consumer<RunningWorld> silent = any -> any.wire().silence();
        return Stream.of(Arguments.of("stopped", stopped), Arguments.of("silent", silent));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("outages")
    void a_request_that_cannot_be_written_down_does_not_leave(String database, Consumer<RunningWorld> outage) {
        outage.accept(world);

        Asker.Reply reply = asker.ask(question(neighbour));

        assertThat(reply.refusal()).contains("evidence-unavailable");
        assertThat(reply.status()).isEqualTo(503);
        assertThat(neighbours.calls(neighbour)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("outages")
    void a_reply_that_cannot_be_written_down_is_not_disclosed(String database, Consumer<RunningWorld> outage) {
        neighbours.interference().meanwhile(neighbour, () -> outage.accept(world));

        Asker.Reply reply = asker.ask(question(neighbour));

        assertThat(neighbours.calls(neighbour)).hasSize(1);
        assertThat(reply.refusal()).contains("evidence-unavailable");
        assertThat(text(reply)).doesNotContain(HOLDER, "YANGBEN10Q", "JY1360", "食品经营许可证", "\"05\"", "\"YX\"");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("outages")
    void a_refusal_that_cannot_be_written_down_is_not_told(String database, Consumer<RunningWorld> outage) {
        Asker.Draft broken = asker.draft(question(neighbour)).saying("{".getBytes(StandardCharsets.UTF_8));
        outage.accept(world);

        Asker.Reply reply = asker.send(asker.sign(broken));

        assertThat(reply.refusal()).contains("evidence-unavailable");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("outages")
    void nobody_waits_longer_for_a_database_than_the_gateway_is_patient(String database, Consumer<RunningWorld> outage) {
        Asker.Draft broken = asker.draft(question(neighbour)).saying("{".getBytes(StandardCharsets.UTF_8));
        outage.accept(world);

        List<Long> waited = Stream.of(broken, broken, asker.draft(question(neighbour)))
                .map(draft -> asker.send(asker.sign(draft)).milliseconds())
                .toList();

        assertThat(waited).allMatch(milliseconds -> milliseconds < PATIENCE_MILLISECONDS + BUSY_MILLISECONDS);
    }

    @Test
    void nobody_unknown_is_written_down_so_they_are_refused_without_a_database_too() {
        Asker.Call call = asker.sign(asker.draft(question(neighbour)));
        world.wire().cut();

        Asker.Reply reply = asker.send(call.saying("{}".getBytes(StandardCharsets.UTF_8)));

        assertThat(reply.refusal()).contains("bad-signature");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("outages")
    void exchanges_go_on_by_themselves_when_the_database_is_back(String database, Consumer<RunningWorld> outage) {
        outage.accept(world);
        asker.ask(question(neighbour));

        world.wire().heal();

        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(asker.ask(question(neighbour)).verdict())
                .contains(Reading.Answer.VALID));
    }

    // ---- what is written down ----

    @Test
    void an_answered_exchange_leaves_a_request_and_a_reply_with_the_digests_of_the_bytes_that_came_and_went() {
        Asker.Call call = asker.sign(asker.draft(question(neighbour)));

        Asker.Reply reply = asker.send(call);

        Digest asked = Digest.sha256(neighbours.calls(neighbour).get(0).getBody());
        Digest answered = Digest.sha256(ANSWER.getBytes(StandardCharsets.UTF_8));
        assertThat(entries(reply.headers().get("ce-id").get(0))).extracting(Entry::step, Entry::outcome, Entry::received, Entry::delivered).containsExactly(
                tuple("request", "asked", Digest.sha256(call.body()), Optional.of(asked)),
                tuple("reply", "answered", answered, Optional.of(Digest.sha256(reply.body()))));
    }

    @Test
    void entries_say_who_asked_whom_with_which_signature_and_which_authorisation() {
        Question question = question(neighbour).on(terms -> terms.authorised(Question.Basis.HOLDER, "consent-4711"));
        Asker.Call call = asker.sign(asker.draft(question));

        Asker.Reply reply = asker.send(call);

        assertThat(entries(reply.headers().get("ce-id").get(0))).hasSize(2).allSatisfy(entry -> {
            assertThat(entry.from()).hasToString("jiangxi");
            assertThat(entry.to().orElseThrow()).hasToString(neighbour.id());
            assertThat(entry.consent()).isEqualTo("consent-4711");
            assertThat(entry.signature()).contains(call.header("Signature"));
            assertThat(entry.mappings()).contains("jiangxi:").contains("zhejiang:");
        });
    }

    @Test
    void an_answerers_refusal_follows_the_request_in_the_ledger() {
        neighbours.answer(neighbour, json("{\"code\":\"03\"}"));

        Asker.Reply reply = asker.ask(question(neighbour));

        assertThat(entries(reply.json().path("exchange").asText())).extracting(Entry::step, Entry::outcome).containsExactly(
                tuple("request", "asked"), tuple("refusal", "endpoint-refused"));
    }

    @Test
    void the_refusal_of_a_known_caller_is_written_down() {
        Asker.Draft broken = asker.draft(question(neighbour)).saying("{".getBytes(StandardCharsets.UTF_8));

        Asker.Reply reply = asker.send(asker.sign(broken));

        assertThat(entries(reply.json().path("exchange").asText())).extracting(Entry::step, Entry::outcome).containsExactly(
                tuple("refusal", "malformed"));
    }

    @Test
    void the_refusal_of_somebody_unknown_is_not() {
        long before = rows();
        Asker.Call call = asker.sign(asker.draft(question(neighbour)));

        asker.send(call.saying("{}".getBytes(StandardCharsets.UTF_8)));

        assertThat(rows()).isEqualTo(before);
    }

    private static List<Entry> entries(String message) {
        return Ledger.in(world.database().aside(), new SecureRandom()).of(MessageId.parse(message));
    }

    private static long rows() {
        return world.database().aside().withHandle(handle -> handle.createQuery("SELECT count(*) FROM ledger_entry").mapTo(Long.class).one());
    }

    // ---- no more than was agreed ----

    static Stream<Arguments> releases() {
        return Stream.of(
                Arguments.of("full", Question.USUAL_PURPOSE, "file"),
                Arguments.of("masked", "信用核查", "data"),
                Arguments.of("verdict", "招标资格核验", "verify"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("releases")
    void no_more_is_asked_than_the_agreement_releases(String release, String purpose, String want) {
        asker.ask(question(neighbour).wanting(Question.Want.FILE).on(terms -> terms.purpose(purpose)));

        assertThat(neighbours.calls(neighbour).get(0).getBodyAsString()).contains("\"want\":\"" + want + "\"");
    }

    @Test
    void under_a_full_release_the_caller_sees_everything() {
        Asker.Reply reply = asker.ask(question(neighbour));

        assertThat(text(reply)).contains(HOLDER, "91360100YANGBEN10Q", "JY13601000009999", "热食");
    }

    @Test
    void under_a_masked_release_names_and_numbers_are_covered_and_extensions_left_out() {
        Asker.Reply reply = asker.ask(question(neighbour).on(terms -> terms.purpose("信用核查")));

        assertThat(reply.verdict()).contains(Reading.Answer.VALID);
        assertThat(text(reply)).contains("食品经营许可证").doesNotContain(HOLDER, "91360100YANGBEN10Q", "JY13601000009999", "热食");
        assertThat(reply.reading().licences().get(0).holderName()).isNotEmpty();
    }

    @Test
    void under_a_verdict_release_the_caller_sees_the_verdict_only() {
        Asker.Reply reply = asker.ask(question(neighbour).on(terms -> terms.purpose("招标资格核验")));

        assertThat(reply.verdict()).contains(Reading.Answer.VALID);
        assertThat(text(reply)).doesNotContain("食品经营许可证", HOLDER, "91360100", "JY136", "热食");
    }

    private static String text(Asker.Reply reply) {
        return new String(reply.body(), StandardCharsets.UTF_8);
    }
}
