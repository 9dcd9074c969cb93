package io.yizhan.console;

import static io.yizhan.testing.Correspondence.evaluation;
import static io.yizhan.testing.Correspondence.recipient;
import static io.yizhan.testing.Correspondence.status;
import static io.yizhan.testing.Correspondence.taken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.assembly.Machine;
import io.yizhan.assembly.Office;
import io.yizhan.console.DeadLetters.Ending;
import io.yizhan.delivery.Deliveries.Key;
import io.yizhan.delivery.Deliveries.Selection;
import io.yizhan.delivery.Deliveries.Stuck;
import io.yizhan.delivery.Queue.State;
import io.yizhan.testing.Correspondence;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an operator decides of deliveries that were given up, beside a running gateway. */
class DeadLettersTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Operator WHO = new Operator("zhang.san");

    @RegisterExtension
    static final Correspondence world =
            Correspondence.usual().kinds(Map.of("attempts", "1", "firstPause", "1s", "longestPause", "1s"));

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final int number = NEXT.getAndIncrement();
    private final String recipient = recipient(number);
    private Office office;

    @BeforeEach
    void open() {
        office = Office.beside(world.settings(), Machine.present());
    }

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    void lists_those_for_a_partner_with_the_reason() {
        dead();
        assertThat(found()).extracting(stuck -> stuck.delivery().reason()).containsExactly("endpoint-unavailable");
    }

    @Test
    void delivers_what_is_replayed() {
        Key key = dead();
        assertThat(letters().replay(key, WHO)).isEqualTo(Ending.DONE);
        Awaitility.await().atMost(LONG).until(() -> world.received(recipient).size() == 2);
    }

    @Test
    void writes_who_replayed_into_the_ledger() {
        Key key = dead();
        letters().replay(key, WHO);
        assertThat(entries(key)).contains("replay operator:zhang.san again");
    }

    @Test
    void replays_nothing_that_was_delivered_meanwhile_and_writes_nothing() {
        Key key = dead();
        letters().replay(key, WHO);
        Awaitility.await().atMost(LONG).until(() -> letters().replay(key, WHO) == Ending.ALREADY_DELIVERED);
        assertThat(entries(key)).filteredOn(entry -> entry.startsWith("replay")).hasSize(1);
    }

    @Test
    void replays_all_that_are_meant() {
        dead();
        assertThat(letters().replay(selection(), WHO)).isEqualTo(Map.of(Ending.DONE, 1));
    }

    @Test
    void discards_for_a_reason_and_tells_the_sender() {
        Key key = dead();
        assertThat(letters().discard(key, WHO, "sent by mistake")).isEqualTo(Ending.DONE);
        assertThat(entries(key)).contains("discard operator:zhang.san discarded: sent by mistake");
        assertThat(world.ask(key.message().toString()).body()).contains("discarded");
        assertThat(own(key)).contains("discarded");
    }

    @Test
    void discards_nothing_without_a_reason() {
        Key key = dead();
        assertThatThrownBy(() -> letters().discard(key, WHO, " ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writes_down_who_has_seen_what_it_says() {
        Key key = dead();
        byte[] content = letters().content(key, WHO).fold(bytes -> bytes, refusal -> new byte[0]);
        assertThat(new String(content, StandardCharsets.UTF_8)).contains("GJ-PJ-dead-" + number);
        assertThat(entries(key)).contains("inspect operator:zhang.san shown");
    }

    @Test
    void settles_an_unknown_one_that_is_known_to_have_arrived() {
        Key key = unknown();
        assertThat(letters().resolve(key, true, WHO)).isEqualTo(Ending.DONE);
        assertThat(letters().resolve(key, true, WHO)).isEqualTo(Ending.ALREADY_DELIVERED);
    }

    @Test
    void sends_an_unknown_one_again() {
        Key key = unknown();
        letters().resolve(key, false, WHO);
        Awaitility.await().atMost(LONG).until(() -> world.received(recipient).size() == 2);
    }

    @Test
    void says_that_there_is_no_such_delivery() {
        assertThat(letters().replay(new Key(MessageId.parse("01935b2e-7c00-7000-8000-000000000000"), recipient), WHO)).isEqualTo(Ending.NONE);
    }

    @Test
    void reconciles_a_day_with_what_the_partner_has() {
        dead();
        LocalDate today = LocalDate.ofInstant(found().get(0).accepted(), ZoneId.of("Asia/Shanghai"));
        Reconciliation.Day day = office.reconciliation().of(new PartnerId(recipient), Environment.PRODUCTION, today, Optional.empty());
        assertThat(day.lines()).extracting(Reconciliation.Line::state).containsExactly("accepted", "dead");
        assertThat(day.against(List.of("dead-" + number)).none()).isTrue();
        assertThat(day.against(List.of("another")).there()).containsExactly("another");
    }

    private Key dead() {
        world.answers(recipient, status(503), taken());
        world.send(evaluation("dead-" + number, number, "P-" + number));
        return Awaitility.await().atMost(LONG).until(this::found, all -> !all.isEmpty()).get(0).delivery().key();
    }

    /** Not due for a while, so that the gateway does not look into it by itself meanwhile. */
    private Key unknown() {
        Key key = dead();
        world.database().jdbi().useHandle(handle -> handle.execute(
                "UPDATE queued SET state = 'unknown', due = now() + interval '1 hour' WHERE message = ?", key.message().value()));
        return key;
    }

    private List<Stuck> found() {
        return letters().list(selection(), Optional.empty(), 10);
    }

    private Selection selection() {
        return new Selection(
                State.DEAD, Optional.empty(), Optional.of(new PartnerId(recipient)), Optional.empty(), Optional.of("endpoint-unavailable"), Optional.empty());
    }

    private DeadLetters letters() {
        return office.deadLetters();
    }

    private List<String> entries(Key key) {
        return office.ledger().of(key.message()).stream().map(entry -> entry.step() + " " + entry.mappings() + " " + entry.outcome()).toList();
    }

    /** What the gateway wrote to the sender about it. */
    private String own(Key key) {
        return world.database().jdbi().withHandle(handle -> handle.createQuery(
                        "SELECT convert_from(content, 'UTF8') FROM payload WHERE convert_from(content, 'UTF8') LIKE :about AND kind = 'delivery-status'")
                .bind("about", "%" + key.message() + "%")
                .mapTo(String.class)
                .list()
                .toString());
    }
}
