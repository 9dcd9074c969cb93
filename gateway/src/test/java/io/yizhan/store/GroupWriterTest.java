package io.yizhan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.testing.TestDatabase;
import io.yizhan.testing.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(30)
class GroupWriterTest {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.fresh();

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final GroupLimits LIMITS = GroupLimits.within(PATIENCE);

    @BeforeEach
    void empty_table() {
        database.aside().useHandle(handle -> {
            handle.execute("CREATE TABLE IF NOT EXISTS noted (value text PRIMARY KEY CHECK (value <> 'bad'), written xid8 DEFAULT pg_current_xact_id())");
            handle.execute("TRUNCATE noted");
        });
    }

    @Test
    void answers_every_row_with_its_own_result() {
        try (var writer = writer(database.jdbi(), GroupWriterTest::note)) {
            var results = rows(300).map(writer::write).toList().stream().map(CompletableFuture::join);
            assertThat(results).containsExactlyElementsOf(rows(300).map(row -> row + " noted").toList());
        }
    }

    @Test
    void commits_what_is_waiting_in_one_transaction() {
        var gate = new CountDownLatch(1);
        try (var writer = writer(database.jdbi(), gated(gate))) {
            var results = rows(100).map(writer::write).toList();
            gate.countDown();
            results.forEach(CompletableFuture::join);
            assertThat(number("SELECT count(DISTINCT written::text) FROM noted")).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void writes_the_others_when_one_row_is_bad() {
        var gate = new CountDownLatch(1);
        try (var writer = writer(database.jdbi(), gated(gate))) {
            var good = rows(40).map(writer::write).toList();
            writer.write("bad");
            var alsoGood = IntStream.range(40, 80).mapToObj(i -> "row " + i).map(writer::write).toList();
            gate.countDown();
            good.forEach(CompletableFuture::join);
            alsoGood.forEach(CompletableFuture::join);
            assertThat(number("SELECT count(*) FROM noted")).isEqualTo(80);
        }
    }

    @Test
    void tells_the_caller_of_the_bad_row_what_is_wrong_with_it() {
        try (var writer = writer(database.jdbi(), GroupWriterTest::note)) {
            var bad = writer.write("bad");
            assertThat(bad).failsWithin(PATIENCE).withThrowableThat().havingRootCause().isInstanceOf(org.postgresql.util.PSQLException.class);
        }
    }

    @Test
    void goes_on_after_a_defect_in_the_work() {
        var first = new AtomicBoolean(true);
        GroupWriter.Work<String, String> work = (handle, rows) -> {
            if (first.getAndSet(false)) {
                throw new StackOverflowError();
            }
            return note(handle, rows);
        };
        try (var writer = writer(database.jdbi(), work)) {
            assertThat(writer.write("first")).failsWithin(PATIENCE).withThrowableOfType(ExecutionException.class).withCauseInstanceOf(StackOverflowError.class);
            assertThat(writer.write("second")).succeedsWithin(PATIENCE);
        }
    }

    @Test
    void refuses_at_once_when_the_queue_is_full() {
        var gate = new CountDownLatch(1);
        try (var writer = GroupWriter.over(database.jdbi(), gated(gate), new GroupLimits(1, 1, PATIENCE), System::nanoTime, "full")) {
            var accepted = rows(20).map(writer::write).toList();
            var refused = accepted.stream().filter(CompletableFuture::isCompletedExceptionally).toList();
            gate.countDown();
            assertThat(refused).hasSizeGreaterThanOrEqualTo(18).allSatisfy(GroupWriterTest::notDurable);
        }
    }

    @Test
    void says_not_durable_within_its_patience_when_the_network_is_cut() {
        try (var wire = Wire.to(database.port());
                var far = database.over(wire, 2);
                var writer = writer(far.jdbi(), GroupWriterTest::note)) {
            wire.cut();
            assertThat(writer.write("lost")).failsWithin(PATIENCE.plusMillis(500)).withThrowableThat().withCauseInstanceOf(NotDurable.class);
        }
    }

    @Test
    void says_not_durable_within_its_patience_when_the_database_hangs() {
        try (var wire = Wire.to(database.port());
                var far = database.over(wire, 2);
                var writer = writer(far.jdbi(), GroupWriterTest::note)) {
            wire.silence();
            assertThat(writer.write("lost")).failsWithin(PATIENCE.plusMillis(500)).withThrowableThat().withCauseInstanceOf(NotDurable.class);
        }
    }

    @Test
    void says_not_durable_within_its_patience_when_a_lock_is_not_to_be_had() {
        try (var writer = writer(database.jdbi(), GroupWriterTest::note);
                var blocking = database.aside().open()) {
            blocking.begin();
            blocking.execute("LOCK TABLE noted");
            assertThat(writer.write("waits")).failsWithin(PATIENCE.plusMillis(500)).withThrowableThat().withCauseInstanceOf(NotDurable.class);
            blocking.rollback();
        }
    }

    @Test
    void never_writes_a_row_whose_patience_lapsed_in_the_queue() {
        var patience = Duration.ofMillis(300);
        var written = new ArrayList<String>();
        var gate = new CountDownLatch(1);
        GroupWriter.Work<String, String> work = (handle, rows) -> {
            written.addAll(rows);
            return gated(gate).write(handle, rows);
        };
        try (var writer = GroupWriter.over(database.jdbi(), work, new GroupLimits(1, 10, patience), System::nanoTime, "late")) {
            writer.write("first");
            var late = writer.write("late");
            await().until(late::isDone);
            gate.countDown();
        }
        assertThat(written).containsOnly("first");
    }

    @Test
    void recovers_by_itself_when_the_network_is_back() {
        try (var wire = Wire.to(database.port());
                var far = database.over(wire, 2);
                var writer = writer(far.jdbi(), GroupWriterTest::note)) {
            wire.cut();
            await().until(writer.write("lost")::isCompletedExceptionally);
            wire.heal();
            assertThat(writer.write("found")).succeedsWithin(PATIENCE);
        }
    }

    @Test
    void survives_the_end_of_its_sessions_without_its_callers_noticing() {
        var ended = new AtomicBoolean();
        GroupWriter.Work<String, String> work = (handle, rows) -> {
            if (!ended.getAndSet(true)) {
                int pid = handle.createQuery("SELECT pg_backend_pid()").mapTo(Integer.class).one();
                database.aside().useHandle(aside -> aside.execute("SELECT pg_terminate_backend(?)", pid));
            }
            return note(handle, rows);
        };
        try (var writer = writer(database.jdbi(), work)) {
            assertThat(writer.write("row")).succeedsWithin(PATIENCE);
        }
    }

    @Test
    void runs_a_group_again_after_a_deadlock() {
        var runs = new AtomicInteger();
        GroupWriter.Work<String, String> work = (handle, rows) -> {
            if (runs.incrementAndGet() == 1) {
                handle.execute("DO $$ BEGIN RAISE EXCEPTION 'as if' USING ERRCODE = '40P01'; END $$");
            }
            return note(handle, rows);
        };
        try (var writer = writer(database.jdbi(), work)) {
            assertThat(writer.write("row")).succeedsWithin(PATIENCE);
        }
    }

    @Test
    void recognises_a_group_whose_commit_was_lost_on_the_way_back() {
        var silenced = new AtomicBoolean();
        try (var wire = Wire.to(database.port());
                var far = database.over(wire, 2);
                var writer = GroupWriter.over(far.jdbi(), losing(wire, silenced), GroupLimits.within(Duration.ofSeconds(8)), System::nanoTime, "lost")) {
            var result = writer.write("once");
            await().until(() -> number("SELECT count(*) FROM noted") == 1);
            wire.heal();
            assertThat(result).succeedsWithin(Duration.ofSeconds(5)).isEqualTo("once noted");
        }
    }

    /** Every byte the database sends after the work of the first group, and so the answer to its COMMIT, is lost. */
    private static GroupWriter.Work<String, String> losing(Wire wire, AtomicBoolean silenced) {
        return (handle, rows) -> {
            var results = note(handle, rows);
            if (!silenced.getAndSet(true)) {
                wire.silence();
            }
            return results;
        };
    }

    @Test
    void writes_what_is_waiting_before_it_closes() {
        var writer = writer(database.jdbi(), GroupWriterTest::note);
        var results = rows(500).map(writer::write).toList();
        writer.close();
        assertThat(results).allSatisfy(result -> assertThat(result).isCompleted());
    }

    @Test
    void refuses_everything_once_closed() {
        var writer = writer(database.jdbi(), GroupWriterTest::note);
        writer.close();
        notDurable(writer.write("late"));
    }

    private static GroupWriter<String, String> writer(Jdbi jdbi, GroupWriter.Work<String, String> work) {
        return GroupWriter.over(jdbi, work, LIMITS, System::nanoTime, "writer under test");
    }

    private static java.util.stream.Stream<String> rows(int count) {
        return IntStream.range(0, count).mapToObj(i -> "row " + i);
    }

    private static List<String> note(Handle handle, List<String> rows) {
        handle.createUpdate("INSERT INTO noted SELECT unnest(:rows) ON CONFLICT DO NOTHING").bind("rows", Column.text(rows)).execute();
        return rows.stream().map(row -> row + " noted").toList();
    }

    private static GroupWriter.Work<String, String> gated(CountDownLatch gate) {
        return (handle, rows) -> {
            try {
                assertThat(gate.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException asked) {
                throw new IllegalStateException(asked);
            }
            return note(handle, rows);
        };
    }

    private static void notDurable(CompletableFuture<?> result) {
        assertThat(result).failsWithin(Duration.ZERO).withThrowableThat().withCauseInstanceOf(NotDurable.class);
    }

    private static long number(String query) {
        return database.aside().withHandle(handle -> handle.createQuery(query).mapTo(Long.class).one());
    }
}
