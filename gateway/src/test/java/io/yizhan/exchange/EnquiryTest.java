package io.yizhan.exchange;

import static io.yizhan.testing.Correspondence.evaluation;
import static io.yizhan.testing.Correspondence.recipient;
import static io.yizhan.testing.Correspondence.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.yizhan.testing.Correspondence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What senders are told who ask what became of a message, over real HTTP. */
class EnquiryTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @RegisterExtension
    static final Correspondence world =
            Correspondence.usual().kinds(Map.of("attempts", "2", "firstPause", "1s", "longestPause", "1s"));

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final int number = NEXT.getAndIncrement();
    private final String recipient = recipient(number);

    @Test
    void tells_that_it_was_delivered_after_how_many_attempts_and_when() {
        String message = send();
        JsonNode delivery = await(message, "delivered");
        assertThat(delivery.path("partner").asText()).isEqualTo(recipient);
        assertThat(delivery.path("attempts").asInt()).isEqualTo(1);
        assertThat(delivery.path("settled").asText()).isNotEmpty();
    }

    @Test
    void tells_when_it_is_tried_again() {
        world.answers(recipient, status(503));
        String message = send();
        JsonNode delivery = await(message, "retrying");
        assertThat(delivery.path("nextAttempt").asText()).isNotEmpty();
        assertThat(delivery.path("reason").asText()).isEqualTo("endpoint-unavailable");
    }

    @Test
    void tells_that_it_was_given_up_and_why() {
        world.answers(recipient, status(503));
        assertThat(await(send(), "dead").path("reason").asText()).isEqualTo("endpoint-unavailable");
    }

    @Test
    void tells_that_it_was_refused() {
        world.answers(recipient, status(404));
        assertThat(await(send(), "refused").path("reason").asText()).isEqualTo("endpoint-refused");
    }

    @Test
    void tells_the_senders_own_id_of_it() {
        assertThat(told(world.ask(send())).path("id").asText()).isEqualTo("enquiry-" + number);
    }

    @Test
    void refuses_what_is_nobodys() {
        assertThat(world.ask("01935b2e-7c00-7000-8000-000000000000").body()).contains("no-such-message");
    }

    @Test
    void refuses_what_is_no_id() {
        assertThat(world.ask("anything").body()).contains("no-such-message");
    }

    @Test
    void refuses_what_is_somebody_elses() {
        await(send(), "delivered");
        String others = world.database().jdbi().withHandle(handle -> handle.createQuery("SELECT id::text FROM message WHERE sender <> :sender LIMIT 1")
                .bind("sender", Correspondence.SENDER)
                .mapTo(String.class)
                .one());
        assertThat(world.ask(others).body()).contains("no-such-message");
    }

    private String send() {
        JsonNode answer = json(world.send(evaluation("enquiry-" + number, number, "P-" + number)));
        return answer.path("data").path("message_id").asText();
    }

    private static JsonNode await(String message, String state) {
        return Awaitility.await().atMost(LONG).until(() -> told(world.ask(message)).path("deliveries").path(0), found -> found.path("state").asText().equals(state));
    }

    private static JsonNode told(HttpResponse<String> answer) {
        return json(answer).path("data");
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return new JsonMapper().readTree(answer.body());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
