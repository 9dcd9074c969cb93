package io.yizhan.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.delivery.Outbox;
import io.yizhan.delivery.Outbox.Notice;
import io.yizhan.delivery.Target;
import io.yizhan.store.Leases;
import io.yizhan.testing.MovableClock;
import io.yizhan.testing.TestDatabase;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.Release;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RelayTest {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.fresh();

    private static final Duration FORGOTTEN = Duration.ofSeconds(30);

    private final Random random = new Random(4);
    private final MovableClock clock = MovableClock.standing();
    private final Outbox outbox = Outbox.in(database.jdbi());
    private final Relay relay = relay();

    private Relay relay() {
        return Relay.of(outbox, Leases.in(database.jdbi()), FORGOTTEN, clock, step -> {});
    }

    @BeforeEach
    void begin_with_nothing() {
        database.jdbi().useHandle(handle -> handle.execute("TRUNCATE outbox, lease"));
    }

    @AfterEach
    void give_back() {
        relay.close();
    }

    @Test
    void publishes_what_was_accepted() {
        accepted();
        assertThat(relay.take()).hasSize(1);
    }

    @Test
    void publishes_nothing_while_another_node_does() {
        accepted();
        relay.take();
        try (Relay other = relay()) {
            assertThat(other.take()).isEmpty();
        }
    }

    @Test
    void publishes_nothing_again_before_its_time() {
        accepted();
        relay.published(relay.take());
        clock.passes(FORGOTTEN.minusSeconds(1));
        assertThat(relay.take()).isEmpty();
    }

    @Test
    void publishes_again_what_nobody_has_expanded() {
        accepted();
        List<Notice> first = relay.take();
        relay.published(first);
        clock.passes(FORGOTTEN.plusSeconds(2));
        assertThat(relay.take()).isEqualTo(first);
    }

    /** A machine whose clock is put right; or another node, whose clock is slow, has taken over. */
    @Test
    void publishes_again_what_nobody_has_expanded_although_the_clock_was_put_back() {
        accepted();
        List<Notice> first = relay.take();
        relay.published(first);
        clock.passes(Duration.ofHours(-1));
        relay.take();
        clock.passes(FORGOTTEN.plusSeconds(2));
        assertThat(relay.take()).isEqualTo(first);
    }

    private void accepted() {
        MessageId id = MessageId.of(clock.instant(), random.nextLong(), random.nextLong());
        Target target = new Target(new PartnerId("a"), "", "a/notice/production", "agreed", Release.FULL, false);
        database.jdbi().useTransaction(handle -> outbox.add(
                handle, List.of(new Outbox.Post(id, "notice", Optional.empty(), List.of(target), clock.instant().plus(Duration.ofDays(10))))));
    }
}
