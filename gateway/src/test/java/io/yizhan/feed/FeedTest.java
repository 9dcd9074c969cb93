package io.yizhan.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.feed.Feed.Changes;
import io.yizhan.feed.Feed.Line;
import io.yizhan.feed.Feed.Watch;
import io.yizhan.feed.Feed.Whose;
import io.yizhan.store.Database;
import io.yizhan.testing.TestDatabase;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.PartnerId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Items, versions and changes on a real database. */
class FeedTest {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.fresh();

    private static final Line LINE = new Line("policies", Environment.PRODUCTION);
    private static final PartnerId EAST = new PartnerId("east");
    private static final PartnerId WEST = new PartnerId("west");
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final Duration DAYS_30 = Duration.ofDays(30);
    private static final Duration DAYS_60 = Duration.ofDays(60);
    private static final Duration DAYS_90 = Duration.ofDays(90);

    private final Feed feed = Feed.in(database.jdbi());

    @BeforeEach
    void begin_with_nothing() {
        database.jdbi().useHandle(handle -> handle.execute("TRUNCATE feed_line, feed_item, feed_version"));
    }

    private static Publication item(String id, long version, String content) {
        return item(LINE, EAST, id, version, false, content);
    }

    private static Publication withdrawn(String id, long version) {
        return item(LINE, EAST, id, version, true, "{}");
    }

    private static Publication item(Line line, PartnerId publisher, String id, long version, boolean withdrawn, String content) {
        return new Publication(new Publication.Name(line, publisher, id), version, withdrawn, bytes(content), NOW);
    }

    private List<Result> publish(Publication... publications) {
        return publish(List.of(publications));
    }

    private List<Result> publish(List<Publication> publications) {
        return database.jdbi().inTransaction(handle -> feed.publish(handle, publications));
    }

    private Changes changes(long since) {
        return feed.changes(LINE, Whose.anyones(), since, 1000);
    }

    private List<String> names(long since) {
        return changes(since).items().stream().map(item -> item.id() + " " + item.version() + (item.withdrawn() ? " withdrawn" : "")).toList();
    }

    @Test
    void publishes_updates_and_withdraws() {
        assertThat(publish(item("a", 1, "1"), item("b", 1, "1"), item("a", 2, "2"), withdrawn("b", 2))).containsExactly(Result.NEW, Result.NEW, Result.UPDATED, Result.WITHDRAWN);
    }

    @Test
    void an_older_version_never_takes_the_place_of_a_newer_one() {
        publish(item("a", 3, "3"));
        assertThat(publish(item("a", 2, "2"))).containsExactly(Result.SUPERSEDED);
        assertThat(names(0)).containsExactly("a 3");
    }

    @Test
    void an_item_withdrawn_comes_back_only_as_a_newer_version() {
        publish(item("a", 1, "1"), withdrawn("a", 3));
        assertThat(publish(item("a", 2, "2"), item("a", 4, "4"))).containsExactly(Result.SUPERSEDED, Result.UPDATED);
        assertThat(names(0)).containsExactly("a 4");
    }

    @Test
    void keeps_every_version() {
        publish(item("a", 1, "1"));
        publish(item("a", 3, "3"));
        publish(item("a", 2, "2"));
        List<String> versions = database.jdbi().withHandle(handle -> handle.createQuery(
                        "SELECT version || ' ' || convert_from(content, 'UTF8') || coalesce('', ' ' || change) FROM feed_version ORDER BY version")
                .mapTo(String.class)
                .list());
        assertThat(versions).containsExactly("1 1", "2 2", "3 3");
    }

    @Test
    void the_same_once_more_is_no_change() {
        publish(item("a", 1, "1"));
        assertThat(publish(item("a", 1, "1"))).containsExactly(Result.SAME);
        assertThat(feed.last(LINE)).isOne();
    }

    @Test
    void the_same_version_with_another_content_is_refused() {
        publish(item("a", 1, "1"), item("a", 2, "2"));
        assertThat(publish(item("a", 1, "other"), item("b", 1, "1"), item("b", 1, "other")))
                .containsExactly(Result.CONFLICTING, Result.NEW, Result.CONFLICTING);
        assertThat(changes(0).items()).extracting(item -> new String(item.content(), StandardCharsets.UTF_8)).containsExactly("2", "1");
    }

