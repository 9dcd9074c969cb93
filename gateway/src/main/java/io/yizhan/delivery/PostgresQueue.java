package io.yizhan.delivery;

import io.yizhan.store.Column;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.Release;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Open deliveries as rows of {@code queued}, settled ones as rows of {@code delivery}. Who changes the order of a subject holds its lock. */
record PostgresQueue(Jdbi jdbi) implements Queue {

    /** What it may take to say what follows from a call nobody knows the outcome of; who dies meanwhile leaves that to another. */
    private static final Duration RESOLVING = Duration.ofSeconds(15);

    private record Key(UUID message, String target) {
        static Key of(Claimed claimed) {
            return new Key(claimed.message().value(), claimed.target().key());
        }

        static Key read(ResultSet row, StatementContext context) throws SQLException {
            return new Key(row.getObject("message", UUID.class), row.getString("target"));
        }
    }

    @Override
    public int expand(Handle handle, Collection<MessageId> messages, Instant now) {
        Column ids = Column.uuid(messages.stream().map(MessageId::value).toList());
        lockSubjects(handle, "SELECT DISTINCT subject FROM outbox WHERE message = ANY(:ids) AND subject IS NOT NULL", ids);
        return handle.createUpdate("""
                        WITH told AS (
                            SELECT sequence, subject FROM outbox WHERE message = ANY(:ids)
                        ), taken AS (
                            DELETE FROM outbox WHERE sequence IN (
                                SELECT sequence FROM told
                                UNION
                                SELECT older.sequence FROM outbox AS older JOIN told ON older.subject = told.subject AND older.sequence < told.sequence)
                            RETURNING sequence, message, kind, subject, targets, expires
                        ), fresh AS (
                            SELECT taken.*, t.target, t.partner, t.party, t.endpoint, t.agreement, t.release, t.copy,
                                row_number() OVER (PARTITION BY t.endpoint, subject ORDER BY sequence) AS nth
                            FROM taken CROSS JOIN LATERAL jsonb_to_recordset(targets)
                                AS t (target text, partner text, party text, endpoint text, agreement text, release text, copy boolean)
                        )
                        INSERT INTO queued (message, target, kind, partner, party, endpoint, agreement, release, copy, subject, position, expires, due, state)
                        SELECT message, target, kind, partner, party, endpoint, agreement, release, copy, subject, sequence, expires, :now,
                            CASE WHEN subject IS NOT NULL AND (nth > 1 OR EXISTS (
                                SELECT FROM queued AS open WHERE open.endpoint = fresh.endpoint AND open.subject = fresh.subject))
                            THEN 'behind' ELSE 'waiting' END
                        FROM fresh ON CONFLICT DO NOTHING""")
                .bind("ids", ids)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
    }

    /** Sorted, so that two transactions cannot wait for each other. */
    private static void lockSubjects(Handle handle, String which, Column ids) {
        List<Long> subjects = handle.createQuery("SELECT DISTINCT hashtextextended(subject, 0) FROM (" + which + ") AS these ORDER BY 1")
                .bind("ids", ids)
                .mapTo(Long.class)
                .list();
        subjects.forEach(subject -> handle.execute("SELECT pg_advisory_xact_lock(?)", subject));
    }

