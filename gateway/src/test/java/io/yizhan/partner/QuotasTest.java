package io.yizhan.partner;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.store.GroupLimits;
import io.yizhan.store.GroupWriter;
import io.yizhan.testing.TestDatabase;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.Release;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class QuotasTest {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.fresh();

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    private final Quotas quotas = Quotas.in();

    @Test
    void allows_up_to_the_quota_in_the_order_given() {
        assertThat(take(List.of(of("a", 2), of("a", 2), of("a", 2)), TODAY)).containsExactly(true, true, false);
    }

    @Test
    void counts_on_from_one_group_to_the_next() {
        take(List.of(of("b", 3), of("b", 3)), TODAY);
        assertThat(take(List.of(of("b", 3), of("b", 3)), TODAY)).containsExactly(true, false);
    }

    @Test
    void counts_each_agreement_for_itself() {
        assertThat(take(List.of(of("c", 1), of("d", 2), of("c", 1), of("d", 2)), TODAY)).containsExactly(true, true, false, true);
    }

    @Test
    void begins_anew_every_day() {
        take(List.of(of("e", 1)), TODAY);
        assertThat(take(List.of(of("e", 1)), TODAY.plusDays(1))).containsExactly(true);
    }

    @Test
    void allows_everything_without_a_quota() {
        assertThat(take(Collections.nCopies(5, agreement("f", Optional.empty())), TODAY)).containsOnly(true);
    }

    @Test
    void goes_by_a_raised_quota_at_once() {
        take(List.of(of("g", 1), of("g", 1)), TODAY);
        assertThat(take(List.of(of("g", 3), of("g", 3), of("g", 3)), TODAY)).containsExactly(true, true, false);
    }

    @Test
    void allows_nothing_more_under_a_quota_lowered_below_its_use() {
        take(Collections.nCopies(5, of("h", 10)), TODAY);
        assertThat(take(List.of(of("h", 2)), TODAY)).containsExactly(false);
    }

    @Test
    void allows_exactly_the_quota_to_many_at_once_on_two_nodes() {
        GroupWriter.Work<Agreement, Boolean> work = (handle, rows) -> quotas.take(handle, rows, TODAY);
        var limits = new GroupLimits(9, 10_000, Duration.ofSeconds(20));
        try (var one = GroupWriter.over(database.jdbi(), work, limits, System::nanoTime, "one");
                var pool = database.another(2);
                var other = GroupWriter.over(pool.jdbi(), work, limits, System::nanoTime, "other")) {
            var results = IntStream.range(0, 1_000).parallel().mapToObj(i -> (i % 2 == 0 ? one : other).write(of("many", 333))).toList();
            assertThat(results.stream().map(CompletableFuture::join).filter(allowed -> allowed)).hasSize(333);
        }
    }

    private List<Boolean> take(List<Agreement> agreements, LocalDate day) {
        return database.jdbi().inTransaction(handle -> quotas.take(handle, agreements, day));
    }

    private static Agreement of(String id, int quota) {
        return agreement(id, Optional.of(quota));
    }

    private static Agreement agreement(String id, Optional<Integer> quota) {
        return new Agreement(id, new PartnerId("jiangxi"), Set.of("*"), "kind", Set.of(), Set.of("holder"), Release.FULL, quota, TODAY, TODAY,
                List.of(Agreement.Way.DIRECT));
    }
}
