package io.yizhan.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.delivery.Queue.Attempting;
import io.yizhan.delivery.Queue.Claimed;
import io.yizhan.delivery.Queue.Verdict;
import io.yizhan.delivery.Queue.Verdict.Next;
import io.yizhan.testing.TestDatabase;
import io.yizhan.vocabulary.Assurance;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.Release;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueueTest {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.fresh();

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final String A = "a/joint-approval/production";
    private static final String B = "b/joint-approval/production";

    private final Random random = new Random(4);
    private final Messages messages = Messages.in(database.jdbi());
    private final Outbox outbox = Outbox.in(database.jdbi());
    private final Queue queue = Queue.in(database.jdbi());

    @BeforeEach
    void begin_with_nothing() {
        database.jdbi().useHandle(handle -> handle.execute("TRUNCATE outbox, queued, delivery"));
    }

    @Test
    void hands_out_what_was_expanded() {
        MessageId message = accepted("s", A);
        expand(message);
        assertThat(claim(A, 5)).extracting(Claimed::message).containsExactly(message);
    }

    @Test
    void hands_out_nothing_before_it_was_expanded() {
        accepted("s", A);
        assertThat(claim(A, 5)).isEmpty();
    }

    @Test
    void makes_one_delivery_for_each_target() {
        expand(accepted("s", A, B));
        assertThat(List.of(claim(A, 5).size(), claim(B, 5).size())).containsExactly(1, 1);
    }

    @Test
    void makes_nothing_more_of_what_is_told_twice() {
        MessageId message = accepted("s", A);
        expand(message);
        expand(message);
        assertThat(claim(A, 5)).hasSize(1);
    }

    /** The bus may tell of it at any time: when it comes back with what it had, or when another node told it too. */
    @Test
    void makes_nothing_of_what_is_told_again_after_it_was_delivered() {
        MessageId message = accepted("s", A);
        expand(message);
        delivered(claim(A, 1).get(0));
        assertThat(expand(message)).isZero();
    }

    @Test
    void makes_nothing_of_what_was_never_accepted() {
        assertThat(expand(id())).isZero();
    }

    @Test
    void hands_out_only_the_oldest_of_a_subject() {
        MessageId first = accepted("s", A);
        MessageId second = accepted("s", A);
        expand(first, second);
        assertThat(claim(A, 5)).extracting(Claimed::message).containsExactly(first);
    }

    @Test
    void keeps_the_order_of_a_subject_when_the_bus_does_not() {
        MessageId first = accepted("s", A);
        MessageId second = accepted("s", A);
        expand(second);
        expand(first);
        assertThat(claim(A, 5)).extracting(Claimed::message).containsExactly(first);
    }

    @Test
    void hands_out_the_next_of_a_subject_once_the_one_before_is_delivered() {
        MessageId first = accepted("s", A);
        MessageId second = accepted("s", A);
        expand(first, second);
        delivered(claim(A, 1).get(0));
        assertThat(claim(A, 5)).extracting(Claimed::message).containsExactly(second);
    }

    @Test
    void holds_every_subject_it_changes_until_the_transaction_ends() {
        MessageId one = accepted("s", A);
        MessageId other = accepted("t", A);
        assertThat(database.jdbi().<List<Boolean>, RuntimeException>inTransaction(handle -> {
            queue.expand(handle, List.of(one, other), NOW);
            return List.of(free("s"), free("t"), free("u"));
        })).containsExactly(false, false, true);
    }

    private static boolean free(String subject) {
        return database.aside().inTransaction(handle -> handle.createQuery("SELECT pg_try_advisory_xact_lock(hashtextextended(:subject, 0))")
                .bind("subject", subject)
                .mapTo(Boolean.class)
                .one());
    }

    @Test
    void finds_what_the_oldest_and_the_newest_of_several_say() {
        MessageId low = MessageId.parse("01935000-0000-7000-8000-000000000002");
        MessageId high = MessageId.parse("01935000-0000-7fff-bfff-fffffffffff2");
        List<MessageId> both = List.of(said(high), said(low));
        assertThat(database.jdbi().<List<Messages.Said>, RuntimeException>withHandle(handle -> messages.said(handle, "joint-approval", both)))
                .extracting(said -> said.message().id())
                .containsExactlyInAnyOrder(low, high);
    }

    @Test
    void lets_messages_without_a_subject_overtake_each_other() {
        expand(accepted(null, A), accepted(null, A), accepted(null, A));
        assertThat(claim(A, 5)).hasSize(3);
    }

    @Test
    void lets_one_endpoint_not_wait_for_another_of_the_same_subject() {
        MessageId both = accepted("s", A, B);
        MessageId next = accepted("s", B);
        expand(both, next);
        delivered(claim(B, 1).get(0));
        assertThat(claim(B, 5)).extracting(Claimed::message).containsExactly(next);
    }

    @Test
    void hands_nothing_out_twice() {
        expand(accepted("s", A));
        claim(A, 5);
        assertThat(claim(A, 5)).isEmpty();
    }

    @Test
    void hands_out_no_more_than_there_are_places() {
        expand(accepted(null, A), accepted(null, A), accepted(null, A));
        assertThat(claim(A, 2)).hasSize(2);
    }

    @Test
    void names_the_endpoints_something_is_due_for() {
        expand(accepted(null, A), accepted(null, A), accepted(null, B));
        assertThat(queue.due(NOW)).containsExactly(A, B);
    }

    @Test
    void names_no_endpoint_whose_deliveries_are_all_for_later() {
        expand(accepted(null, A));
        settle(begun(claim(A, 1).get(0)), Next.AGAIN, NOW.plusSeconds(60));
        assertThat(queue.due(NOW)).isEmpty();
    }

    @Test
    void hands_out_again_what_is_due_again() {
        expand(accepted(null, A));
        settle(begun(claim(A, 1).get(0)), Next.AGAIN, NOW.plusSeconds(60));
        assertThat(claim(A, 5, NOW.plusSeconds(60))).extracting(Claimed::attempts).containsExactly(1);
    }

    @Test
    void keeps_what_was_tried_before_those_behind_it() {
        MessageId first = accepted("s", A);
        expand(first, accepted("s", A));
        settle(begun(claim(A, 1).get(0)), Next.AGAIN, NOW.plusSeconds(60));
        assertThat(claim(A, 5, NOW.plusSeconds(120))).extracting(Claimed::message).containsExactly(first);
    }

    @Test
    void counts_an_attempt_noted_twice_once() {
        expand(accepted(null, A));
        Claimed claimed = claim(A, 1).get(0);
        begun(claimed);
        begun(claimed);
        settle(claimed, Next.AGAIN, NOW);
        assertThat(claim(A, 1).get(0).attempts()).isEqualTo(1);
    }

    @Test
    void lets_nobody_begin_whose_lease_has_ended() {
        expand(accepted(null, A));
        Claimed late = queue.claim(Map.of(A, 1), NOW, Duration.ofMillis(-1)).get(0);
        assertThat(attempt(late)).containsExactly(false);
    }

    @Test
    void lets_nobody_begin_what_another_has_taken_since() {
        expand(accepted(null, A));
        Claimed late = queue.claim(Map.of(A, 1), NOW, Duration.ofMillis(-1)).get(0);
        recover();
        claim(A, 1);
        assertThat(attempt(late)).containsExactly(false);
    }

    @Test
    void takes_no_verdict_from_one_whom_another_has_overtaken() {
        expand(accepted(null, A));
        Claimed late = queue.claim(Map.of(A, 1), NOW, Duration.ofMillis(-1)).get(0);
        recover();
        claim(A, 1);
        assertThat(settle(late, Next.DELIVERED, NOW)).containsExactly(false);
    }

    @Test
    void has_wait_again_what_was_claimed_and_never_begun() {
        expand(accepted(null, A));
        queue.claim(Map.of(A, 1), NOW, Duration.ofMillis(-1));
        assertThat(recover()).isEmpty();
        assertThat(claim(A, 1)).hasSize(1);
    }

    @Test
    void does_not_know_what_became_of_a_call_whose_node_was_never_heard_of_again() {
        expand(accepted(null, A));
        Claimed claimed = claim(A, 1).get(0);
        database.jdbi().useTransaction(handle -> queue.attempt(handle, List.of(new Attempting(claimed, Duration.ofMillis(-1)))));
        assertThat(recover()).extracting(Claimed::attempts).containsExactly(1);
    }

    /** A node that was held up for long, and whose call arrived all the same. */
    @Test
    void takes_a_late_verdict_as_long_as_nobody_else_has_begun() {
        expand(accepted(null, A));
        Claimed claimed = claim(A, 1).get(0);
        database.jdbi().useTransaction(handle -> queue.attempt(handle, List.of(new Attempting(claimed, Duration.ofMillis(-1)))));
        settle(recover().get(0), Next.AGAIN, NOW);
        assertThat(settle(claimed, Next.DELIVERED, NOW)).containsExactly(true);
        assertThat(claim(A, 1)).isEmpty();
    }

    @Test
    void hands_out_nothing_of_which_it_is_not_known_whether_it_arrived() {
        expand(accepted(null, A));
        settle(begun(claim(A, 1).get(0)), Next.UNKNOWN, NOW);
        assertThat(claim(A, 1, NOW.plusSeconds(1_000))).isEmpty();
    }

    @Test
    void holds_a_subject_back_behind_a_dead_letter_where_the_order_is_everything() {
        expand(accepted("s", A), accepted("s", A));
        settle(begun(claim(A, 1).get(0)), Next.DEAD, NOW);
        assertThat(claim(A, 5)).isEmpty();
    }

    @Test
    void goes_on_behind_a_dead_letter_that_holds_nobody_back() {
        MessageId second;
        expand(accepted("s", A), second = accepted("s", A));
        Claimed first = begun(claim(A, 1).get(0));
        write(new Verdict(first, Next.DEAD, "endpoint-unavailable", Optional.empty(), false, 1));
        assertThat(claim(A, 5)).extracting(Claimed::message).containsExactly(second);
    }

    @Test
    void goes_on_with_a_subject_whose_dead_letter_was_replayed_and_delivered() {
        MessageId first = accepted("s", A);
        MessageId second = accepted("s", A);
        expand(first, second);
        settle(begun(claim(A, 1).get(0)), Next.DEAD, NOW);
        database.jdbi().useTransaction(handle -> queue.release(handle, first, "a", Queue.State.DEAD, NOW, NOW.plusSeconds(60)));
        delivered(claim(A, 1).get(0));
        assertThat(claim(A, 5)).extracting(Claimed::message).containsExactly(second);
    }

    @Test
    void says_yes_again_to_a_verdict_written_twice() {
        expand(accepted(null, A));
        Claimed claimed = begun(claim(A, 1).get(0));
        settle(claimed, Next.DELIVERED, NOW);
        assertThat(settle(claimed, Next.DELIVERED, NOW)).containsExactly(true);
    }

    @Test
    void publishes_in_the_order_of_acceptance() {
        List<MessageId> in = List.of(accepted("s", A), accepted("t", A), accepted(null, B));
        assertThat(outbox.unpublished(10)).extracting(Outbox.Notice::message).containsExactlyElementsOf(in);
    }

    @Test
    void publishes_nothing_again_that_was_published_just_now() {
        accepted("s", A);
        outbox.published(outbox.unpublished(10), NOW);
        assertThat(outbox.again(NOW, NOW)).isZero();
    }

    @Test
    void publishes_again_what_the_bus_has_forgotten() {
        MessageId message = accepted("s", A);
        outbox.published(outbox.unpublished(10), NOW);
        outbox.again(NOW.plusSeconds(30), NOW.plusSeconds(60));
        assertThat(outbox.unpublished(10)).extracting(Outbox.Notice::message).containsExactly(message);
    }

    /** Each statement was planned while the queue was empty, as they are on a gateway that has had nothing to do. */
    @ParameterizedTest
    @ValueSource(strings = {"expand", "claim", "attempt", "settle", "due"})
    void reads_no_more_of_a_queue_the_more_others_wait_in_it(String step) {
        for (int i = 0; i < 8; i++) {
            read(step, message("s" + i));
        }
        long few = read(step, message("few"));
        database.aside().useHandle(handle -> handle.execute("VACUUM ANALYZE outbox, queued"));
        othersWait(3_000);
        assertThat(read(step, message("many"))).isLessThan(few + 50);
    }

    private MessageId message(String subject) {
        return accepted(subject, A);
    }

    /** How many rows of the queue and the outbox are looked at in one step of a message's way, which is gone to its end. */
    private long read(String step, MessageId message) {
        Map<String, Long> read = new HashMap<>();
        read.put("expand", counted(() -> expand(message)));
        read.put("due", counted(() -> queue.due(NOW)));
        List<Claimed> claimed = new ArrayList<>();
        read.put("claim", counted(() -> claimed.addAll(claim(A, 1))));
        read.put("attempt", counted(() -> begun(claimed.get(0))));
        read.put("settle", counted(() -> settle(claimed.get(0), Next.DELIVERED, NOW)));
        return read.get(step);
    }

    private static long counted(Runnable step) {
        long before = rowsRead();
        step.run();
        return rowsRead() - before;
    }

    /** The server counts them when it is idle; so it is asked to do it now. */
    private static long rowsRead() {
        return database.jdbi().withHandle(handle -> {
            handle.execute("SELECT pg_stat_force_next_flush()");
            handle.execute("SELECT 1");
            return handle.createQuery("SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) FROM pg_stat_user_tables WHERE relname IN ('queued', 'outbox')")
                    .mapTo(Long.class)
                    .one();
        });
    }

    private static void othersWait(int many) {
        database.jdbi().useHandle(handle -> handle.createUpdate("""
                        INSERT INTO queued (message, target, kind, partner, party, endpoint, agreement, release, copy, subject, position, expires, due, state)
                        SELECT gen_random_uuid(), 'b', 'joint-approval', 'b', '', :endpoint, 'agreed', 'FULL', false, 'other' || i, 1000000 + i, :later, :now, 'waiting'
                        FROM generate_series(1, :many) i""")
                .bind("endpoint", B)
                .bind("later", NOW.plus(Duration.ofDays(10)).atOffset(ZoneOffset.UTC))
                .bind("now", NOW.atOffset(ZoneOffset.UTC))
                .bind("many", many)
                .execute());
    }

    private MessageId said(MessageId id) {
        database.jdbi().useTransaction(handle -> messages.add(handle, List.of(said(id, Optional.empty()))));
        return id;
    }

    private static Messages.Said said(MessageId id, Optional<String> subject) {
        Message message = new Message(
                id, "joint-approval", "submit", new PartnerId("sender"), Environment.PRODUCTION, Optional.of("1"), "urn:test", subject, NOW,
                NOW.plus(Duration.ofDays(10)), Digest.sha256(), Assurance.MESSAGE, "", Optional.empty(), Digest.sha256());
        return new Messages.Said(message, "{}".getBytes(StandardCharsets.UTF_8));
    }

    private MessageId accepted(String subject, String... endpoints) {
        MessageId id = id();
        List<Target> targets = new ArrayList<>();
        for (String endpoint : endpoints) {
            targets.add(new Target(new PartnerId(endpoint.substring(0, 1)), "", endpoint, "agreed", Release.FULL, false));
        }
        Optional<String> named = Optional.ofNullable(subject);
        Messages.Said said = said(id, named);
        database.jdbi().useTransaction(handle -> {
            messages.add(handle, List.of(said));
            outbox.add(handle, List.of(new Outbox.Post(id, "joint-approval", named, targets, said.message().expires())));
        });
        return id;
    }

    private MessageId id() {
        return MessageId.of(NOW, random.nextLong(), random.nextLong());
    }

    private int expand(MessageId... ids) {
        return database.jdbi().inTransaction(handle -> queue.expand(handle, List.of(ids), NOW));
    }

    private List<Claimed> claim(String endpoint, int places) {
        return claim(endpoint, places, NOW);
    }

    private List<Claimed> claim(String endpoint, int places, Instant now) {
        return queue.claim(Map.of(endpoint, places), now, LEASE);
    }

    private List<Boolean> attempt(Claimed claimed) {
        return database.jdbi().inTransaction(handle -> queue.attempt(handle, List.of(new Attempting(claimed, LEASE))));
    }

    private Claimed begun(Claimed claimed) {
        attempt(claimed);
        return claimed;
    }

    private void delivered(Claimed claimed) {
        settle(begun(claimed), Next.DELIVERED, NOW);
    }

    private List<Boolean> settle(Claimed claimed, Next next, Instant due) {
        return write(new Verdict(claimed, next, "", Optional.of(due), true, claimed.attempts() + 1));
    }

    private List<Boolean> write(Verdict verdict) {
        return database.jdbi().inTransaction(handle -> queue.settle(handle, List.of(verdict), NOW));
    }

    private List<Claimed> recover() {
        return database.jdbi().inTransaction(handle -> queue.lapsed(handle, 100));
    }
}