    /** Jumps along the index from one endpoint to the next, however many deliveries each has. */
    @Override
    public List<String> due(Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        WITH RECURSIVE place AS (
                            (SELECT endpoint FROM queued WHERE state = 'waiting' ORDER BY endpoint LIMIT 1)
                            UNION ALL
                            SELECT (SELECT endpoint FROM queued WHERE state = 'waiting' AND endpoint > place.endpoint ORDER BY endpoint LIMIT 1)
                            FROM place WHERE place.endpoint IS NOT NULL
                        )
                        SELECT endpoint FROM place WHERE endpoint IS NOT NULL AND EXISTS (
                            SELECT FROM queued WHERE queued.endpoint = place.endpoint AND state = 'waiting' AND due <= :now)""")
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .mapTo(String.class)
                .list());
    }

    @Override
    public Optional<Instant> next() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT min(due) FROM queued WHERE state = 'waiting'")
                .mapTo(OffsetDateTime.class)
                .findOne()
                .map(OffsetDateTime::toInstant));
    }

    @Override
    public List<Claimed> claim(Map<String, Integer> places, Instant now, Duration lease) {
        if (places.isEmpty()) {
            return List.of();
        }
        List<String> endpoints = List.copyOf(places.keySet());
        return jdbi.inTransaction(handle -> handle.createQuery("""
                        WITH picked AS (
                            SELECT found.message, found.target FROM unnest(:endpoints, :free) AS place (endpoint, free)
                            CROSS JOIN LATERAL (
                                SELECT message, target FROM queued WHERE queued.endpoint = place.endpoint AND state = 'waiting' AND due <= :now
                                ORDER BY due, position LIMIT place.free FOR UPDATE SKIP LOCKED) AS found
                        )
                        UPDATE queued SET state = 'claimed', token = nextval('delivery_token'),
                            leased_until = clock_timestamp() + :lease * interval '1 millisecond'
                        FROM picked WHERE queued.message = picked.message AND queued.target = picked.target
                        RETURNING queued.*""")
                .bind("endpoints", Column.text(endpoints))
                .bind("free", Column.int8(endpoints.stream().map(endpoint -> (long) places.get(endpoint)).toList()))
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("lease", lease.toMillis())
                .map(PostgresQueue::claimed)
                .list());
    }

    static Claimed claimed(ResultSet row, StatementContext context) throws SQLException {
        return new Claimed(
                new MessageId(row.getObject("message", UUID.class)),
                row.getString("kind"),
                new Target(
                        new PartnerId(row.getString("partner")),
                        row.getString("party"),
                        row.getString("endpoint"),
                        row.getString("agreement"),
                        Release.valueOf(row.getString("release")),
                        row.getBoolean("copy")),
                Optional.ofNullable(row.getString("subject")),
                row.getObject("expires", OffsetDateTime.class).toInstant(),
                row.getInt("attempts"),
                row.getLong("token"),
                row.getString("reason"));
    }

    @Override
    public List<Boolean> attempt(Handle handle, List<Attempting> attempts) {
        Set<Key> noted = new HashSet<>(handle.createQuery("""
                        UPDATE queued SET state = 'sending', attempts = begun.attempts,
                            leased_until = clock_timestamp() + begun.lasting * interval '1 millisecond'
                        FROM unnest(:message, :target, :token, :attempts, :lasting) AS begun (message, target, token, attempts, lasting)
                        WHERE queued.message = begun.message AND queued.target = begun.target AND queued.token = begun.token
                            AND state IN ('claimed', 'sending') AND leased_until > clock_timestamp()
                        RETURNING queued.message, queued.target""")
                .bind("message", Column.uuid(column(attempts, attempt -> attempt.claimed().message().value())))
                .bind("target", Column.text(column(attempts, attempt -> attempt.claimed().target().key())))
                .bind("token", Column.int8(column(attempts, attempt -> attempt.claimed().token())))
                .bind("attempts", Column.int8(column(attempts, attempt -> attempt.claimed().attempts() + 1L)))
                .bind("lasting", Column.int8(column(attempts, attempt -> attempt.lasting().toMillis())))
                .map(Key::read)
                .list());
        return attempts.stream().map(attempt -> noted.contains(Key.of(attempt.claimed()))).toList();
    }

    private static <S, T> List<T> column(List<S> rows, Function<S, T> value) {
        List<T> column = new ArrayList<>(rows.size());
        rows.forEach(row -> column.add(value.apply(row)));
        return column;
    }

    @Override
    public List<Boolean> settle(Handle handle, List<Verdict> verdicts, Instant now) {
        List<Verdict> over = verdicts.stream().filter(verdict -> verdict.next().settled()).toList();
        List<Verdict> open = verdicts.stream().filter(verdict -> !verdict.next().settled()).toList();
        List<Verdict> moving = verdicts.stream().filter(verdict -> verdict.next() != Verdict.Next.AGAIN).toList();
        lockSubjects(handle, "SELECT subject FROM queued WHERE message = ANY(:ids) AND subject IS NOT NULL", ids(moving));
        Set<Key> settled = new HashSet<>(over.isEmpty() ? List.of() : finish(handle, over, now));
        settled.addAll(open.isEmpty() ? List.of() : put(handle, open, now));
        promote(handle, moving.stream().filter(verdict -> verdict.claimed().subject().isPresent() && settled.contains(Key.of(verdict.claimed()))).toList(), now);
        return verdicts.stream().map(verdict -> settled.contains(Key.of(verdict.claimed()))).toList();
    }

    private static Column ids(List<Verdict> verdicts) {
        return Column.uuid(column(verdicts, verdict -> verdict.claimed().message().value()));
    }

    /** A group that is run again finds its rows in the other table. */
    private static List<Key> finish(Handle handle, List<Verdict> verdicts, Instant now) {
        List<Key> gone = handle.createQuery("""
                        WITH over AS (
                            SELECT * FROM unnest(:message, :target, :token, :state, :reason, :attempts)
                                AS verdict (message, target, token, state, reason, attempts)
                        ), gone AS (
                            DELETE FROM queued USING over WHERE queued.message = over.message AND queued.target = over.target
                                AND queued.token = over.token AND queued.state IN ('waiting', 'claimed', 'sending', 'dead', 'unknown')
                            RETURNING queued.*, over.state AS last_state, over.reason AS last_reason, over.attempts AS last_attempts
                        )
                        INSERT INTO delivery (kind, id, target, partner, party, endpoint, state, reason, attempts, settled)
                        SELECT kind, message, target, partner, party, endpoint, last_state, last_reason, last_attempts, :now FROM gone
                        RETURNING id AS message, target""")
                .bind("message", ids(verdicts))
                .bind("target", Column.text(column(verdicts, verdict -> verdict.claimed().target().key())))
                .bind("token", Column.int8(column(verdicts, verdict -> verdict.claimed().token())))
                .bind("state", Column.text(column(verdicts, verdict -> verdict.next().word())))
                .bind("reason", Column.text(column(verdicts, Verdict::reason)))
                .bind("attempts", Column.int8(column(verdicts, verdict -> (long) verdict.attempts())))
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .map(Key::read)
                .list();
        return gone.size() == verdicts.size() ? gone : concat(gone, finished(handle, verdicts));
    }

    private static List<Key> concat(List<Key> some, List<Key> others) {
        List<Key> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    private static List<Key> finished(Handle handle, List<Verdict> verdicts) {
        return handle.createQuery("""
                        SELECT delivery.id AS message, delivery.target FROM delivery
                        JOIN unnest(:kind, :message, :target, :state, :attempts) AS verdict (kind, message, target, state, attempts)
                            ON delivery.kind = verdict.kind AND delivery.id = verdict.message AND delivery.target = verdict.target
                            AND delivery.state = verdict.state AND delivery.attempts = verdict.attempts""")
                .bind("kind", Column.text(column(verdicts, verdict -> verdict.claimed().kind())))
                .bind("message", ids(verdicts))
                .bind("target", Column.text(column(verdicts, verdict -> verdict.claimed().target().key())))
                .bind("state", Column.text(column(verdicts, verdict -> verdict.next().word())))
                .bind("attempts", Column.int8(column(verdicts, verdict -> (long) verdict.attempts())))
                .map(Key::read)
                .list();
    }

    /** One that is stuck and holds nobody back leaves its subject, so that the next one is the oldest. */
    private static List<Key> put(Handle handle, List<Verdict> verdicts, Instant now) {
        return handle.createQuery("""
                        UPDATE queued SET state = verdict.state, reason = verdict.reason, due = verdict.due, leased_until = NULL,
                            subject = CASE WHEN verdict.leaves THEN NULL ELSE subject END
                        FROM unnest(:message, :target, :token, :state, :reason, :due, :leaves)
                            AS verdict (message, target, token, state, reason, due, leaves)
                        WHERE queued.message = verdict.message AND queued.target = verdict.target AND queued.token = verdict.token
                        RETURNING queued.message, queued.target""")
                .bind("message", ids(verdicts))
                .bind("target", Column.text(column(verdicts, verdict -> verdict.claimed().target().key())))
                .bind("token", Column.int8(column(verdicts, verdict -> verdict.claimed().token())))
                .bind("state", Column.text(column(verdicts, verdict -> verdict.next() == Verdict.Next.AGAIN ? "waiting" : verdict.next().word())))
                .bind("reason", Column.text(column(verdicts, Verdict::reason)))
                .bind("due", Column.timestamptz(column(verdicts, verdict -> verdict.due().orElse(now))))
                .bind("leaves", new Column("bool", column(verdicts, PostgresQueue::leaves).toArray(Boolean[]::new)))
                .map(Key::read)
                .list();
    }

    private static boolean leaves(Verdict verdict) {
        return verdict.next() != Verdict.Next.AGAIN && !verdict.holds();
    }

    /** The oldest that is left of each subject waits, where it is still behind. */
    private static void promote(Handle handle, List<Verdict> verdicts, Instant now) {
        if (verdicts.isEmpty()) {
            return;
        }
        handle.createUpdate("""
                        UPDATE queued SET state = 'waiting', due = :now FROM (
                            SELECT DISTINCT oldest.message, oldest.target FROM unnest(:endpoint, :subject) AS left_by (endpoint, subject)
                            CROSS JOIN LATERAL (
                                SELECT message, target FROM queued WHERE queued.endpoint = left_by.endpoint AND queued.subject = left_by.subject
                                ORDER BY position LIMIT 1) AS oldest) AS next
                        WHERE queued.message = next.message AND queued.target = next.target AND state = 'behind'""")
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("endpoint", Column.text(column(verdicts, verdict -> verdict.claimed().target().endpoint())))
                .bind("subject", Column.text(column(verdicts, verdict -> verdict.claimed().subject().orElseThrow())))
                .execute();
    }

    @Override
    public List<Claimed> lapsed(Handle handle, int most) {
        handle.createUpdate("""
                        UPDATE queued SET state = 'waiting', leased_until = NULL WHERE (message, target) IN (
                            SELECT message, target FROM queued WHERE leased_until < clock_timestamp() AND state = 'claimed'
                            LIMIT :most FOR UPDATE SKIP LOCKED)""")
                .bind("most", most)
                .execute();
        return handle.createQuery("""
                        UPDATE queued SET state = 'unknown', leased_until = clock_timestamp() + :resolving * interval '1 millisecond',
                            reason = 'outcome-unknown' WHERE (message, target) IN (
                            SELECT message, target FROM queued WHERE leased_until < clock_timestamp() AND state IN ('sending', 'unknown')
                            LIMIT :most FOR UPDATE SKIP LOCKED)
                        RETURNING queued.*""")
                .bind("most", most)
                .bind("resolving", RESOLVING.toMillis())
                .map(PostgresQueue::claimed)
                .list();
    }

    @Override
    public boolean release(Handle handle, MessageId message, String target, State from, Instant due, Instant expires) {
        return handle.createUpdate("UPDATE queued SET state = 'waiting', due = :due, expires = :expires, attempts = 0, reason = '', leased_until = NULL "
                        + "WHERE message = :message AND target = :target AND state = :state")
                .bind("due", due.atOffset(ZoneOffset.UTC))
                .bind("expires", expires.atOffset(ZoneOffset.UTC))
                .bind("message", message.value())
                .bind("target", target)
                .bind("state", from.word())
                .execute() == 1;
    }

    @Override
    public List<String> unclear(Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT DISTINCT endpoint FROM queued WHERE state = 'unknown' AND due <= :now")
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .mapTo(String.class)
                .list());
    }

    @Override
    public List<Claimed> unclear(String endpoint, Instant now, Instant again, int most) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        UPDATE queued SET due = :again WHERE (message, target) IN (
                            SELECT message, target FROM queued WHERE state = 'unknown' AND endpoint = :endpoint AND due <= :now
                            ORDER BY position LIMIT :most FOR UPDATE SKIP LOCKED)
                        RETURNING queued.*""")
                .bind("endpoint", endpoint)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("again", again.atOffset(ZoneOffset.UTC))
                .bind("most", most)
                .map(PostgresQueue::claimed)
                .list());
    }

    @Override
    public List<Claimed> expired(Instant now, int most, Duration lease) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        UPDATE queued SET state = 'claimed', token = nextval('delivery_token'),
                            leased_until = clock_timestamp() + :lease * interval '1 millisecond'
                        WHERE (message, target) IN (
                            SELECT message, target FROM queued WHERE state = 'waiting' AND expires <= :now LIMIT :most FOR UPDATE SKIP LOCKED)
                        RETURNING queued.*""")
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("most", most)
                .bind("lease", lease.toMillis())
                .map(PostgresQueue::claimed)
                .list());
    }

    @Override
    public Optional<Claimed> begun(MessageId message, String target) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT * FROM queued WHERE message = :message AND target = :target AND attempts > 0
                            AND state IN ('waiting', 'claimed', 'sending', 'unknown', 'dead')""")
                .bind("message", message.value())
                .bind("target", target)
                .map(PostgresQueue::claimed)
                .findOne());
    }

    @Override
    public Optional<String> settled(String kind, MessageId message, String target) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT state FROM delivery WHERE kind = :kind AND id = :message AND target = :target")
                .bind("kind", kind)
                .bind("message", message.value())
                .bind("target", target)
                .mapTo(String.class)
                .findOne());
    }
}
