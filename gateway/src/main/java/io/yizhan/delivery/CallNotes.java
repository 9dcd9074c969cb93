package io.yizhan.delivery;

import io.yizhan.delivery.Queue.Attempting;
import io.yizhan.delivery.Queue.Claimed;
import io.yizhan.delivery.Queue.Verdict;
import io.yizhan.store.Column;
import io.yizhan.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** What is noted of calls: that they are about to be made, and what they came to. A group of them at a time, changed where they stand. */
final class CallNotes {
    private static final SubjectLock LOCK = SubjectLock.of("SELECT subject FROM queued WHERE message = ANY(:ids) AND subject IS NOT NULL");
    private static final Sql ATTEMPT = Sql.of("""
            UPDATE queued SET state = 'sending', attempts = begun.attempts,
                leased_until = clock_timestamp() + begun.lasting * interval '1 millisecond'
            FROM (SELECT at, begun.attempts, lasting
                FROM unnest(:message, :target, :token, :attempts, :lasting) AS begun (message, target, token, attempts, lasting)
                CROSS JOIN LATERAL (
                    SELECT ctid AS at FROM queued WHERE queued.message = begun.message AND queued.target = begun.target
                        AND queued.token = begun.token AND state IN ('claimed', 'sending') AND leased_until > clock_timestamp()
                    FOR UPDATE) AS mine) AS begun
            WHERE queued.ctid = begun.at
            RETURNING queued.message, queued.target""");
    private static final Sql FINISH = Sql.of("""
            WITH gone AS (
                DELETE FROM queued USING (
                    SELECT at, verdict.state, verdict.reason, verdict.attempts
                    FROM unnest(:message, :target, :token, :state, :reason, :attempts)
                        AS verdict (message, target, token, state, reason, attempts)
                    CROSS JOIN LATERAL (
                        SELECT ctid AS at FROM queued WHERE queued.message = verdict.message AND queued.target = verdict.target
                            AND queued.token = verdict.token AND queued.state IN ('waiting', 'claimed', 'sending', 'dead', 'unknown')
                        FOR UPDATE) AS mine) AS over
                WHERE queued.ctid = over.at
                RETURNING queued.*, over.state AS last_state, over.reason AS last_reason, over.attempts AS last_attempts
            )
            INSERT INTO delivery (kind, id, target, partner, party, endpoint, state, reason, attempts, settled)
            SELECT kind, message, target, partner, party, endpoint, last_state, last_reason, last_attempts, :now FROM gone
            RETURNING id AS message, target""");
    private static final Sql FINISHED = Sql.of("""
            SELECT delivery.id AS message, delivery.target FROM delivery
            JOIN unnest(:kind, :message, :target, :state, :attempts) AS verdict (kind, message, target, state, attempts)
                ON delivery.kind = verdict.kind AND delivery.id = verdict.message AND delivery.target = verdict.target
                AND delivery.state = verdict.state AND delivery.attempts = verdict.attempts""");
    private static final Sql PUT = Sql.of("""
            UPDATE queued SET state = verdict.state, reason = verdict.reason, due = verdict.due, leased_until = NULL,
                subject = CASE WHEN verdict.leaves THEN NULL ELSE subject END
            FROM (SELECT at, verdict.state, verdict.reason, verdict.due, leaves
                FROM unnest(:message, :target, :token, :state, :reason, :due, :leaves)
                    AS verdict (message, target, token, state, reason, due, leaves)
                CROSS JOIN LATERAL (
                    SELECT ctid AS at FROM queued
                    WHERE queued.message = verdict.message AND queued.target = verdict.target AND queued.token = verdict.token
                    FOR UPDATE) AS mine) AS verdict
            WHERE queued.ctid = verdict.at
            RETURNING queued.message, queued.target""");
    private static final Sql PROMOTE = Sql.of("""
            UPDATE queued SET state = 'waiting', due = :now WHERE state = 'behind' AND ctid = ANY(ARRAY(
                SELECT oldest.at FROM (SELECT DISTINCT * FROM unnest(:endpoint, :subject)) AS left_by (endpoint, subject)
                CROSS JOIN LATERAL (
                    SELECT ctid AS at FROM queued WHERE queued.endpoint = left_by.endpoint AND queued.subject = left_by.subject
                    ORDER BY position LIMIT 1) AS oldest))""");

    private CallNotes() {}

    private record Key(UUID message, String target) {
        static Key of(Claimed claimed) {
            return new Key(claimed.message().value(), claimed.target().key());
        }

        static Key read(ResultSet row) throws SQLException {
            return new Key(row.getObject("message", UUID.class), row.getString("target"));
        }
    }