    @Test
    void nothing_of_what_is_rolled_back_is_there() {
        database.jdbi().useHandle(handle -> {
            handle.begin();
            feed.publish(handle, List.of(item("a", 1, "1")));
            handle.rollback();
        });
        assertThat(names(0)).isEmpty();
    }

    @Test
    void tells_each_item_once_as_it_stands_in_the_order_of_changes() {
        publish(item("a", 1, "1"), item("b", 1, "1"), item("c", 1, "1"));
        publish(item("b", 2, "2"), withdrawn("a", 2));
        assertThat(names(0)).containsExactly("c 1", "b 2", "a 2 withdrawn");
    }

    @Test
    void goes_on_where_a_page_ended() {
        publish(item("a", 1, "1"), item("b", 1, "1"), item("c", 1, "1"));
        Changes first = feed.changes(LINE, Whose.anyones(), 0, 2);
        Changes second = feed.changes(LINE, Whose.anyones(), first.cursor(), 2);
        assertThat(List.of(first.items().size(), second.items().size())).containsExactly(2, 1);
        assertThat(List.of(first.more(), second.more())).containsExactly(true, false);
        assertThat(feed.changes(LINE, Whose.anyones(), second.cursor(), 2).cursor()).isEqualTo(second.cursor());
    }

    @Test
    void ends_a_page_early_where_items_are_large() {
        publish(IntStream.range(0, 5).mapToObj(n -> item("a" + n, 1, "x".repeat(3_000_000))).toList());
        Changes page = changes(0);
        assertThat(page.items()).hasSize(1);
        assertThat(page.more()).isTrue();
    }

    @Test
    void kinds_environments_and_publishers_are_apart() {
        publish(item("a", 1, "1"), item(LINE, WEST, "a", 7, false, "w"), item(new Line("policies", Environment.TEST), EAST, "t", 1, false, "t"),
                item(new Line("services", Environment.PRODUCTION), EAST, "s", 1, false, "s"));
        assertThat(feed.changes(LINE, Whose.of(Set.of(WEST)), 0, 10).items()).extracting(Item::version).containsExactly(7L);
        assertThat(names(0)).containsExactly("a 1", "a 7");
        assertThat(feed.root(LINE, Whose.of(Set.of(WEST))).size()).isOne();
    }

    private static Publication then(String id, long version, String content, Instant published) {
        return new Publication(new Publication.Name(LINE, EAST, id), version, false, bytes(content), published);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Each with what it says. */
    private List<String> versions() {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT item || version || ' ' || convert_from(content, 'UTF8') FROM feed_version ORDER BY item, version")
                .mapTo(String.class)
                .list());
    }

    @Test
    void forgets_versions_that_were_replaced_long_ago() {
        publish(then("a", 1, "one", NOW.minus(DAYS_90)), then("a", 2, "two", NOW.minus(DAYS_60)), then("a", 3, "three", NOW));
        assertThat(feed.forget(LINE.kind(), NOW.minus(DAYS_30))).isOne();
        assertThat(versions()).containsExactly("a2 two", "a3 three");
    }

    @Test
    void a_version_that_stood_for_long_is_kept_from_when_it_was_replaced() {
        publish(then("a", 1, "1", NOW.minus(DAYS_90)), then("a", 2, "2", NOW));
        assertThat(feed.forget(LINE.kind(), NOW.minus(DAYS_30))).isZero();
        assertThat(versions()).hasSize(2);
    }

    @Test
    void a_version_nobody_was_given_is_forgotten_altogether() {
        publish(then("a", 5, "5", NOW.minus(DAYS_90)), then("a", 4, "4", NOW.minus(DAYS_60)), then("a", 3, "3", NOW));
        assertThat(feed.forget(LINE.kind(), NOW.minus(DAYS_30))).isOne();
        assertThat(versions()).containsExactly("a3 3", "a5 5");
    }

    @Test
    void how_items_stand_is_kept_however_old_and_tombstones_too() {
        publish(then("a", 1, "1", NOW.minus(DAYS_90)), then("b", 1, "1", NOW.minus(DAYS_90)),
                new Publication(new Publication.Name(LINE, EAST, "b"), 2, true, bytes("gone"), NOW.minus(DAYS_90)));
        feed.forget(LINE.kind(), NOW);
        assertThat(names(0)).containsExactly("a 1", "b 2 withdrawn");
        assertThat(changes(0).items()).extracting(item -> new String(item.content(), StandardCharsets.UTF_8)).containsExactly("1", "gone");
    }

