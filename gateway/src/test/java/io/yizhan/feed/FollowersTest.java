package io.yizhan.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.feed.Feed.Line;
import io.yizhan.feed.Followers.Follower;
import io.yizhan.feed.Followers.Missing;
import io.yizhan.feed.Publication.Name;
import io.yizhan.feed.Sent.Offer;
import io.yizhan.testing.TestDatabase;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What followers have not been sent, on a real database. */
class FollowersTest {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.fresh();

    private static final Line LINE = new Line("policies", Environment.PRODUCTION);
    private static final PartnerId EAST = new PartnerId("east");
    private static final PartnerId WEST = new PartnerId("west");
    private static final Follower LATE = new Follower(LINE, new PartnerId("late"));
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final Digest TERMS = Digest.ofTexts("everything");
    private static final int MANY = 1000;

    private final Feed feed = Feed.in(database.jdbi());
    private final Sent sent = Sent.in(database.jdbi());
    private final Followers followers = Followers.in(database.jdbi());
    private final Random random = new Random(6);

    @BeforeEach
    void begin_with_nothing() {
        database.jdbi().useHandle(handle -> handle.execute("TRUNCATE feed_line, feed_item, feed_version, feed_sent, feed_follower"));
    }

    private MessageId newId() {
        return MessageId.of(NOW, random.nextLong(), random.nextLong());
    }

    private static Publication item(PartnerId publisher, String id, long version, boolean withdrawn, int size) {
        return new Publication(new Name(LINE, publisher, id), version, withdrawn, new byte[size], NOW);
    }

    private static Publication item(String id, long version) {
        return item(EAST, id, version, false, 10);
    }

    private static Publication withdrawn(String id, long version) {
        return item(EAST, id, version, true, 10);
    }

    /** Published while nobody follows. */
    private void published(Publication... publications) {
        database.jdbi().useTransaction(handle -> feed.publish(handle, List.of(publications)));
    }

    /** Published for the follower. */
    private MessageId sent(Publication publication) {
        MessageId message = newId();
        database.jdbi().useTransaction(handle -> {
            feed.publish(handle, List.of(publication));
            sent.offer(handle, List.of(new Offer(
                    publication, message, new Places("", "", "", Map.of()), Map.of(LATE.partner(), new Filter(Map.of())))));
        });
        return message;
    }

    private List<String> brought(String place) {
        return database.jdbi().inTransaction(handle -> brought(handle, place));
    }

    /** Begins, has all brought, and ends. */
    private List<String> brought(Handle handle, String place) {
        long since = followers.begin(handle, LATE, TERMS, place).orElseThrow();
        Missing missing = followers.missing(handle, LATE, Set.of(EAST), since, MANY, MANY);
        Map<Item, MessageId> messages = new HashMap<>();
        missing.items().forEach(item -> messages.put(item, newId()));
        Set<Item> fresh = followers.sent(handle, LATE, messages);
        followers.end(handle, LATE, missing.change());
        return names(missing.items().stream().filter(fresh::contains));
    }

