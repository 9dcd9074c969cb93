package io.yizhan.dispatch;

import static io.yizhan.testing.Correspondence.evaluation;
import static io.yizhan.testing.Correspondence.recipient;
import static io.yizhan.testing.Correspondence.status;
import static io.yizhan.testing.Correspondence.taken;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import io.yizhan.testing.Correspondence;
import io.yizhan.testing.PartnersYaml;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A platform that broke off in the middle, and does not know a message by its id: nothing is sent to it twice unless it says that it has it not. */
class OutcomeUnknownTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int SILENT = 20;

    @RegisterExtension
    static final Correspondence world = Correspondence.usual().partners(PartnersYaml.changed(file -> {
        for (int i = 0; i < Correspondence.RECIPIENTS; i++) {
            file.endpoint(recipient(i), "service-evaluation").put("idempotent", false);
            if (i < SILENT) {
                file.endpoint(recipient(i), "service-evaluation").put("status", "/" + recipient(i) + "/status");
            }
        }
    }));

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final int number = NEXT.getAndIncrement();

    private void breakOff(int recipient, String id) {
        world.answers(recipient(recipient), WireMock.aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), taken());
        world.send(evaluation(id, recipient, "P-" + id));
    }

    private static void becomes(String id, String state) {
        Awaitility.await().atMost(LONG).until(() -> state(id).equals(state));
    }

    private static String state(String id) {
        return world.database().jdbi().withHandle(handle -> handle.createQuery("""
                        SELECT state || ' ' || attempts FROM delivery JOIN message USING (kind, id) WHERE sender_id = :id
                        UNION ALL SELECT state || ' ' || attempts FROM queued JOIN message ON queued.message = message.id WHERE sender_id = :id""")
                .bind("id", id)
                .mapTo(String.class)
                .findOne()
                .orElse("none"));
    }

    @Test
    void is_delivered_where_the_platform_says_it_has_it() {
        world.says(recipient(number), taken());
        breakOff(number, "a-" + number);
        becomes("a-" + number, "delivered 1");
        assertThat(world.received(recipient(number))).hasSize(1);
    }

    @Test
    void is_sent_again_where_the_platform_says_it_has_it_not() {
        world.says(recipient(number), taken().withBody("{\"code\":\"11\",\"msg\":\"无\",\"dataCount\":0,\"datas\":[]}"));
        breakOff(number, "b-" + number);
        becomes("b-" + number, "delivered 2");
    }

    @Test
    void waits_where_the_platform_does_not_say() {
        world.says(recipient(number), status(503));
        breakOff(number, "c-" + number);
        becomes("c-" + number, "unknown 1");
        Awaitility.await().during(Duration.ofSeconds(3)).atMost(LONG).until(() -> state("c-" + number).equals("unknown 1"));
    }

    @Test
    void waits_for_an_operator_where_nobody_can_be_asked() {
        breakOff(SILENT, "d");
        becomes("d", "unknown 1");
        Awaitility.await().during(Duration.ofSeconds(3)).atMost(LONG).until(() -> state("d").equals("unknown 1"));
        assertThat(reason("d")).isEqualTo("outcome-unknown");
    }

    private static String reason(String id) {
        return world.database().jdbi().withHandle(handle -> handle.createQuery(
                        "SELECT reason FROM queued JOIN message ON queued.message = message.id WHERE sender_id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .one());
    }
}
