package io.yizhan.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.sandbox.World;
import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.platforms.Question;
import io.yizhan.sandbox.platforms.Reading;
import io.yizhan.sandbox.tongues.Case;
import io.yizhan.testing.PartnersYaml;
import io.yizhan.testing.RunningWorld;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is the same request again and what only looks like it. */
class ReplayTest {
    private static final int MANY = 1_000;
    private static final int AT_ONCE = 12;
    private static final EcdsaSeal ECDSA = EcdsaSeal.fresh("jiangxi-ecdsa");

    @TempDir
    static Path directory;

    @RegisterExtension
    static final RunningWorld world = RunningWorld.with(
            Map.of("http.port", Integer.toString(World.freePort())), PartnersYaml.changed(ReplayTest::addKey));

    private static void addKey(PartnersYaml file) {
        file.partner("jiangxi").withArray("keys").addObject()
                .put("convention", "native")
                .put("id", ECDSA.keyId())
                .put("environment", "production")
                .put("algorithm", "ecdsa-p256-sha256")
                .put("public", "file:" + ECDSA.publish(directory.resolve("ecdsa.pem")));
    }

    private static Question question(Platform caller) {
        return Case.of(caller == Platform.JIANGXI ? Platform.ZHEJIANG : Platform.JIANGXI, "valid").question();
    }

    private static Asker at(Platform caller, Instant time) {
        return world.asker(caller, () -> time);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"NATIONAL", "ZHEJIANG"})
    @Timeout(180)
    void a_thousand_honest_calls_of_one_millisecond_are_all_answered(Platform caller) throws Exception {
        Asker asker = at(caller, Instant.now());
        List<Asker.Call> calls = Stream.generate(() -> asker.sign(asker.draft(question(caller)))).limit(MANY).toList();
        assertThat(calls).extracting(ReplayTest::signature).containsOnly(signature(calls.get(0)));

        List<Asker.Reply> replies = sendAll(asker, calls);

        assertThat(replies).hasSize(MANY).allSatisfy(reply -> assertThat(reply.verdict()).contains(Reading.Answer.VALID));
    }

    private static String signature(Asker.Call call) {
        return call.uri().getQuery() + call.header("gjgxjhpt_sign");
    }

    private static List<Asker.Reply> sendAll(Asker asker, List<Asker.Call> calls) throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Callable<Asker.Reply>> work = calls.stream().<Callable<Asker.Reply>>map(call -> () -> asker.send(call)).toList();
            List<Asker.Reply> replies = new ArrayList<>();
            for (Future<Asker.Reply> sent : senders.invokeAll(work)) {
                replies.add(sent.get());
            }
            return replies;
        } finally {
            senders.shutdownNow();
            senders.awaitTermination(10, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void of_one_request_sent_many_times_at_once_only_one_is_answered(Platform caller) throws Exception {
        Asker asker = world.asker(caller);
        Asker.Call call = asker.sign(asker.draft(question(caller)));

        List<Asker.Reply> replies = sendAll(asker, Stream.generate(() -> call).limit(AT_ONCE).toList());

        assertThat(replies).filteredOn(reply -> reply.verdict().isPresent()).hasSize(1);
        assertThat(replies).filteredOn(reply -> reply.refusal().filter("replayed"::equals).isPresent()).hasSize(AT_ONCE - 1);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void a_request_that_was_refused_cannot_be_sent_again_either(Platform caller) {
        Asker asker = world.asker(caller);
        Question.Licence question = (Question.Licence) question(caller);
        Asker.Call call = asker.sign(asker.draft(question.on(terms -> terms.purpose("随便看看"))));
        asker.send(call);

        Asker.Reply again = asker.send(call);

        assertThat(again.refusal()).contains("replayed");
    }

    @Test
    void the_twin_of_a_seen_ecdsa_signature_is_a_replay() {
        Asker jiangxi = world.asker(Platform.JIANGXI);
        Asker.Call call = ECDSA.sign(world.url(), jiangxi.draft(question(Platform.JIANGXI)), Instant.now());
        assertThat(jiangxi.send(call).verdict()).contains(Reading.Answer.VALID);

        Asker.Reply again = jiangxi.send(EcdsaSeal.twin(call));

        assertThat(again.refusal()).contains("replayed");
    }

    @Test
    void the_twin_of_an_ecdsa_signature_that_was_not_seen_is_as_good_as_the_first() {
        Asker jiangxi = world.asker(Platform.JIANGXI);
        Asker.Call call = ECDSA.sign(world.url(), jiangxi.draft(question(Platform.JIANGXI)), Instant.now());

        Asker.Reply reply = jiangxi.send(EcdsaSeal.twin(call));

        assertThat(reply.verdict()).contains(Reading.Answer.VALID);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void the_same_message_signed_afresh_runs_again(Platform caller) {
        Instant now = Instant.now();
        Asker.Draft draft = world.asker(caller).draft(question(caller));
        at(caller, now.minusSeconds(2)).send(at(caller, now.minusSeconds(2)).sign(draft));

        Asker.Reply again = at(caller, now).send(at(caller, now).sign(draft));

        assertThat(again.verdict()).contains(Reading.Answer.VALID);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void the_same_id_with_another_content_is_a_conflict_however_it_is_signed(Platform caller) {
        Asker asker = world.asker(caller);
        Asker.Draft draft = asker.draft(question(caller));
        asker.send(asker.sign(draft));

        // white space is another content in every notation: what counts is the bytes received
        byte[] longer = Arrays.copyOf(draft.body(), draft.body().length + 1);
        longer[draft.body().length] = ' ';
        Asker.Reply other = asker.send(asker.sign(draft.saying(longer)));

        assertThat(other.refusal()).contains("conflicting-duplicate");
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void a_replay_is_known_after_the_gateway_was_started_again(Platform caller) {
        Asker asker = world.asker(caller);
        Asker.Call call = asker.sign(asker.draft(question(caller)));
        assertThat(asker.send(call).verdict()).contains(Reading.Answer.VALID);

        world.restart();

        assertThat(asker.send(call).refusal()).contains("replayed");
    }
}