    /** On another connection: of one thread all that is nested is one transaction. */
    private static <T> T elsewhere(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work).join();
    }

    private static List<String> names(Stream<Item> items) {
        return items.map(item -> item.id() + " " + item.version()).toList();
    }

    @Test
    void what_stands_is_missing_and_what_is_gone_is_not() {
        published(item("a", 1), item("b", 1), item("a", 2), item("c", 1), withdrawn("c", 2));
        assertThat(brought("")).containsExactly("b 1", "a 2");
    }

    @Test
    void what_others_publish_is_not_missing() {
        published(item("a", 1), item(WEST, "w", 1, false, 10));
        assertThat(brought("")).containsExactly("a 1");
    }

    @Test
    void what_was_sent_is_not_missing() {
        sent(item("a", 1));
        published(item("b", 1));
        assertThat(brought("")).containsExactly("b 1");
    }

    @Test
    void what_became_of_what_was_sent_is_missing_its_end_too() {
        sent(item("a", 1));
        sent(item("b", 1));
        published(item("a", 2), withdrawn("b", 2));
        assertThat(brought("")).containsExactly("a 2", "b 2");
    }

    @Test
    void what_was_brought_once_is_not_brought_again_under_other_terms() {
        published(item("a", 1));
        brought("");
        published(item("b", 1));
        Optional<Long> since = database.jdbi().inTransaction(handle -> followers.begin(handle, LATE, Digest.ofTexts("others"), ""));
        assertThat(since).contains(0L);
        assertThat(brought("")).containsExactly("b 1");
    }

    @Test
    void in_another_topic_there_is_nothing_yet() {
        published(item("a", 1));
        brought("topic one");
        assertThat(brought("topic one")).isEmpty();
        assertThat(brought("topic two")).containsExactly("a 1");
        assertThat(brought("topic two")).isEmpty();
    }

    @Test
    void who_calls_for_it_from_elsewhere_has_it_still() {
        published(item("a", 1));
        brought("topic one");
        assertThat(brought("")).isEmpty();
    }

    @Test
    void nobody_else_has_a_follower_that_is_being_brought_something() {
        published(item("a", 1));
        brought("");
        database.jdbi().useTransaction(handle -> {
            followers.begin(handle, LATE, TERMS, "");
            Optional<Long> other = elsewhere(() -> database.jdbi().inTransaction(another -> followers.begin(another, LATE, TERMS, "")));
            assertThat(other).isEmpty();
        });
    }

    @Test
    void what_is_sent_while_it_is_looked_at_is_not_brought_in_an_older_version() {
        published(item("a", 1));
        database.jdbi().useTransaction(handle -> {
            long since = followers.begin(handle, LATE, TERMS, "").orElseThrow();
            Missing missing = followers.missing(handle, LATE, Set.of(EAST), since, MANY, MANY);
            elsewhere(() -> sent(item("a", 2)));
            assertThat(followers.sent(handle, LATE, Map.of(missing.items().get(0), newId()))).isEmpty();
        });
    }

    @Test
    void what_is_missing_comes_in_pages_whatever_lies_between() {
        List<Publication> all = new ArrayList<>();
        IntStream.range(0, 10).forEach(n -> all.add(n % 2 == 0 ? item("i" + n, 1) : item(WEST, "w" + n, 1, false, 10)));
        published(all.toArray(Publication[]::new));
        assertThat(page(0, 4, MANY).change()).isEqualTo(4);
        assertThat(names(page(0, MANY, 2).items().stream())).containsExactly("i0 1", "i2 1");
        assertThat(page(0, MANY, 2).change()).isEqualTo(4);
        assertThat(names(page(4, MANY, MANY).items().stream())).containsExactly("i4 1", "i6 1", "i8 1");
    }

    @Test
    void of_large_items_fewer_come_at_once_but_always_one() {
        published(item(EAST, "a", 1, false, 5_000_000), item(EAST, "b", 1, false, 3_000_000), item(EAST, "c", 1, false, 900_000), item("d", 1));
        assertThat(names(page(0, MANY, MANY).items().stream())).containsExactly("a 1");
        assertThat(names(page(1, MANY, MANY).items().stream())).containsExactly("b 1", "c 1", "d 1");
    }

    private Missing page(long since, int most, int items) {
        return database.jdbi().inTransaction(handle -> followers.missing(handle, LATE, Set.of(EAST), since, most, items));
    }

    @Test
    void what_was_given_up_is_missing_again_and_what_came_after_it_is_not() {
        MessageId first = sent(item("a", 1));
        MessageId only = sent(item("b", 1));
        sent(item("a", 2));
        assertThat(brought("")).isEmpty();
        database.jdbi().useTransaction(handle -> followers.again(handle, LATE, List.of(first, only)));
        assertThat(brought("")).containsExactly("b 1");
    }

    @Test
    void who_has_lost_all_is_brought_all_that_stands() {
        sent(item("a", 1));
        sent(item("b", 1));
        sent(withdrawn("b", 2));
        brought("");
        assertThat(database.jdbi().<Boolean, RuntimeException>inTransaction(handle -> followers.anew(handle, LATE))).isTrue();
        assertThat(brought("")).containsExactly("a 1", "b 2");
    }

    @Test
    void tells_how_far_each_is() {
        published(item("a", 1), item("b", 1));
        brought("");
        published(item("c", 1));
        assertThat(followers.standing()).containsEntry(LATE, new Followers.Standing(TERMS, 2, 3));
    }
}
