package io.yizhan.dispatch;

import static io.yizhan.testing.Correspondence.evaluation;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.dispatch.Receivers.Mailbox;
import io.yizhan.testing.Correspondence;
import io.yizhan.testing.PartnersYaml;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Partners that fetch: over real HTTP, signed as they sign. */
class MailboxTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @RegisterExtension
    static final Correspondence world = Correspondence.usual().settings(Map.of("http.workers", "8")).partners(PartnersYaml.changed(MailboxTest::fetching));

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final int number = NEXT.getAndIncrement();
    private final Mailbox mailbox = Mailbox.of(world, Correspondence.recipient(number));

    private static void fetching(PartnersYaml file) {
        for (int i = 0; i < Correspondence.RECIPIENTS; i++) {
            String recipient = Correspondence.recipient(i);
            file.endpoint(recipient, "service-evaluation").put("way", "mailbox").put("timeout", "3s").remove(List.of("url", "credential"));
            file.partner(recipient).putArray("keys").addObject().put("convention", "zhejiang").put("id", "app-" + recipient).put("environment", "production")
                    .put("secret", "env:SECRET");
        }
    }

    private void send(String name, String project) {
        assertThat(world.send(evaluation(name + "-" + number, number, project)).body()).contains("accepted_at");
    }

    /** Waits until something is there, and fetches it. */
    private Map<String, String> fetched() {
        return Mailbox.deliveries(mailbox.fetch("wait=20s"));
    }

    @Test
    void has_nothing_for_who_does_not_wait() {
        assertThat(mailbox.fetch("max=1").statusCode()).isEqualTo(204);
    }

    @Test
    void answers_with_nothing_when_the_time_is_over() {
        CompletableFuture<HttpResponse<String>> waiting = mailbox.fetching("wait=1s");
        assertThat(waiting).isNotDone();
        assertThat(waiting.join().statusCode()).isEqualTo(204);
    }

    @Test
    void hands_out_what_comes_while_somebody_waits() throws Exception {
        CompletableFuture<HttpResponse<String>> waiting = mailbox.fetching("wait=30s");
        send("a", "P");
        assertThat(Mailbox.deliveries(waiting.get(20, TimeUnit.SECONDS))).containsValue("a-" + number);
    }

    @Test
    void hands_out_the_message_as_it_would_have_been_sent() {
        send("b", "P");
        assertThat(mailbox.fetch("wait=20s").body())
                .contains("Content-Type: application/json")
                .contains("Yizhan-Kind: service-evaluation")
                .contains("Yizhan-Attempt: 1")
                .contains("\"assessNo\"");
    }

    @Test
    void hands_out_again_under_the_same_name_what_was_not_acknowledged() {
        send("c", "P");
        Map<String, String> first = fetched();
        assertThat(fetched()).isEqualTo(first).hasSize(1);
    }

    @Test
    void hands_out_nothing_twice_while_it_is_with_somebody() {
        send("d", "P");
        fetched();
        assertThat(mailbox.fetch("max=10").statusCode()).isEqualTo(204);
    }

    @Test
    void hands_out_nothing_again_that_was_acknowledged() {
        send("e", "P");
        fetched().keySet().forEach(mailbox::acknowledge);
        assertThat(mailbox.fetch("wait=5s").statusCode()).isEqualTo(204);
    }

    @Test
    void keeps_the_next_of_a_subject_until_the_one_before_is_acknowledged() {
        send("f1", "ONE");
        send("f2", "ONE");
        Map<String, String> first = fetched();
        first.keySet().forEach(mailbox::acknowledge);
        assertThat(first).containsValue("f1-" + number).hasSize(1);
        assertThat(fetched()).containsValue("f2-" + number).hasSize(1);
    }

    @Test
    void hands_out_no_more_than_is_asked_for() {
        IntStream.range(0, 3).forEach(i -> send("g" + i, "P" + i));
        Awaitility.await().atMost(LONG).until(() -> waiting() == 3);
        assertThat(Mailbox.deliveries(mailbox.fetch("max=2"))).hasSize(2);
    }

    private int waiting() {
        return world.database().jdbi().withHandle(handle -> handle.createQuery("SELECT count(*) FROM queued WHERE partner = :partner")
                .bind("partner", Correspondence.recipient(number))
                .mapTo(Integer.class)
                .one());
    }

    @Test
    void takes_an_acknowledgement_that_comes_twice() {
        send("h", "P");
        String delivery = fetched().keySet().iterator().next();
        mailbox.acknowledge(delivery);
        assertThat(mailbox.acknowledge(delivery).statusCode()).isEqualTo(204);
    }

    @Test
    void takes_an_acknowledgement_that_comes_late() {
        send("i", "P");
        String delivery = fetched().keySet().iterator().next();
        Awaitility.await().atMost(LONG).until(() -> world.database().jdbi().withHandle(handle -> handle.createQuery(
                        "SELECT state FROM queued WHERE partner = :partner")
                .bind("partner", Correspondence.recipient(number))
                .mapTo(String.class)
                .one()
                .equals("waiting")));
        assertThat(mailbox.acknowledge(delivery).statusCode()).isEqualTo(204);
    }

    @Test
    void knows_nothing_of_a_delivery_that_was_not_handed_out() {
        assertThat(mailbox.acknowledge("0193a5a0-0000-7000-8000-000000000000").body()).contains("no-such-message");
    }

    @Test
    void lets_nobody_acknowledge_for_another() {
        send("j", "P");
        String delivery = fetched().keySet().iterator().next();
        assertThat(Mailbox.of(world, Correspondence.recipient(39)).acknowledge(delivery).body()).contains("no-such-message");
    }

    @Test
    void refuses_a_wait_that_is_too_long() {
        assertThat(mailbox.fetch("wait=61s").body()).contains("malformed");
    }

    @Test
    void refuses_who_fetches_with_a_signature_that_was_used_before() {
        assertThat(mailbox.twice().body()).contains("replayed");
    }

    @Test
    void lets_many_wait_and_works_for_others_meanwhile() {
        List<CompletableFuture<HttpResponse<String>>> waiting = IntStream.range(0, 100).mapToObj(i -> mailbox.fetching("wait=60s")).toList();
        Mailbox other = Mailbox.of(world, Correspondence.recipient(38));
        assertThat(world.send(evaluation("k-" + number, 38, "P")).body()).contains("accepted_at");
        assertThat(Mailbox.deliveries(other.fetch("wait=20s"))).containsValue("k-" + number);
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        waiting.forEach(one -> one.cancel(true));
    }

    @Test
    void has_every_handing_out_in_the_ledger() {
        send("l", "P");
        fetched();
        fetched().keySet().forEach(mailbox::acknowledge);
        List<String> entries = world.database().jdbi().withHandle(handle -> handle.createQuery(
                        "SELECT step || ' ' || outcome FROM ledger_entry WHERE message = (SELECT id FROM message WHERE sender_id = :id) ORDER BY at, id")
                .bind("id", "l-" + number)
                .mapTo(String.class)
                .list());
        assertThat(entries).containsExactly("accept accepted", "attempt sent", "settle again:outcome-unknown", "attempt sent", "settle delivered");
    }
}