    @Test
    void who_was_away_for_longer_than_old_versions_are_kept_ends_with_the_same() {
        publish(then("a", 1, "1", NOW.minus(DAYS_90)), then("b", 1, "1", NOW.minus(DAYS_90)));
        Follower follower = new Follower();
        follower.readAll(10);
        publish(then("a", 2, "2", NOW.minus(DAYS_90)), then("a", 3, "3", NOW.minus(DAYS_60)),
                new Publication(new Publication.Name(LINE, EAST, "b"), 2, true, bytes("{}"), NOW.minus(DAYS_60)));
        feed.forget(LINE.kind(), NOW);
        follower.readAll(10);
        assertThat(follower.root()).isEqualTo(feed.root(LINE, Whose.anyones()).hash());
    }

    @Test
    void an_old_version_that_is_forgotten_and_comes_once_more_goes_to_nobody() {
        publish(then("a", 1, "1", NOW.minus(DAYS_90)), then("a", 2, "2", NOW.minus(DAYS_90)));
        feed.forget(LINE.kind(), NOW);
        assertThat(publish(item("a", 1, "1"))).containsExactly(Result.SUPERSEDED);
        assertThat(names(0)).containsExactly("a 2");
    }

    @Test
    void other_kinds_keep_their_versions() {
        publish(then("a", 1, "1", NOW.minus(DAYS_90)), then("a", 2, "2", NOW.minus(DAYS_90)));
        assertThat(feed.forget("services", NOW)).isZero();
    }

    @Test
    void two_nodes_forget_at_once_and_leave_what_one_would() throws Exception {
        List<Publication> all = new ArrayList<>();
        for (int version = 1; version <= 6; version++) {
            for (int n = 0; n < 700; n++) {
                all.add(then("i" + n, version, "says " + version, NOW.minus(DAYS_90)));
            }
        }
        publish(all);
        CompletableFuture<Integer> beside = CompletableFuture.supplyAsync(() -> feed.forget(LINE.kind(), NOW));
        feed.forget(LINE.kind(), NOW);
        beside.get(60, TimeUnit.SECONDS);
        assertThat(versions()).hasSize(700).allMatch(version -> version.endsWith("6 says 6"));
    }

    @Test
    void knows_which_version_a_change_was() {
        publish(item("a", 1, "1"), item("a", 2, "2"), item("a", 1, "1"));
        assertThat(feed.was(LINE, 1, EAST, "a", 1)).isTrue();
        assertThat(feed.was(LINE, 2, EAST, "a", 1)).isFalse();
        assertThat(feed.was(LINE, 3, EAST, "a", 3)).isFalse();
    }

    @Test
    void tells_from_which_change_on_something_was_published_since() {
        publish(then("a", 1, "1", NOW.minus(DAYS_90)), then("b", 1, "1", NOW.minus(DAYS_30)), then("c", 1, "1", NOW));
        assertThat(feed.before(LINE, NOW.minus(DAYS_60))).isEqualTo(1);
        assertThat(feed.before(LINE, NOW)).isEqualTo(3);
        assertThat(feed.before(new Line("services", Environment.PRODUCTION), NOW)).isZero();
    }

    @Test
    void tells_who_has_something_new_to_see() {
        publish(item("a", 1, "1"), item("b", 1, "1"));
        Watch seen = new Watch(LINE, Whose.anyones(), 2);
        Watch behind = new Watch(LINE, Whose.of(Set.of(EAST, WEST)), 1);
        Watch another = new Watch(LINE, Whose.of(Set.of(WEST)), 0);
        assertThat(feed.stirred(List.of(seen, behind, another))).containsExactly(behind);
    }

    @Test
    void the_root_goes_by_the_bytes_of_names_and_leaves_out_what_is_withdrawn() {
        publish(
                item(LINE, new PartnerId("jiangxi-east"), "a", 6, false, "{}"), item(LINE, new PartnerId("jiangxi"), "策", 2, false, "{}"),
                item(LINE, new PartnerId("jiangxi"), "a", 1, false, "{}"), item(LINE, new PartnerId("guizhou"), "a", 5, false, "{}"),
                item(LINE, new PartnerId("guizhou"), "Z", 4, false, "{}"), item(LINE, new PartnerId("jiangxi"), "a b", 3, false, "{}"), withdrawn("gone", 1));
        // made with Python's hashlib, as in RootTest
        assertThat(feed.root(LINE, Whose.anyones()))
                .isEqualTo(new Root(Digest.of(HexFormat.of().parseHex("1807f789fb40a81cae63677d2186c7f4c37d452881c0b36d6d032df400b9fe81")), 6, 7));
    }

