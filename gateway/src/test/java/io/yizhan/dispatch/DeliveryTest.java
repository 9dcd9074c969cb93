package io.yizhan.dispatch;

import static io.yizhan.testing.Correspondence.evaluation;
import static io.yizhan.testing.Correspondence.recipient;
import static io.yizhan.testing.Correspondence.status;
import static io.yizhan.testing.Correspondence.taken;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.yizhan.testing.Correspondence;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is accepted is delivered, as often as allowed and no more, over real HTTP, a real database and a real Kafka. */
class DeliveryTest {
    private static final int ATTEMPTS = 4;
    private static final Duration LONG = Duration.ofSeconds(30);

    @RegisterExtension
    static final Correspondence world =
            Correspondence.usual().kinds(Map.of("attempts", String.valueOf(ATTEMPTS), "firstPause", "1s", "longestPause", "1s"));

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final int number = NEXT.getAndIncrement();
    private final String recipient = recipient(number);

    @Test
    void delivers_what_was_accepted() {
        send("a-" + number);
        Awaitility.await().atMost(LONG).untilAsserted(() -> assertThat(received()).hasSize(1));
    }

    @Test
    void acknowledges_with_an_id_an_entry_and_a_time() {
        assertThat(send("b-" + number).body()).contains("\"message_id\"").contains("\"entry\"").contains("\"accepted_at\"");
    }

    @Test
    void tells_of_the_first_acceptance_when_the_same_comes_again() {
        String first = send("c-" + number).body();
        assertThat(send("c-" + number).body()).isEqualTo(first);
    }

    @Test
    void delivers_once_what_came_a_hundred_times_at_once() {
        List<CompletableFuture<HttpResponse<String>>> sent = IntStream.range(0, 100)
                .mapToObj(i -> world.sending(world.url(), evaluation("d-" + number, number, "P")))
                .toList();
        assertThat(sent.stream().map(CompletableFuture::join).map(HttpResponse::body).distinct()).hasSize(1);
        Awaitility.await().during(Duration.ofSeconds(2)).atMost(LONG).until(() -> received().size() == 1);
    }

    @Test
    void refuses_the_same_id_with_other_content() {
        send("e-" + number);
        assertThat(world.send(evaluation("e-" + number, number, "OTHER")).body()).contains("conflicting-duplicate");
    }

    @Test
    void calls_exactly_as_often_as_the_kind_allows_and_then_gives_up() {
        world.answers(recipient, status(503));
        send("f-" + number);
        Awaitility.await().atMost(LONG).until(() -> state("f-" + number).equals("dead"));
        assertThat(received()).hasSize(ATTEMPTS);
    }

    @Test
    void goes_on_calling_until_it_is_taken() {
        world.answers(recipient, status(503), status(429), taken());
        send("g-" + number);
        Awaitility.await().atMost(LONG).until(() -> state("g-" + number).equals("delivered"));
        assertThat(received()).hasSize(3);
    }

    /** Or one answer would keep back, until it expires, all that is to go there. */
    @Test
    void waits_no_longer_than_the_kind_allows_whatever_the_platform_asks_for() {
        world.answers(recipient, status(503).withHeader("Retry-After", "31536000"), taken());
        send("m-" + number);
        Awaitility.await().atMost(LONG).until(() -> state("m-" + number).equals("delivered"));
        assertThat(received()).hasSize(2);
    }

    @Test
    void calls_once_who_refuses() {
        world.answers(recipient, status(404));
        send("h-" + number);
        Awaitility.await().atMost(LONG).until(() -> state("h-" + number).equals("refused"));
        assertThat(received()).hasSize(1);
    }

    @Test
    void keeps_the_order_of_one_case_while_one_of_it_is_tried_again() {
        world.answers(recipient, status(503), taken());
        IntStream.range(0, 5).forEach(i -> world.send(evaluation("i-" + number + "-" + i, number, "ONE")));
        Awaitility.await().atMost(LONG).until(() -> received().size() == 6);
        assertThat(received().stream().map(LoggedRequest::getBodyAsString).map(body -> body.replaceAll(".*(i-[0-9]+-[0-9]).*", "$1")))
                .containsExactly(id(0), id(0), id(1), id(2), id(3), id(4));
    }

    private String id(int i) {
        return "i-" + number + "-" + i;
    }

    @Test
    void has_every_attempt_in_the_ledger() {
        world.answers(recipient, status(503), taken());
        send("j-" + number);
        Awaitility.await().atMost(LONG).until(() -> state("j-" + number).equals("delivered"));
        assertThat(entries("j-" + number)).containsExactly("accept accepted", "attempt sent", "settle again:endpoint-unavailable", "attempt sent", "settle delivered");
    }

    @Test
    void tells_the_sender_that_it_was_delivered() {
        send("k-" + number);
        Awaitility.await().atMost(LONG).untilAsserted(() -> Assertions.assertThat(world.told().stream().map(LoggedRequest::getBodyAsString))
                .anyMatch(body -> body.contains("k-" + number)));
    }

    @Test
    void goes_on_after_a_restart_with_what_is_not_delivered_yet() {
        world.answers(recipient, status(503), taken());
        send("l-" + number);
        Awaitility.await().atMost(LONG).until(() -> received().size() == 1);
        world.restart();
        Awaitility.await().atMost(LONG).until(() -> state("l-" + number).equals("delivered"));
        assertThat(received()).hasSize(2);
    }

    private HttpResponse<String> send(String id) {
        return world.send(evaluation(id, number, "P-" + id));
    }

    private List<LoggedRequest> received() {
        return world.received(recipient);
    }

    private String state(String id) {
        return world.database().jdbi().withHandle(handle -> handle.createQuery("""
                        SELECT state FROM delivery JOIN message USING (kind, id) WHERE sender_id = :id
                        UNION ALL SELECT state FROM queued JOIN message ON queued.message = message.id WHERE sender_id = :id""")
                .bind("id", id)
                .mapTo(String.class)
                .findOne()
                .orElse("none"));
    }

    private List<String> entries(String id) {
        return world.database().jdbi().withHandle(handle -> handle.createQuery("""
                        SELECT step || ' ' || outcome FROM ledger_entry WHERE message = (SELECT id FROM message WHERE sender_id = :id) ORDER BY at, id""")
                .bind("id", id)
                .mapTo(String.class)
                .list());
    }
}
