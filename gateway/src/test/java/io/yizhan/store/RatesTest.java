package io.yizhan.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.store.Rates.Use;
import io.yizhan.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RatesTest {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.fresh();

    private static final Instant NOW = Instant.parse("2026-11-22T08:10:20Z");

    private final Rates rates = Rates.in();

    @Test
    void allows_up_to_the_rate_in_the_order_given() {
        assertThat(take(List.of(of("a"), of("b"), of("a"), of("a"), of("b")), NOW)).containsExactly(true, true, true, false, true);
    }

    @Test
    void counts_on_within_the_minute() {
        take(List.of(of("c")), NOW);
        assertThat(take(List.of(of("c"), of("c")), NOW.plusSeconds(39))).containsExactly(true, false);
    }

    @Test
    void begins_anew_with_the_next_minute() {
        take(Collections.nCopies(2, of("d")), NOW);
        assertThat(take(Collections.nCopies(3, of("d")), NOW.plusSeconds(40))).containsExactly(true, true, false);
    }

    @Test
    void counts_on_for_a_node_whose_clock_is_behind() {
        take(Collections.nCopies(2, of("e")), NOW);
        assertThat(take(List.of(of("e")), NOW.minusSeconds(60))).containsExactly(false);
    }

    @Test
    void does_not_let_a_clock_that_is_behind_open_the_minute_for_others() {
        take(Collections.nCopies(2, of("f")), NOW);
        take(List.of(of("f")), NOW.minusSeconds(60));
        assertThat(take(List.of(of("f")), NOW)).containsExactly(false);
    }

    @Test
    void does_not_count_what_it_refused() {
        take(Collections.nCopies(9, of("g")), NOW);
        assertThat(take(List.of(new Use("g", 3), new Use("g", 3)), NOW)).containsExactly(true, false);
    }

    @Test
    void allows_nothing_more_under_a_lower_rate() {
        take(List.of(of("h"), of("h")), NOW);
        assertThat(take(List.of(new Use("h", 1)), NOW)).containsExactly(false);
    }

    @Test
    void has_nothing_to_say_of_no_use() {
        assertThat(take(List.of(), NOW)).isEmpty();
    }

    @Test
    void allows_exactly_the_rate_to_many_at_once_on_two_nodes() {
        GroupWriter.Work<Use, Boolean> work = (handle, rows) -> rates.take(handle, rows, NOW);
        GroupLimits limits = new GroupLimits(9, 10_000, Duration.ofSeconds(20));
        try (var one = GroupWriter.over(database.jdbi(), work, limits, System::nanoTime, "one");
                Database pool = database.another(2);
                var other = GroupWriter.over(pool.jdbi(), work, limits, System::nanoTime, "other")) {
            List<CompletableFuture<Boolean>> results =
                    IntStream.range(0, 500).parallel().mapToObj(i -> (i % 2 == 0 ? one : other).write(new Use("many", 123))).toList();
            assertThat(results.stream().map(CompletableFuture::join).filter(allowed -> allowed)).hasSize(123);
        }
    }

    private List<Boolean> take(List<Use> uses, Instant now) {
        return database.jdbi().inTransaction(handle -> rates.take(handle, uses, now));
    }

    private static Use of(String name) {
        return new Use(name, 2);
    }
}
