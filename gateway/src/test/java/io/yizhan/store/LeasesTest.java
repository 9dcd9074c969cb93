package io.yizhan.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.store.Leases.Lease;
import io.yizhan.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class LeasesTest {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.fresh();

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final Leases leases = Leases.in(database.jdbi());
    private final String name = "test " + UUID.randomUUID();

    @Test
    void gives_a_lease_to_the_first() {
        assertThat(leases.take(name, LONG)).isPresent();
    }

    @Test
    void gives_it_to_nobody_else_while_it_lasts() {
        leases.take(name, LONG);
        assertThat(leases.take(name, LONG)).isEmpty();
    }

    @Test
    void keeps_one_name_apart_from_another() {
        leases.take(name, LONG);
        assertThat(leases.take(name + " another", LONG)).isPresent();
    }

    @Test
    void gives_it_to_the_next_when_it_is_given_back() {
        leases.giveBack(leases.take(name, LONG).orElseThrow());
        assertThat(leases.take(name, LONG)).isPresent();
    }

    @Test
    void gives_it_to_the_next_when_its_holder_is_not_heard_of_any_more() {
        Lease lost = leases.take(name, SHORT).orElseThrow();
        Lease next = eventually();
        assertThat(next.token()).isGreaterThan(lost.token());
    }

    @Test
    void lasts_as_long_as_its_holder_renews_it() {
        Lease lease = leases.take(name, SHORT).orElseThrow();
        assertThat(leases.renew(lease, LONG)).isTrue();
        assertThat(leases.take(name, LONG)).isEmpty();
    }

    @Test
    void tells_a_holder_that_was_overtaken() {
        Lease lost = leases.take(name, SHORT).orElseThrow();
        eventually();
        assertThat(leases.renew(lost, LONG)).isFalse();
    }

    @Test
    void is_not_given_back_by_one_that_was_overtaken() {
        Lease lost = leases.take(name, SHORT).orElseThrow();
        eventually();
        leases.giveBack(lost);
        assertThat(leases.take(name, LONG)).isEmpty();
    }

    @Test
    void goes_to_exactly_one_of_many_on_two_nodes() {
        try (Database node = database.another(4)) {
            Leases other = Leases.in(node.jdbi());
            List<Optional<Lease>> taken = IntStream.range(0, 200).parallel().mapToObj(i -> (i % 2 == 0 ? leases : other).take(name, LONG)).toList();
            assertThat(taken).filteredOn(Optional::isPresent).hasSize(1);
        }
    }

    private Lease eventually() {
        return Awaitility.await().until(() -> leases.take(name, LONG), Optional::isPresent).orElseThrow();
    }
}
