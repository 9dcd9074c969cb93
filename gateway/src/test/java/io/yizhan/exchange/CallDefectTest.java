package io.yizhan.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.tongues.Case;
import io.yizhan.testing.RunningWorld;
import io.yizhan.vocabulary.RefusalCode;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A credential that cannot be signed with, which no partners file lets in but a hand in the database may: the call itself fails. */
@Timeout(60)
class CallDefectTest {
    /** More than an endpoint has places for. */
    private static final int MANY = 40;

    @RegisterExtension
    static final RunningWorld world = RunningWorld.with(Map.of("registry.refresh", "100ms"), text -> text);

    @Test
    void a_defect_while_a_call_is_made_ends_the_exchange_and_takes_no_place_from_the_next() {
        Asker asker = world.asker(Platform.NATIONAL);
        Case question = Case.verdicts(Platform.ZHEJIANG).get(0);
        credentialOfZhejiang("not a name");
        await().atMost(Duration.ofSeconds(20)).until(() -> refusal(asker, question).equals(RefusalCode.GATEWAY_FAULT.code()));
        IntStream.range(0, MANY).forEach(again -> refusal(asker, question));

        credentialOfZhejiang("yizhan-at-zhejiang");

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(question.differences(asker.ask(question.question()).reading())).isEmpty());
    }

    private static String refusal(Asker asker, Case question) {
        return asker.ask(question.question()).refusal().orElse("");
    }

    private static void credentialOfZhejiang(String id) {
        world.database().aside().useTransaction(handle -> {
            handle.execute("UPDATE endpoint SET credential_id = ? WHERE owner = 'zhejiang'", id);
            handle.execute("UPDATE registry_version SET version = version + 1");
        });
    }
}
