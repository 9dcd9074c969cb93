package io.yizhan.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.yizhan.sandbox.Correspondent;
import io.yizhan.sandbox.cases.Said;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.platforms.Question;
import io.yizhan.sandbox.tongues.Case;
import io.yizhan.testing.RunningWorld;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every platform opens a case with every other one as its party, over real HTTP, each in its own dialect. */
class CaseTest {
    @RegisterExtension
    static final RunningWorld world = RunningWorld.usual();

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Map<Platform, Correspondent> CORRESPONDENTS = new ConcurrentHashMap<>();

    static Stream<Arguments> pairs() {
        return Arrays.stream(Platform.values()).flatMap(sender -> Arrays.stream(Platform.values())
                .filter(party -> party != sender)
                .map(party -> Arguments.of(sender, party)));
    }

    private static final Map<String, CompletableFuture<Void>> CASES = new HashMap<>();
    private static final Map<String, CompletableFuture<Void>> EVALUATIONS = new HashMap<>();

    /** All at once: each alone is mostly waiting. */
    @BeforeAll
    static void begin() {
        ExecutorService together = Executors.newFixedThreadPool(20);
        pairs().map(Arguments::get).forEach(pair -> {
            Platform sender = (Platform) pair[0];
            Platform other = (Platform) pair[1];
            CASES.put(sender + " " + other, CompletableFuture.runAsync(() -> exchangeACase(sender, other), together));
            EVALUATIONS.put(sender + " " + other, CompletableFuture.runAsync(() -> evaluate(sender, other), together));
        });
        together.shutdown();
    }

    @ParameterizedTest(name = "{0} and {1}")
    @MethodSource("pairs")
    void a_case_its_events_and_its_result_arrive_as_they_were_sent(Platform sender, Platform party) {
        assertThatCode(CASES.get(sender + " " + party)::get).doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0} and {1}")
    @MethodSource("pairs")
    void an_evaluation_arrives_as_it_was_sent_and_its_sender_is_told(Platform sender, Platform evaluated) {
        assertThatCode(EVALUATIONS.get(sender + " " + evaluated)::get).doesNotThrowAnyException();
    }

    private static void exchangeACase(Platform sender, Platform party) {
        Said.Submit submit = submit(sender, party, "YB-" + sender.id() + "-" + party.id());
        send(sender, submit);
        arrives(party, submit);

        Said.Event event = event(submit.number(), Said.Step.CORRECTION_REQUESTED, project(submit.number()));
        send(party, event);
        arrives(sender, event);

        Said.Event corrected = event(submit.number(), Said.Step.CORRECTED, "");
        send(sender, corrected);
        arrives(party, withProject(corrected, project(submit.number())));

        Said.Result result = result(submit.number(), party);
        send(party, result);
        arrives(sender, result);
    }

    private static void evaluate(Platform sender, Platform evaluated) {
        Said.Evaluation evaluation = new Said.Evaluation(
                "PJ-" + sender.id() + "-" + evaluated.id(), evaluated.region(), "BJ-1", sender.region(), Said.Satisfaction.SATISFIED, "一次办成", "2026-04-01T10:00:00");
        Correspondent.Sent sent = send(sender, evaluation);
        arrives(evaluated, evaluation);

        Awaitility.await().atMost(LONG).until(() -> world.simulators().office(sender).received().stream()
                .anyMatch(said -> said instanceof Said.Status status && status.id().equals(sent.id()) && status.state() == Said.State.DELIVERED));
    }

    private static Correspondent.Sent send(Platform sender, Said said) {
        Correspondent.Sent sent = CORRESPONDENTS.computeIfAbsent(sender, world::correspondent).send(said);
        assertThat(sent.refusal()).as(said.toString()).isEmpty();
        return sent;
    }

    private static void arrives(Platform at, Said said) {
        Awaitility.await().atMost(LONG).untilAsserted(() -> assertThat(world.simulators().office(at).received().stream()
                        .filter(each -> each.getClass() == said.getClass() && each.number().equals(said.number())))
                .contains(said));
    }

    private static Said.Submit submit(Platform sender, Platform party, String number) {
        return new Said.Submit(
                number, Said.Mode.REMOTE, Said.Rule.ALL, "餐饮店开办", "样本餐饮连锁开设分店（虚构）", "贵阳样本餐饮有限公司", "91520100YANGBEN10M", "样本甲", "13900000000",
                "2026-11-03", sender.requester().organisation(), sender.requester().name(), "SQ-2026-0001", "餐饮店开办，跨省联办",
                List.of(new Said.Party("p1", party.region(), "", List.of(), 20, 5, Said.Handling.PROMISED)),
                List.of(Said.Material.uploaded("申请书"), Said.Material.licence("营业执照", "YB-0001", identifier(sender))),
                false);
    }

    private static Said.Event event(String number, Said.Step step, String project) {
        String at = step == Said.Step.CORRECTED ? "2026-11-04T11:02:07" : "2026-11-04T09:00:05";
        return new Said.Event(number, "p1", project, step, "样本乙", "请补充平面图", at, List.of(Said.Material.uploaded("平面图")));
    }

    private static Said.Event withProject(Said.Event event, String project) {
        return new Said.Event(event.number(), event.party(), project, event.step(), event.handler(), event.explanation(), event.at(), event.materials());
    }

    private static Said.Result result(String number, Platform party) {
        return new Said.Result(
                number, "p1", project(number), Said.Outcome.GRANTED, "准予许可", "2026-11-05T15:30:00", "食品经营许可证", "YB-0002", identifier(party));
    }

    private static String project(String number) {
        return "SP-" + number;
    }

    private static String identifier(Platform platform) {
        return ((Question.Licence) Case.of(platform, "valid").question()).identifier();
    }
}
