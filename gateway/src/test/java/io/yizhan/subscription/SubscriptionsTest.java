package io.yizhan.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.subscription.Subscriptions.Cursor;
import io.yizhan.subscription.Subscriptions.Item;
import io.yizhan.subscription.Subscriptions.Line;
import io.yizhan.subscription.Subscriptions.Whose;
import io.yizhan.testing.TestDatabase;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.PartnerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SubscriptionsTest {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.fresh();

    private static final Line LINE = new Line("policies", Environment.PRODUCTION);
    private static final PartnerId PARTNER = new PartnerId("partner");
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(3600);
    private static final int MOST = 3;

    private final Subscriptions subscriptions = Subscriptions.in(database.jdbi());

    @BeforeEach
    void begin_with_nothing() {
        database.jdbi().useHandle(handle -> handle.execute("TRUNCATE saved_profile, profile_told, profile_cursor"));
    }

    private boolean save(String name) {
        return subscriptions.save(new SavedProfile(LINE, PARTNER, name, new byte[] {1}, false, LATER), 7, MOST);
    }

    private Set<Whose> tell(long version, String... names) {
        List<Whose> matching = List.of(names).stream().map(SubscriptionsTest::whose).toList();
        return database.jdbi().inTransaction(handle ->
                subscriptions.tell(handle, LINE, new Item(new PartnerId("publisher"), "item", version), List.of(whose("a"), whose("b")), matching));
    }

    private static Whose whose(String name) {
        return new Whose(PARTNER, name);
    }

    @Test
    void keeps_what_was_saved_last() {
        save("a");
        subscriptions.save(new SavedProfile(LINE, PARTNER, "a", new byte[] {2}, true, LATER), 9, MOST);
        SavedProfile found = subscriptions.find(LINE, PARTNER, "a", NOW).orElseThrow();
        assertThat(found.sealed()).containsExactly(2);
        assertThat(found.open()).isTrue();
    }

    @Test
    void keeps_no_more_than_a_partner_may_have() {
        assertThat(List.of(save("a"), save("b"), save("c"), save("d"), save("a"))).containsExactly(true, true, true, false, true);
    }

    @RepeatedTest(5)
    void keeps_no_more_when_many_are_saved_at_once() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        CountDownLatch together = new CountDownLatch(1);
        List<CompletableFuture<Boolean>> saving = IntStream.range(0, 8)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> {
                    await(together);
                    return save("p" + n);
                }, threads))
                .toList();

        together.countDown();

        assertThat(saving.stream().map(CompletableFuture::join).filter(saved -> saved)).hasSize(MOST);
        assertThat(database.jdbi().<Integer, RuntimeException>withHandle(handle -> handle.select("SELECT count(*) FROM saved_profile").mapTo(Integer.class).one()))
                .isEqualTo(MOST);
        threads.shutdown();
    }

    @Test
    void the_last_one_a_partner_may_have_is_saved_as_often_as_it_is_sent_at_once() {
        save("a");
        save("b");
        List<CompletableFuture<Boolean>> saving = IntStream.range(0, 4).mapToObj(n -> CompletableFuture.supplyAsync(() -> save("c"))).toList();
        assertThat(saving.stream().map(CompletableFuture::join)).containsOnly(true);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void knows_nothing_of_what_was_removed_or_is_over() {
        save("a");
        save("b");
        assertThat(subscriptions.remove(LINE, PARTNER, "a")).isTrue();
        assertThat(subscriptions.remove(LINE, PARTNER, "a")).isFalse();
        assertThat(subscriptions.find(LINE, PARTNER, "a", NOW)).isEmpty();
        assertThat(subscriptions.find(LINE, PARTNER, "b", LATER)).isEmpty();
        assertThat(subscriptions.forget(LATER)).isOne();
    }

    @Test
    void tells_of_what_comes_after_the_first_was_saved() {
        save("a");
        subscriptions.save(new SavedProfile(LINE, PARTNER, "b", new byte[] {1}, false, LATER), 9, MOST);
        assertThat(begin().change()).isEqualTo(7);
        assertThat(begin().last()).isEmpty();
    }

    @Test
    void goes_on_after_the_last_that_everybody_was_told_of() {
        save("a");
        Cursor last = new Cursor(9, Optional.of(new Item(new PartnerId("publisher"), "item", 2)), NOW);
        database.jdbi().useTransaction(handle -> subscriptions.end(handle, LINE, last));
        assertThat(begin()).isEqualTo(last);
        Cursor putBack = new Cursor(3, Optional.empty(), NOW);
        database.jdbi().useTransaction(handle -> subscriptions.end(handle, LINE, putBack));
        assertThat(begin()).isEqualTo(putBack);
    }

    private Cursor begin() {
        return database.jdbi().<Optional<Cursor>, RuntimeException>inTransaction(handle -> subscriptions.begin(handle, LINE)).orElseThrow();
    }

    @Test
    void only_one_node_at_a_time_tells() {
        save("a");
        database.jdbi().useTransaction(first -> {
            assertThat(subscriptions.begin(first, LINE)).isPresent();
            // on another thread, since JDBI takes this one's transaction for the same
            Optional<Cursor> second = CompletableFuture.supplyAsync(() -> database.jdbi().<Optional<Cursor>, RuntimeException>inTransaction(handle -> subscriptions.begin(handle, LINE))).join();
            assertThat(second).isEmpty();
        });
    }

    @Test
    void goes_through_all_of_them_page_by_page() {
        save("a");
        save("b");
        save("c");
        database.jdbi().useHandle(handle -> {
            List<SavedProfile> first = subscriptions.page(handle, LINE, NOW, Optional.empty(), 2);
            List<SavedProfile> second = subscriptions.page(handle, LINE, NOW, Optional.of(first.get(1)), 2);
            assertThat(first.stream().map(SavedProfile::name)).containsExactly("a", "b");
            assertThat(second.stream().map(SavedProfile::name)).containsExactly("c");
        });
    }

    @Test
    void tells_each_of_an_item_once() {
        save("a");
        save("b");
        assertThat(tell(1, "a")).containsExactly(whose("a"));
        assertThat(tell(2, "a", "b")).containsExactly(whose("b"));
        assertThat(tell(3, "a", "b")).isEmpty();
    }

    @Test
    void tells_again_of_what_had_ceased_to_be_for_somebody() {
        save("a");
        tell(1, "a");
        assertThat(tell(2)).isEmpty();
        assertThat(tell(3, "a")).containsExactly(whose("a"));
    }

    @Test
    void what_was_not_told_in_the_end_is_told_again() {
        save("a");
        assertThatThrownBy(() -> database.jdbi().useTransaction(handle -> {
                    subscriptions.tell(handle, LINE, new Item(new PartnerId("publisher"), "item", 1), List.of(whose("a")), List.of(whose("a")));
                    throw new IllegalStateException("the node falls");
                }))
                .hasMessage("the node falls");
        assertThat(tell(1, "a")).containsExactly(whose("a"));
    }

    @Test
    void tells_nobody_who_was_removed_meanwhile() {
        save("a");
        subscriptions.remove(LINE, PARTNER, "a");
        assertThat(tell(1, "a")).isEmpty();
    }
}
