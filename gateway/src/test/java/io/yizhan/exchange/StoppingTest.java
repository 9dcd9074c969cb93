package io.yizhan.exchange;

import static io.yizhan.exchange.Neighbours.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.platforms.Reading;
import io.yizhan.sandbox.tongues.Case;
import io.yizhan.testing.RunningWorld;
import io.yizhan.vocabulary.RefusalCode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A gateway that is told to stop finishes what is under way. */
@Timeout(60)
class StoppingTest {
    private static final int SLOW_MILLISECONDS = 500;

    @Order(1)
    @RegisterExtension
    static final Neighbours neighbours = new Neighbours();

    private static final Neighbour SLOW = neighbours.speaking("zhejiang");

    @Order(2)
    @RegisterExtension
    static final RunningWorld world = RunningWorld.with(Map.of(), neighbours::join);

    @Test
    void an_exchange_under_way_is_answered_before_the_gateway_stops() {
        neighbours.answer(SLOW, json("{\"code\":\"00\",\"datas\":[{\"verify_result\":\"05\"}]}").withFixedDelay(SLOW_MILLISECONDS));
        Asker asker = acquainted();
        CompletableFuture<Asker.Reply> reply = CompletableFuture.supplyAsync(() -> asker.ask(Neighbours.question(SLOW)));
        await().atMost(Duration.ofSeconds(20)).until(() -> !neighbours.calls(SLOW).isEmpty() || reply.isDone());

        world.restart();

        assertThat(reply.join().verdict()).contains(Reading.Answer.VALID);
    }

    @Test
    void who_comes_while_it_stops_is_told_to_come_again() {
        Neighbour slower = neighbours.speaking("zhejiang");
        neighbours.answer(slower, json("{\"code\":\"00\",\"datas\":[{\"verify_result\":\"05\"}]}").withFixedDelay(8 * SLOW_MILLISECONDS));
        Asker asker = acquainted();
        CompletableFuture<Asker.Reply> underWay = CompletableFuture.supplyAsync(() -> asker.ask(Neighbours.question(slower)));
        await().atMost(Duration.ofSeconds(20)).until(() -> !neighbours.calls(slower).isEmpty() || underWay.isDone());

        CompletableFuture<Void> stopping = CompletableFuture.runAsync(world::restart);

        await().until(() -> asker.ask(Neighbours.question(SLOW)).refusal().equals(Optional.of(RefusalCode.GATEWAY_UNAVAILABLE.code())));
        assertThat(underWay.join().verdict()).contains(Reading.Answer.VALID);
        stopping.join();
    }

    /** One that has the gateway's keys already: where to would it go for them once the gateway has stopped? */
    private static Asker acquainted() {
        Asker asker = world.asker(Platform.JIANGXI);
        asker.ask(Case.of(Platform.ZHEJIANG, "valid").question());
        return asker;
    }
}
