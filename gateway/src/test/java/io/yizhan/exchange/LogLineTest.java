package io.yizhan.exchange;

import static io.yizhan.exchange.Neighbours.json;
import static io.yizhan.exchange.Neighbours.question;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.testing.CapturedLog;
import io.yizhan.testing.RunningWorld;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One line per exchange: message id, kind, from, to, outcome, milliseconds. */
class LogLineTest {
    @Order(1)
    @RegisterExtension
    static final CapturedLog log = new CapturedLog();

    @Order(2)
    @RegisterExtension
    static final Neighbours neighbours = new Neighbours();

    @Order(3)
    @RegisterExtension
    static final RunningWorld world = RunningWorld.with(Map.of("record.patience", "500ms"), neighbours::join).wired();

    private static final String VALID = """
            {"code":"00","msg":"成功","dataCount":1,"datas":[{"verify_result":"05"}]}""";

    private final Neighbour neighbour = neighbours.speaking("zhejiang");
    private final Asker asker = world.asker(Platform.JIANGXI);

    private static List<String> linesDuring(Runnable exchange) {
        int before = log.of("exchange").size();
        exchange.run();
        List<String> all = log.of("exchange");
        return all.subList(before, all.size());
    }

    @Test
    void an_answered_exchange_is_one_line() {
        neighbours.answer(neighbour, json(VALID));
        Asker.Reply[] reply = new Asker.Reply[1];

        List<String> lines = linesDuring(() -> reply[0] = asker.ask(question(neighbour)));

        String id = reply[0].headers().get("ce-id").get(0);
        assertThat(lines).singleElement().asString()
                .matches(Pattern.quote(id) + " licence-recognition jiangxi > " + neighbour.id() + " answered \\d+ ms");
    }

    static Stream<Arguments> refusals() {
        UnaryOperator<Asker.Draft> asItIs = draft -> draft;
        UnaryOperator<Asker.Call> sent = call -> call;
        byte[] broken = "{".getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                Arguments.of("the answerer's refusal", asItIs, sent, "licence-recognition jiangxi > NEIGHBOUR endpoint-refused"),
                Arguments.of("a message that cannot be read", (UnaryOperator<Asker.Draft>) draft -> draft.saying(broken), sent,
                        "licence-recognition jiangxi > - malformed"),
                Arguments.of("a region that does not exist",
                        (UnaryOperator<Asker.Draft>) draft -> draft.edit(body -> body.put("XZQHDM", "990000")), sent,
                        "licence-recognition jiangxi > - no-such-region"),
                Arguments.of("a kind that does not exist", (UnaryOperator<Asker.Draft>) draft -> draft.at("/exchange/none", ""), sent,
                        "- jiangxi > - unknown-kind"),
                Arguments.of("a wrong signature", asItIs, (UnaryOperator<Asker.Call>) call -> call.saying(broken), "- - > - bad-signature"),
                Arguments.of("a path nobody serves", asItIs, (UnaryOperator<Asker.Call>) call -> call.at(call.uri().resolve("/nowhere")),
                        "- - > - unknown-kind"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void a_refused_exchange_is_one_line(String what, UnaryOperator<Asker.Draft> before, UnaryOperator<Asker.Call> after, String line) {
        neighbours.answer(neighbour, json("{\"code\":\"03\"}"));
        Asker.Call call = after.apply(asker.sign(before.apply(asker.draft(question(neighbour)))));
        Asker.Reply[] reply = new Asker.Reply[1];

        List<String> lines = linesDuring(() -> reply[0] = asker.send(call));

        String id = reply[0].json().path("exchange").asText();
        assertThat(lines).singleElement().asString().matches(Pattern.quote(id + " " + line.replace("NEIGHBOUR", neighbour.id())) + " \\d+ ms");
    }

    @Test
    void an_exchange_called_again_and_again_is_one_line() {
        neighbours.answer(neighbour, Neighbours.status(503));

        List<String> lines = linesDuring(() -> asker.ask(question(neighbour)));

        assertThat(lines).singleElement().asString().contains(" endpoint-unavailable ");
    }

    @Test
    void a_replayed_request_is_one_line_of_its_own() {
        neighbours.answer(neighbour, json(VALID));
        Asker.Call call = asker.sign(asker.draft(question(neighbour)));
        asker.send(call);

        List<String> lines = linesDuring(() -> asker.send(call));

        assertThat(lines).singleElement().asString().contains(" replayed ");
    }

    @Test
    void a_reply_that_could_not_be_written_down_is_one_line() {
        neighbours.answer(neighbour, json(VALID));
        neighbours.interference().meanwhile(neighbour, () -> world.wire().cut());

        List<String> lines = linesDuring(() -> asker.ask(question(neighbour)));

        assertThat(lines).filteredOn(line -> line.contains(neighbour.id())).singleElement().asString().contains(" evidence-unavailable ");
    }

    @AfterEach
    void has_its_database_again() {
        world.wire().heal();
        Neighbour another = neighbours.speaking("zhejiang");
        neighbours.answer(another, json(VALID));
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> asker.ask(question(another)).refusal().isEmpty());
    }
}
