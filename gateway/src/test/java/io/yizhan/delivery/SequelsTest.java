package io.yizhan.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.testing.TestDatabase;
import io.yizhan.vocabulary.MessageId;
import java.time.Duration;
import java.time.Instant;
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
        sequels.later(ONE, NOW);
        assertThat(sequels.due(10, NOW.plusSeconds(9))).isEmpty();
        assertThat(sequels.due(10, NOW.plusSeconds(10))).containsExactly(ONE);
        sequels.later(ONE, NOW);
        assertThat(sequels.due(10, NOW.plusSeconds(19))).isEmpty();
        assertThat(sequels.due(10, NOW.plusSeconds(20))).containsExactly(ONE);
    }

    @Test
    void in_the_end_it_waits_for_a_person() {
        for (int i = 0; i < Sequels.ATTEMPTS; i++) {
            sequels.later(ONE, NOW);
        }
        assertThat(sequels.due(10, NOW.plus(Duration.ofDays(100)))).isEmpty();
    }
}