    static List<Boolean> attempt(Handle handle, List<Attempting> attempts) {
        Set<Key> noted = new HashSet<>(ATTEMPT.on(handle)
                .bind("message", Column.uuid(column(attempts, attempt -> attempt.claimed().message().value())))
                .bind("target", Column.text(column(attempts, attempt -> attempt.claimed().target().key())))
                .bind("token", Column.int8(column(attempts, attempt -> attempt.claimed().token())))
                .bind("attempts", Column.int8(column(attempts, attempt -> attempt.claimed().attempts() + 1L)))
                .bind("lasting", Column.int8(column(attempts, attempt -> attempt.lasting().toMillis())))
                .list(Key::read));
        return attempts.stream().map(attempt -> noted.contains(Key.of(attempt.claimed()))).toList();
    }

    static List<Boolean> settle(Handle handle, List<Verdict> verdicts, Instant now) {
        List<Verdict> over = verdicts.stream().filter(verdict -> verdict.next().settled()).toList();
        List<Verdict> open = verdicts.stream().filter(verdict -> !verdict.next().settled()).toList();
        List<Verdict> moving = verdicts.stream().filter(verdict -> verdict.next() != Verdict.Next.AGAIN).toList();
        if (moving.stream().anyMatch(verdict -> verdict.claimed().subject().isPresent())) {
            LOCK.take(handle, ids(moving));
        }
        Set<Key> settled = new HashSet<>(over.isEmpty() ? List.of() : finish(handle, over, now));
        settled.addAll(open.isEmpty() ? List.of() : put(handle, open, now));
        promote(handle, moving.stream().filter(verdict -> verdict.claimed().subject().isPresent() && settled.contains(Key.of(verdict.claimed()))).toList(), now);
        return verdicts.stream().map(verdict -> settled.contains(Key.of(verdict.claimed()))).toList();
    }

    /** A group that is run again finds its rows in the other table. */
    private static List<Key> finish(Handle handle, List<Verdict> verdicts, Instant now) {
        List<Key> gone = FINISH.on(handle)
                .bind("message", ids(verdicts))
                .bind("target", Column.text(column(verdicts, verdict -> verdict.claimed().target().key())))
                .bind("token", Column.int8(column(verdicts, verdict -> verdict.claimed().token())))
                .bind("state", Column.text(column(verdicts, verdict -> verdict.next().word())))
                .bind("reason", Column.text(column(verdicts, Verdict::reason)))
                .bind("attempts", Column.int8(column(verdicts, verdict -> (long) verdict.attempts())))
                .bind("now", now)
                .list(Key::read);
        return gone.size() == verdicts.size() ? gone : concat(gone, finished(handle, verdicts));
    }

    private static List<Key> concat(List<Key> some, List<Key> others) {
        List<Key> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    private static List<Key> finished(Handle handle, List<Verdict> verdicts) {
        return FINISHED.on(handle)
                .bind("kind", Column.text(column(verdicts, verdict -> verdict.claimed().kind())))
                .bind("message", ids(verdicts))
                .bind("target", Column.text(column(verdicts, verdict -> verdict.claimed().target().key())))
                .bind("state", Column.text(column(verdicts, verdict -> verdict.next().word())))
                .bind("attempts", Column.int8(column(verdicts, verdict -> (long) verdict.attempts())))
                .list(Key::read);
    }

    /** One that is stuck and holds nobody back leaves its subject, so that the next one is the oldest. */
    private static List<Key> put(Handle handle, List<Verdict> verdicts, Instant now) {
        return PUT.on(handle)
                .bind("message", ids(verdicts))
                .bind("target", Column.text(column(verdicts, verdict -> verdict.claimed().target().key())))
                .bind("token", Column.int8(column(verdicts, verdict -> verdict.claimed().token())))
                .bind("state", Column.text(column(verdicts, verdict -> verdict.next() == Verdict.Next.AGAIN ? "waiting" : verdict.next().word())))
                .bind("reason", Column.text(column(verdicts, Verdict::reason)))
                .bind("due", Column.timestamptz(column(verdicts, verdict -> verdict.due().orElse(now))))
                .bind("leaves", new Column("bool", column(verdicts, CallNotes::leaves).toArray(Boolean[]::new)))
                .list(Key::read);
    }

    private static boolean leaves(Verdict verdict) {
        return verdict.next() != Verdict.Next.AGAIN && !verdict.holds();
    }

    /** The oldest that is left of each subject waits, where it is still behind. */
    private static void promote(Handle handle, List<Verdict> verdicts, Instant now) {
        if (verdicts.isEmpty()) {
            return;
        }
        PROMOTE.on(handle)
                .bind("now", now)
                .bind("endpoint", Column.text(column(verdicts, verdict -> verdict.claimed().target().endpoint())))
                .bind("subject", Column.text(column(verdicts, verdict -> verdict.claimed().subject().orElseThrow())))
                .execute();
    }

    private static Column ids(List<Verdict> verdicts) {
        return Column.uuid(column(verdicts, verdict -> verdict.claimed().message().value()));
    }

    private static <S, T> List<T> column(List<S> rows, Function<S, T> value) {
        List<T> column = new ArrayList<>(rows.size());
        rows.forEach(row -> column.add(value.apply(row)));
        return column;
    }
}
