package io.yizhan.delivery;

import io.yizhan.store.Column;
import io.yizhan.store.Sql;
import io.yizhan.vocabulary.MessageId;
import java.time.Instant;
import java.util.Collection;
import org.jdbi.v3.core.Handle;

/**
 * From rows of {@code outbox} to rows of {@code queued}, one for each target. What else waits is looked up one subject at a time: however much
 * waits for a region that is down, the others' messages do not wait for a search through it.
 */
final class Expansion {
    private static final SubjectLock LOCK = SubjectLock.of("SELECT subject FROM outbox WHERE message = ANY(:ids) AND subject IS NOT NULL");
    private static final Sql EXPAND = Sql.of("""
            WITH told AS (
                SELECT sequence, subject FROM outbox WHERE message = ANY(:ids)
            ), taken AS (
                DELETE FROM outbox WHERE sequence = ANY(ARRAY(
                    SELECT sequence FROM told
                    UNION
                    SELECT older.sequence FROM outbox AS older JOIN told ON older.subject = told.subject AND older.sequence < told.sequence))
                RETURNING sequence, message, kind, subject, targets, expires
            ), fresh AS (
                SELECT taken.*, t.target, t.partner, t.party, t.endpoint, t.agreement, t.release, t.copy,
                    row_number() OVER (PARTITION BY t.endpoint, subject ORDER BY sequence) AS nth
                FROM taken CROSS JOIN LATERAL jsonb_to_recordset(targets)
                    AS t (target text, partner text, party text, endpoint text, agreement text, release text, copy boolean)
            )
            INSERT INTO queued (message, target, kind, partner, party, endpoint, agreement, release, copy, subject, position, expires, due, state)
            SELECT message, target, kind, partner, party, endpoint, agreement, release, copy, subject, sequence, expires, :now,
                CASE WHEN subject IS NOT NULL AND (nth > 1 OR earlier.open) THEN 'behind' ELSE 'waiting' END
            FROM fresh LEFT JOIN LATERAL (
                SELECT true AS open FROM queued WHERE queued.endpoint = fresh.endpoint AND queued.subject = fresh.subject LIMIT 1) AS earlier ON true
            ON CONFLICT DO NOTHING""");

    private Expansion() {}

    static int expand(Handle handle, Collection<MessageId> messages, Instant now) {
        Column ids = Column.uuid(messages.stream().map(MessageId::value).toList());
        LOCK.take(handle, ids);
        return EXPAND.on(handle).bind("ids", ids).bind("now", now).execute();
    }
}
