package io.yizhan.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.testing.TestDatabase;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What may follow of messages, until somebody has looked into it. */
class SequelsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final MessageId ONE = MessageId.of(NOW, 1, 1);

    @RegisterExtension
    static final TestDatabase database = TestDatabase.fresh();

    private final Sequels sequels = Sequels.in(database.jdbi(), message -> true);

    @BeforeEach
    void one_is_due() {
        database.jdbi().useHandle(handle -> handle.execute("TRUNCATE sequel"));
        database.jdbi().useHandle(handle -> handle.execute("INSERT INTO sequel (message) VALUES (?)", ONE.value()));
    }

    @Test
    void what_was_looked_into_is_due_no_more() {
        assertThat(sequels.due(10, NOW)).containsExactly(ONE);
        sequels.done(ONE);
        assertThat(sequels.due(10, NOW)).isEmpty();
    }

    @Test
    void what_could_not_be_looked_into_is_due_again_after_a_pause_that_doubles() {
        sequels.later(ONE, "broken", NOW);
        assertThat(sequels.due(10, NOW.plusSeconds(9))).isEmpty();
        assertThat(sequels.due(10, NOW.plusSeconds(10))).containsExactly(ONE);
        sequels.later(ONE, "broken", NOW);
        assertThat(sequels.due(10, NOW.plusSeconds(19))).isEmpty();
        assertThat(sequels.due(10, NOW.plusSeconds(20))).containsExactly(ONE);
    }

    @Test
    void in_the_end_it_waits_for_a_person() {
        fail();
        assertThat(sequels.due(10, NOW.plus(Duration.ofDays(100)))).isEmpty();
    }

    @Test
    void what_waits_for_a_person_is_shown_with_what_was_in_the_way() {
        Messages.in(database.jdbi()).prepare(List.of("consultation"), NOW);
        database.jdbi().useHandle(handle -> handle.execute(
                "INSERT INTO message VALUES ('consultation', ?, 'result', 'r0', 'test', NULL, 'urn:r0', NULL, ?, ?, '\\x01', 'message', '', NULL, '\\x01') ON CONFLICT DO NOTHING",
                ONE.value(), NOW.atOffset(ZoneOffset.UTC), NOW.atOffset(ZoneOffset.UTC)));
        assertThat(sequels.stuck(10)).isEmpty();
        fail();
        assertThat(sequels.stuck(10)).containsExactly(
                new Sequels.Stuck(ONE, "consultation", new PartnerId("r0"), Environment.TEST, NOW, Sequels.ATTEMPTS, "broken", NOW.plusSeconds(11)));
    }

    @Test
    void what_a_person_has_tried_again_begins_anew() {
        fail();
        assertThat(again()).isTrue();
        assertThat(sequels.due(10, NOW)).containsExactly(ONE);
        assertThat(sequels.stuck(10)).isEmpty();
    }

    @Test
    void what_waits_for_no_person_goes_on_as_it_was() {
        sequels.later(ONE, "broken", NOW);
        assertThat(again()).isFalse();
        assertThat(sequels.due(10, NOW.plusSeconds(9))).isEmpty();
    }

    private boolean again() {
        return database.jdbi().<Boolean, RuntimeException>inTransaction(handle -> sequels.again(handle, ONE));
    }

    private void fail() {
        for (int i = 0; i < Sequels.ATTEMPTS; i++) {
            sequels.later(ONE, "broken", NOW.plusSeconds(i));
        }
    }
}