    @Test
    void a_feed_without_items_has_the_root_of_nothing() {
        assertThat(feed.root(LINE, Whose.anyones())).isEqualTo(new Root(Digest.sha256(new byte[0]), 0, 0));
    }

    @Test
    void a_reader_misses_nothing_while_many_publish() throws Exception {
        int writers = 8;
        int each = 40;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        CompletableFuture<?>[] writing = IntStream.range(0, writers)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> IntStream.range(0, each).forEach(n ->
                        publish(item("w" + writer + "-" + n, 1, "1"), item("common-" + n % 7, 1_000L * n + writer, "c"))), threads))
                .toArray(CompletableFuture[]::new);
        List<Long> read = new ArrayList<>();
        Follower follower = new Follower();
        // writers may have all connections of the usual pool
        try (Database beside = database.another(1)) {
            follower.from = Feed.in(beside.jdbi());
            boolean last = false;
            while (!last) {
                last = CompletableFuture.allOf(writing).isDone();
                follower.readAll(7).forEach(item -> read.add(item.change()));
            }
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Stream.of(writing)).noneMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(read).isSorted().doesNotHaveDuplicates();
        assertThat(follower.root()).isEqualTo(feed.root(LINE, Whose.anyones()).hash());
        assertThat(follower.held).hasSize(writers * each + 7);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void who_follows_ends_with_the_same_whatever_came_twice_late_or_again(long seed) {
        Random random = new Random(seed);
        List<Publication> all = new ArrayList<>();
        for (int n = 0; n < 40; n++) {
            for (int version = 1; version <= 5; version++) {
                all.add(item(LINE, random.nextBoolean() ? EAST : WEST, "i" + n, version, random.nextInt(4) == 0, "{\"v\":" + version + "}"));
            }
        }
        all.addAll(all.subList(0, 60));
        Collections.shuffle(all, random);
        Follower follower = new Follower();
        Follower late = new Follower();
        for (int from = 0; from < all.size(); from += 13) {
            publish(all.subList(from, Math.min(all.size(), from + 13)));
            follower.readAll(1 + random.nextInt(9));
            follower.cursor = random.nextInt(3) == 0 ? Math.max(0, follower.cursor - random.nextInt(30)) : follower.cursor;
        }
        follower.readAll(10);
        late.readAll(10);
        Digest root = feed.root(LINE, Whose.anyones()).hash();
        assertThat(List.of(follower.root(), late.root())).containsOnly(root);
        assertThat(newest(all)).isEqualTo(follower.held.keySet().stream().sorted().toList());
    }

    /** What is there by the newest version of each item, found without the feed. */
    private static List<String> newest(List<Publication> all) {
        Map<String, Publication> newest = new TreeMap<>();
        all.forEach(one -> newest.merge(one.name().publisher() + "\n" + one.name().id(), one, (a, b) -> a.version() > b.version() ? a : b));
        return newest.entrySet().stream().filter(one -> !one.getValue().withdrawn()).map(Map.Entry::getKey).toList();
    }

    /** Whoever follows by asking for changes and may lose its place at any time. */
    private final class Follower {
        private final Map<String, Item> held = new TreeMap<>();
        private Feed from = feed;
        private long cursor;

        List<Item> readAll(int most) {
            List<Item> read = new ArrayList<>();
            Changes page;
            do {
                page = from.changes(LINE, Whose.anyones(), cursor, most);
                page.items().forEach(this::take);
                read.addAll(page.items());
                cursor = page.cursor();
            } while (page.more());
            return read;
        }

        private void take(Item item) {
            String name = item.publisher() + "\n" + item.id();
            if (item.withdrawn()) {
                held.remove(name);
            } else {
                held.put(name, item);
            }
        }

        /** All names are ASCII here, so that the order of texts is that of bytes. */
        Digest root() {
            return Root.over(held.values().stream().map(item -> Root.leaf(item.publisher(), item.id(), item.version(), Digest.sha256(item.content()))).toList(), 0).hash();
        }
    }
}
