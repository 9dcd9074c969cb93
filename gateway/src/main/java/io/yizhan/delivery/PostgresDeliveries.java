package io.yizhan.delivery;

import io.yizhan.delivery.Queue.Claimed;
import io.yizhan.store.Column;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads {@code outbox}, {@code queued} and {@code delivery} as one. */
record PostgresDeliveries(Jdbi jdbi) implements Deliveries {
    private static final String OPEN = "message, target, kind, partner, party, endpoint, state, reason, attempts, due AS at FROM queued";
    private static final String SETTLED = "id AS message, target, kind, partner, party, endpoint, state, reason, attempts, settled AS at FROM delivery";
    private static final String UNEXPANDED = "message, t.target, kind, t.partner, t.party, t.endpoint, 'waiting' AS state, '' AS reason, 0 AS attempts, "
            + "coalesce(published, now()) AS at FROM outbox CROSS JOIN LATERAL jsonb_to_recordset(targets) "
            + "AS t (target text, partner text, party text, endpoint text)";

    private static final String STUCK = "SELECT queued.*, due AS at, sender, part, environment, sender_id, accepted, queued.expires AS until "
            + "FROM queued JOIN message ON message.kind = queued.kind AND message.id = queued.message ";

    /** One look, so that one that is settled meanwhile is neither missed nor seen twice. */
    @Override
    public List<Delivery> of(MessageId message) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT " + UNEXPANDED + " WHERE message = :id UNION ALL SELECT " + OPEN
                        + " WHERE message = :id UNION ALL SELECT " + SETTLED + " WHERE id = :id ORDER BY target")
                .bind("id", message.value())
                .map(PostgresDeliveries::delivery)
                .list());
    }

    private static Delivery delivery(ResultSet row, StatementContext context) throws SQLException {
        return new Delivery(
                new Key(new MessageId(row.getObject("message", UUID.class)), row.getString("target")),
                row.getString("kind"),
                new PartnerId(row.getString("partner")),
                row.getString("party"),
                row.getString("endpoint"),
                row.getString("state"),
                row.getString("reason"),
                row.getInt("attempts"),
                instant(row, "at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    @Override
    public List<Stuck> stuck(Selection selection, Optional<Key> after, int most) {
        return jdbi.withHandle(handle -> handle.createQuery(STUCK + """
                        WHERE state = :state
                            AND (:kind::text IS NULL OR queued.kind = :kind) AND (:partner::text IS NULL OR partner = :partner)
                            AND (:endpoint::text IS NULL OR endpoint = :endpoint) AND (:reason::text IS NULL OR reason = :reason)
                            AND (:before::timestamptz IS NULL OR due < :before::timestamptz)
                            AND (:afterMessage::uuid IS NULL OR (queued.message, target) > (:afterMessage::uuid, :afterTarget))
                        ORDER BY queued.message, target LIMIT :most""")
                .bind("state", selection.state().word())
                .bind("kind", selection.kind().orElse(null))
                .bind("partner", selection.partner().map(PartnerId::value).orElse(null))
                .bind("endpoint", selection.endpoint().orElse(null))
                .bind("reason", selection.reason().orElse(null))
                .bind("before", selection.before().map(Instant::toString).orElse(null))
                .bind("afterMessage", after.map(Key::message).map(MessageId::toString).orElse(null))
                .bind("afterTarget", after.map(Key::target).orElse(null))
                .bind("most", most)
                .map(PostgresDeliveries::stuckOne)
                .list());
    }

    @Override
    public Optional<Stuck> stuck(Key key) {
        return jdbi.withHandle(handle -> handle.createQuery(STUCK + "WHERE queued.message = :message AND target = :target AND state IN ('dead', 'unknown')")
                .bind("message", key.message().value())
                .bind("target", key.target())
                .map(PostgresDeliveries::stuckOne)
                .findOne());
    }

    private static Stuck stuckOne(ResultSet row, StatementContext context) throws SQLException {
        return new Stuck(
                delivery(row, context),
                new PartnerId(row.getString("sender")),
                row.getString("part"),
                Environment.valueOf(row.getString("environment").toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.getString("sender_id")),
                instant(row, "accepted"),
                instant(row, "until"));
    }

    @Override
    public Optional<Claimed> hold(Handle handle, Key key, Queue.State state) {
        return handle.createQuery("SELECT * FROM queued WHERE message = :message AND target = :target AND state = :state FOR UPDATE")
                .bind("message", key.message().value())
                .bind("target", key.target())
                .bind("state", state.word())
                .map((row, context) -> PostgresQueue.claimed(row))
                .findOne();
    }

    @Override
    public List<MessageId> refused(String kind, String endpoint, Optional<MessageId> after, int most) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT id FROM delivery WHERE kind = :kind AND endpoint = :endpoint AND state = 'refused'
                            AND (:after::uuid IS NULL OR id > :after::uuid) ORDER BY id LIMIT :most""")
                .bind("kind", kind)
                .bind("endpoint", endpoint)
                .bind("after", after.map(MessageId::toString).orElse(null))
                .bind("most", most)
                .mapTo(UUID.class)
                .map(MessageId::new)
                .list());
    }

    @Override
    public List<Exchanged> exchanged(PartnerId partner, Environment environment, Optional<String> kind, Instant from, Instant until) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        WITH told AS (
                            SELECT kind, id, sender, sender_id FROM message
                            WHERE id >= :from AND id < :until AND environment = :environment AND (:kind::text IS NULL OR kind = :kind)
                        ), stands AS (
                            SELECT message AS id, partner, state FROM queued WHERE message >= :from AND message < :until
                            UNION ALL SELECT id, partner, state FROM delivery WHERE id >= :from AND id < :until
                        )
                        SELECT told.sender = :partner AS sent, kind, coalesce(sender_id, told.id::text) AS name, coalesce(state, 'accepted') AS state
                        FROM told LEFT JOIN stands USING (id) WHERE told.sender = :partner OR stands.partner = :partner""")
                .bind("from", MessageId.first(from).value())
                .bind("until", MessageId.first(until).value())
                .bind("environment", environment.name().toLowerCase(Locale.ROOT))
                .bind("kind", kind.orElse(null))
                .bind("partner", partner.value())
                .map((row, context) -> new Exchanged(row.getBoolean("sent"), row.getString("kind"), row.getString("name"), row.getString("state")))
                .list());
    }

    @Override
    public List<Unanswered> unanswered(Wanting wanting, Instant before, int most) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        WITH said AS (
                            SELECT m.id, m.part, m.sender, m.sender_id, m.environment, m.accepted, CAST(convert_from(p.content, 'UTF8') AS json) AS content
                            FROM message m JOIN payload p ON p.kind = m.kind AND p.id = m.id
                            WHERE m.kind = :kind AND m.part IN (:part, :answer)),
                        keyed AS (
                            SELECT said.*, ARRAY(SELECT content #>> string_to_array(substr(path, 2), '/')
                                FROM unnest(:same) WITH ORDINALITY AS same (path, n) ORDER BY n) AS key
                            FROM said)
                        SELECT k.id, k.sender, k.sender_id, k.environment, k.accepted, ARRAY(
                            SELECT partner FROM delivery WHERE kind = :kind AND id = k.id
                            UNION SELECT partner FROM queued WHERE message = k.id ORDER BY 1) AS partners
                        FROM keyed k
                        WHERE k.part = :part AND k.accepted < :before AND k.content #>> string_to_array(substr(:at, 2), '/') IN (SELECT * FROM unnest(:values))
                            AND NOT EXISTS (SELECT 1 FROM keyed a WHERE a.part = :answer AND a.environment = k.environment AND a.key = k.key)
                        ORDER BY k.accepted, k.id LIMIT :most""")
                .bind("kind", wanting.kind())
                .bind("part", wanting.part())
                .bind("answer", wanting.answer())
                .bind("at", wanting.at())
                .bind("same", Column.text(wanting.same()))
                .bind("values", Column.text(wanting.values()))
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .bind("most", most)
                .map((row, context) -> new Unanswered(
                        new MessageId(row.getObject("id", UUID.class)), new PartnerId(row.getString("sender")), Optional.ofNullable(row.getString("sender_id")),
                        Environment.valueOf(row.getString("environment").toUpperCase(Locale.ROOT)),
                        Stream.of((String[]) row.getArray("partners").getArray()).map(PartnerId::new).toList(), instant(row, "accepted")))
                .list());
    }
}
