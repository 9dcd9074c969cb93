package io.yizhan.delivery;

import io.yizhan.store.Column;
import io.yizhan.store.Sql;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.Release;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Open deliveries as rows of {@code queued}, settled ones as rows of {@code delivery}.
 *
 * <p>Rows are found by an index, locked, and changed where they stand ({@code ctid}): joined by their key instead, a plan that was made for an
 * empty queue reads all of a full one.
 */
record PostgresQueue(Jdbi jdbi) implements Queue {

    /** What it may take to say what follows from a call nobody knows the outcome of; who dies meanwhile leaves that to another. */
    private static final Duration RESOLVING = Duration.ofSeconds(15);

    private static final Sql DUE = Sql.of("""
            WITH RECURSIVE place AS (
                (SELECT endpoint FROM queued WHERE state = 'waiting' ORDER BY endpoint LIMIT 1)
                UNION ALL
                SELECT (SELECT endpoint FROM queued WHERE state = 'waiting' AND endpoint > place.endpoint ORDER BY endpoint LIMIT 1)
                FROM place WHERE place.endpoint IS NOT NULL
            )
            SELECT place.endpoint FROM place CROSS JOIN LATERAL (
                SELECT FROM queued WHERE queued.endpoint = place.endpoint AND state = 'waiting' AND due <= :now LIMIT 1) AS any_due""");
    private static final Sql CLAIM = Sql.of("""
            UPDATE queued SET state = 'claimed', token = nextval('delivery_token'),
                leased_until = clock_timestamp() + :lease * interval '1 millisecond'
            WHERE ctid = ANY(ARRAY(
                SELECT found.at FROM unnest(:endpoints, :free) AS place (endpoint, free)
                CROSS JOIN LATERAL (
                    SELECT ctid AS at FROM queued WHERE queued.endpoint = place.endpoint AND state = 'waiting' AND due <= :now
                    ORDER BY due, position LIMIT place.free FOR UPDATE SKIP LOCKED) AS found))
            RETURNING queued.*""");

    @Override
    public int expand(Handle handle, Collection<MessageId> messages, Instant now) {
        return Expansion.expand(handle, messages, now);
    }

    /** Jumps along the index from one endpoint to the next, however many deliveries each has. */
    @Override
    public List<String> due(Instant now) {
        return jdbi.withHandle(handle -> DUE.on(handle)
                .bind("now", now)
                .list(row -> row.getString(1)));
    }

    @Override
    public int backlog(String endpoint, int most) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT (SELECT count(*) FROM (SELECT FROM queued WHERE endpoint = :endpoint AND state = 'waiting' LIMIT :most) AS waiting)
                            + (SELECT count(*) FROM (SELECT FROM outbox LIMIT :most) AS unexpanded)""")
                .bind("endpoint", endpoint)
                .bind("most", most)
                .mapTo(Integer.class)
                .one());
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
        return jdbi.inTransaction(handle -> CLAIM.on(handle)
                .bind("endpoints", Column.text(endpoints))
                .bind("free", Column.int8(endpoints.stream().map(endpoint -> (long) places.get(endpoint)).toList()))
                .bind("now", now)
                .bind("lease", lease.toMillis())
                .list(PostgresQueue::claimed));
    }

    static Claimed claimed(ResultSet row) throws SQLException {
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
        return CallNotes.attempt(handle, attempts);
    }

    @Override
    public List<Boolean> settle(Handle handle, List<Verdict> verdicts, Instant now) {
        return CallNotes.settle(handle, verdicts, now);
    }

    @Override
    public List<Claimed> lapsed(Handle handle, int most) {
        handle.createUpdate("""
                        UPDATE queued SET state = 'waiting', leased_until = NULL WHERE ctid = ANY(ARRAY(
                            SELECT ctid FROM queued WHERE leased_until < clock_timestamp() AND state = 'claimed'
                            LIMIT :most FOR UPDATE SKIP LOCKED))""")
                .bind("most", most)
                .execute();
        return handle.createQuery("""
                        UPDATE queued SET state = 'unknown', leased_until = clock_timestamp() + :resolving * interval '1 millisecond',
                            reason = 'outcome-unknown' WHERE ctid = ANY(ARRAY(
                            SELECT ctid FROM queued WHERE leased_until < clock_timestamp() AND state IN ('sending', 'unknown')
                            LIMIT :most FOR UPDATE SKIP LOCKED))
                        RETURNING queued.*""")
                .bind("most", most)
                .bind("resolving", RESOLVING.toMillis())
                .map((row, context) -> claimed(row))
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
    public void order(Handle handle, String subject) {
        SubjectLock.take(handle, subject);
    }

    @Override
    public Claimed rejoin(Handle handle, Claimed claimed, String subject) {
        handle.createUpdate("UPDATE queued SET subject = :subject WHERE message = :message AND target = :target AND subject IS NULL")
                .bind("subject", subject)
                .bind("message", claimed.message().value())
                .bind("target", claimed.target().key())
                .execute();
        return claimed.about(subject);
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
                        UPDATE queued SET due = :again WHERE ctid = ANY(ARRAY(
                            SELECT ctid FROM queued WHERE state = 'unknown' AND endpoint = :endpoint AND due <= :now
                            ORDER BY position LIMIT :most FOR UPDATE SKIP LOCKED))
                        RETURNING queued.*""")
                .bind("endpoint", endpoint)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("again", again.atOffset(ZoneOffset.UTC))
                .bind("most", most)
                .map((row, context) -> claimed(row))
                .list());
    }

    @Override
    public List<Claimed> expired(Instant now, int most, Duration lease) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        UPDATE queued SET state = 'claimed', token = nextval('delivery_token'),
                            leased_until = clock_timestamp() + :lease * interval '1 millisecond'
                        WHERE ctid = ANY(ARRAY(
                            SELECT ctid FROM queued WHERE leased_until IS NULL AND state = 'waiting' AND expires <= :now
                            ORDER BY expires LIMIT :most FOR UPDATE SKIP LOCKED))
                        RETURNING queued.*""")
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("most", most)
                .bind("lease", lease.toMillis())
                .map((row, context) -> claimed(row))
                .list());
    }

    @Override
    public Optional<Claimed> begun(MessageId message, String target) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT * FROM queued WHERE message = :message AND target = :target AND attempts > 0
                            AND state IN ('waiting', 'claimed', 'sending', 'unknown', 'dead')""")
                .bind("message", message.value())
                .bind("target", target)
                .map((row, context) -> claimed(row))
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
