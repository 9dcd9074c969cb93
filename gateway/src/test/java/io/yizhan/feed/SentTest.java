package io.yizhan.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.feed.Feed.Line;
import io.yizhan.feed.Publication.Name;
import io.yizhan.feed.Sent.Offer;
import io.yizhan.testing.TestDatabase;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who gets which version of an item, on a real database. */
class SentTest {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.fresh();

    private static final Line LINE = new Line("policies", Environment.PRODUCTION);
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final Places PLACES = new Places("/id", "/version", "/withdrawn", Map.of("theme", "/theme"));
    private static final PartnerId ALL = new PartnerId("all");
    private static final PartnerId CHOOSY = new PartnerId("choosy");
    private static final Map<PartnerId, Filter> FOLLOWERS = Map.of(ALL, new Filter(Map.of()), CHOOSY, new Filter(Map.of("theme", Set.of("rent"))));

    private final Feed feed = Feed.in(database.jdbi());
    private final Sent sent = Sent.in(database.jdbi());
    private final Random random = new Random(5);

    @BeforeEach
    void begin_with_nothing() {
        database.jdbi().useHandle(handle -> handle.execute("TRUNCATE feed_line, feed_item, feed_version, feed_sent"));
    }

    private Offer offer(String id, long version, String theme) {
        Publication publication = new Publication(
                new Name(LINE, new PartnerId("east"), id), version, theme.isEmpty(), ("{\"theme\":\"" + theme + "\"}").getBytes(StandardCharsets.UTF_8), NOW);
        return new Offer(publication, MessageId.of(NOW, random.nextLong(), random.nextLong()), PLACES, FOLLOWERS);
    }

    private List<Set<PartnerId>> published(Offer... offers) {
        return database.jdbi().inTransaction(handle -> published(handle, offers));
    }

    private List<Set<PartnerId>> published(Handle handle, Offer... offers) {
        List<Result> results = feed.publish(handle, Stream.of(offers).map(Offer::publication).toList());
        return sent.offer(handle, IntStream.range(0, offers.length).filter(n -> results.get(n).taken()).mapToObj(n -> offers[n]).toList());
    }

    @Test
    void who_wants_some_items_gets_these_only() {
        assertThat(published(offer("a", 1, "rent"), offer("b", 1, "hiring"))).containsExactly(Set.of(ALL, CHOOSY), Set.of(ALL));
    }

    @Test
    void who_got_an_item_gets_its_end_also_in_one_transaction() {
        assertThat(published(offer("a", 1, "rent"), offer("a", 2, ""))).containsExactly(Set.of(ALL, CHOOSY), Set.of(ALL, CHOOSY));
    }

    @Test
    void who_got_an_item_gets_all_that_becomes_of_it_later() {
        published(offer("a", 1, "rent"));
        published(offer("a", 2, "hiring"));
        assertThat(published(offer("a", 3, ""))).containsExactly(Set.of(ALL, CHOOSY));
    }

    @Test
    void who_never_got_an_item_does_not_get_its_end() {
        assertThat(published(offer("a", 1, "hiring"), offer("a", 2, ""))).containsExactly(Set.of(ALL), Set.of(ALL));
    }

    /** One transaction publishes an item and waits, another withdraws it meanwhile: it has to see what the first has sent. */
    @Test
    void who_got_an_item_gets_its_end_that_another_node_publishes_at_the_same_time() {
        CompletableFuture<Void> commit = new CompletableFuture<>();
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<List<Set<PartnerId>>> first = CompletableFuture.supplyAsync(() -> database.jdbi().inTransaction(handle -> {
            List<Set<PartnerId>> got = published(handle, offer("a", 1, "rent"));
            begun.complete(null);
            commit.join();
            return got;
        }));
        begun.join();
        CompletableFuture<List<Set<PartnerId>>> second = CompletableFuture.supplyAsync(() -> published(offer("a", 2, "")));
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(SentTest::someoneWaits);
        commit.complete(null);
        assertThat(first.join()).containsExactly(Set.of(ALL, CHOOSY));
        assertThat(second.join()).containsExactly(Set.of(ALL, CHOOSY));
    }

    private static boolean someoneWaits() {
        return database.jdbi().withHandle(handle -> handle.createQuery(
                        "SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
                .mapTo(Boolean.class)
                .one());
    }

    @Test
    void what_was_sent_is_overtaken_by_what_was_sent_since() {
        Offer one = offer("a", 1, "rent");
        Offer two = offer("a", 2, "rent");
        published(one);
        assertThat(overtaken(one)).isFalse();
        published(two);
        assertThat(overtaken(one)).isTrue();
        assertThat(overtaken(two)).isFalse();
    }

    @Test
    void what_was_sent_is_overtaken_by_what_is_there_although_it_was_not_sent() {
        Offer one = offer("a", 1, "rent");
        published(one);
        database.jdbi().useTransaction(handle -> feed.publish(handle, List.of(offer("a", 2, "").publication())));
        assertThat(overtaken(one)).isTrue();
    }

    private boolean overtaken(Offer offer) {
        return database.jdbi().withHandle(handle -> sent.overtaken(handle, offer.publication().name(), ALL, offer.message()));
    }
}
