package io.yizhan.attachment;

import io.yizhan.attachment.Attachments.Grant;
import io.yizhan.attachment.Attachments.Item;
import io.yizhan.store.Column;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** The tables {@code attachment} and {@code attachment_grant}, each method one statement in somebody's transaction. */
record AttachmentRows(Handle handle) {
    /** Any number that no digest is likely to begin with. */
    private static final long ACCOUNT = 8_001_000_000_000_000_001L;

    private static final String THIS = " digest = :digest AND environment = :environment AND uploader = :partner ";
    private static final int AT_ONCE = 10_000;

    enum State {
        ARRIVING,
        KEPT,
        LEAVING
    }

    record Row(long size, State state, long lot, String depot) {}

    /** @param all of all partners, the one that asks included */
    record Waiting(long all, long ofOne) {}

    private static <S extends SqlStatement<S>> S of(S statement, Item item) {
        return statement.bind("digest", item.digest().bytes())
                .bind("environment", item.environment().name())
                .bind("partner", item.partner().value());
    }

    Optional<Row> find(Item item, boolean locked) {
        return of(handle.createQuery("SELECT size, state, lot, depot FROM attachment WHERE" + THIS + (locked ? "FOR UPDATE" : "")), item)
                .map((row, context) -> row(row))
                .findOne();
    }

    private static Row row(ResultSet row) throws SQLException {
        State state = State.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
        return new Row(row.getLong("size"), state, row.getLong("lot"), row.getString("depot"));
    }

    /** To the end of the transaction nobody else counts. */
    Waiting waitingBeside(Item item) {
        handle.execute("SELECT pg_advisory_xact_lock(?)", ACCOUNT);
        return of(handle.createQuery("""
                        SELECT coalesce(sum(size), 0) AS everyone, coalesce(sum(size) FILTER (WHERE uploader = :partner), 0) AS this_one
                        FROM attachment WHERE waiting AND NOT (digest = :digest AND environment = :environment AND uploader = :partner)"""), item)
                .map((row, context) -> new Waiting(row.getLong("everyone"), row.getLong("this_one")))
                .one();
    }

    /** Begins, or begins anew. Returns the lot. */
    long begin(Item item, long size, String depot, Instant now) {
        return of(handle.createQuery("""
                        INSERT INTO attachment (digest, environment, uploader, size, state, depot, at)
                        VALUES (:digest, :environment, :partner, :size, 'arriving', :depot, :now)
                        ON CONFLICT (digest, environment, uploader) DO UPDATE
                            SET size = :size, state = 'arriving', depot = :depot, at = :now, lot = nextval('attachment_lot')
                        RETURNING lot"""), item)
                .bind("size", size)
                .bind("depot", depot)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .mapTo(Long.class)
                .one();
    }

    void goOn(Item item, Instant now) {
        of(handle.createUpdate("UPDATE attachment SET at = :now WHERE" + THIS), item).bind("now", now.atOffset(ZoneOffset.UTC)).execute();
    }

    /** It was found to be what it is called, so it is kept whatever became of its row meanwhile. */
    void keep(Item item, long size, String depot, Instant now) {
        of(handle.createUpdate("""
                        INSERT INTO attachment (digest, environment, uploader, size, state, depot, at)
                        VALUES (:digest, :environment, :partner, :size, 'kept', :depot, :now)
                        ON CONFLICT (digest, environment, uploader) DO UPDATE SET size = :size, state = 'kept', depot = :depot, at = :now"""), item)
                .bind("size", size)
                .bind("depot", depot)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
    }

    void drop(Item item, long lot) {
        of(handle.createUpdate("DELETE FROM attachment WHERE" + THIS + "AND state = 'arriving' AND lot = :lot"), item).bind("lot", lot).execute();
    }

    /** To the end of the transaction nobody else keeps or removes that content. */
    void hold(Digest digest) {
        handle.execute("SELECT pg_advisory_xact_lock(?)", ByteBuffer.wrap(digest.bytes()).getLong());
    }

    /** Where a content is that the partner may have. */
    List<Row> allowed(Item item, Instant now) {
        return of(handle.createQuery("""
                        SELECT size, state, lot, depot FROM attachment a
                        WHERE digest = :digest AND environment = :environment AND state = 'kept' AND (uploader = :partner OR EXISTS (
                            SELECT 1 FROM attachment_grant g
                            WHERE g.digest = a.digest AND g.environment = a.environment AND g.partner = :partner AND g.until > :now))"""), item)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .map((row, context) -> row(row))
                .list();
    }

    /** Where a content is, whoever may have it. */
    Set<String> depots(Digest digest, Environment environment) {
        return new HashSet<>(handle.createQuery("SELECT depot FROM attachment WHERE digest = :digest AND environment = :environment AND state = 'kept'")
                .bind("digest", digest.bytes())
                .bind("environment", environment.name())
                .mapTo(String.class)
                .list());
    }

    // ---- what messages speak of ----

    private static <S extends SqlStatement<S>> S of(S statement, Collection<Item> items) {
        return statement.bind("digests", Column.bytea(items.stream().map(item -> item.digest().bytes()).toList()))
                .bind("environments", Column.text(items.stream().map(item -> item.environment().name()).toList()))
                .bind("partners", Column.text(items.stream().map(item -> item.partner().value()).toList()));
    }

    private static Item item(ResultSet row) throws SQLException {
        return new Item(
                Digest.of(row.getBytes("digest")), Environment.valueOf(row.getString("environment")), new PartnerId(row.getString("partner")));
    }

    /** Everything kept under these digests, by whoever brought it; in one order, so that no two groups wait for each other. */
    Set<Item> locked(Collection<Item> items) {
        return new HashSet<>(handle.createQuery("""
                        SELECT digest, environment, uploader AS partner FROM attachment
                        WHERE state = 'kept' AND digest IN (SELECT * FROM unnest(:digests))
                        ORDER BY digest, environment, uploader FOR NO KEY UPDATE""")
                .bind("digests", Column.bytea(items.stream().map(item -> item.digest().bytes()).toList()))
                .map((row, context) -> item(row))
                .list());
    }

    Set<Item> granted(Collection<Item> items, Instant now) {
        return new HashSet<>(of(handle.createQuery("""
                        SELECT DISTINCT g.digest, g.environment, g.partner FROM attachment_grant g
                        JOIN unnest(:digests, :environments, :partners) AS i (digest, environment, partner) USING (digest, environment, partner)
                        WHERE g.until > :now"""), items)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .map((row, context) -> item(row))
                .list());
    }

    /** @param grants no two of one item and message */
    void grant(List<Grant> grants) {
        List<Item> items = grants.stream().map(Grant::item).toList();
        Column untils = Column.timestamptz(grants.stream().map(Grant::until).toList());
        of(handle.createUpdate("""
                        INSERT INTO attachment_grant (digest, environment, partner, message, until)
                        SELECT * FROM unnest(:digests, :environments, :partners, :messages, :untils) ORDER BY 1, 2, 3, 4
                        ON CONFLICT (digest, environment, partner, message) DO UPDATE SET until = greatest(attachment_grant.until, excluded.until)"""), items)
                .bind("messages", Column.uuid(grants.stream().map(grant -> grant.message().value()).toList()))
                .bind("untils", untils)
                .execute();
        of(handle.createUpdate("""
                        UPDATE attachment a SET waiting = false, needed = greatest(a.needed, g.until)
                        FROM (SELECT digest, environment, max(until) AS until
                              FROM unnest(:digests, :environments, :partners, :untils) AS i (digest, environment, partner, until)
                              GROUP BY digest, environment) g
                        WHERE a.digest = g.digest AND a.environment = g.environment"""), items)
                .bind("untils", untils)
                .execute();
    }

    void revoke(Item item, MessageId message) {
        of(handle.createUpdate("""
                        WITH gone AS (
                            DELETE FROM attachment_grant WHERE digest = :digest AND environment = :environment AND partner = :partner AND message = :message)
                        UPDATE attachment SET needed = coalesce((
                            SELECT max(until) FROM attachment_grant
                            WHERE digest = :digest AND environment = :environment AND NOT (partner = :partner AND message = :message)), '-infinity')
                        WHERE digest = :digest AND environment = :environment"""), item)
                .bind("message", message.value())
                .execute();
    }

    /** Where nobody needs it: as if it had been kept for long enough. */
    void leave(Item item) {
        of(handle.createUpdate("UPDATE attachment SET waiting = true, at = '-infinity' WHERE" + THIS + "AND state = 'kept' AND needed = '-infinity'"), item).execute();
    }

    Set<Digest> pushed(String endpoint, Collection<Digest> digests) {
        return new HashSet<>(handle.createQuery("SELECT digest FROM attachment_pushed WHERE endpoint = :endpoint AND digest IN (SELECT * FROM unnest(:digests))")
                .bind("endpoint", endpoint)
                .bind("digests", Column.bytea(digests.stream().map(Digest::bytes).toList()))
                .map((row, context) -> Digest.of(row.getBytes("digest")))
                .list());
    }

    void push(String endpoint, Digest digest, Instant now) {
        handle.createUpdate("INSERT INTO attachment_pushed (endpoint, digest, at) VALUES (:endpoint, :digest, :now) ON CONFLICT DO NOTHING")
                .bind("endpoint", endpoint)
                .bind("digest", digest.bytes())
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
    }

    List<MessageId> ending(Instant before) {
        return handle.createQuery("SELECT DISTINCT message FROM attachment_grant WHERE until < :before")
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .mapTo(UUID.class)
                .map(MessageId::new)
                .list();
    }

    void prolong(List<MessageId> messages, Instant until) {
        handle.createUpdate("""
                        WITH prolonged AS (
                            UPDATE attachment_grant SET until = :until WHERE message IN (SELECT * FROM unnest(:messages)) AND until < :until
                            RETURNING digest, environment)
                        UPDATE attachment a SET needed = greatest(a.needed, :until)
                        FROM (SELECT DISTINCT digest, environment FROM prolonged) p
                        WHERE a.digest = p.digest AND a.environment = p.environment""")
                .bind("until", until.atOffset(ZoneOffset.UTC))
                .bind("messages", Column.uuid(messages.stream().map(MessageId::value).toList()))
                .execute();
    }

    // ---- what nobody needs ----

    void forgetGrants(Instant now) {
        int gone;
        do {
            gone = handle.createUpdate("DELETE FROM attachment_grant WHERE ctid = ANY (ARRAY(SELECT ctid FROM attachment_grant WHERE until < :now LIMIT :some))")
                    .bind("now", now.atOffset(ZoneOffset.UTC))
                    .bind("some", AT_ONCE)
                    .execute();
        } while (gone == AT_ONCE);
    }

    /** Contents that are leaving, also those that another began to let go of and did not come to the end. */
    Set<Digest> leaving(Instant now, AttachmentLimits limits) {
        handle.createUpdate("""
                        UPDATE attachment SET state = 'leaving' WHERE ctid = ANY (ARRAY(
                            SELECT ctid FROM attachment
                            WHERE needed < :now AND (state = 'kept' AND at < :kept OR state = 'arriving' AND at < :unfinished)
                            FOR UPDATE SKIP LOCKED))""")
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("kept", now.minus(limits.kept()).atOffset(ZoneOffset.UTC))
                .bind("unfinished", now.minus(limits.unfinished()).atOffset(ZoneOffset.UTC))
                .execute();
        return new HashSet<>(handle.createQuery("SELECT DISTINCT digest FROM attachment WHERE state = 'leaving'")
                .map((row, context) -> Digest.of(row.getBytes("digest")))
                .list());
    }

    boolean isKept(Digest digest) {
        return handle.createQuery("SELECT EXISTS (SELECT 1 FROM attachment WHERE digest = :digest AND state = 'kept')")
                .bind("digest", digest.bytes())
                .mapTo(Boolean.class)
                .one();
    }

    void gone(Digest digest) {
        handle.createUpdate("DELETE FROM attachment WHERE digest = :digest AND state = 'leaving'").bind("digest", digest.bytes()).execute();
        handle.createUpdate("DELETE FROM attachment_pushed WHERE digest = :digest AND NOT EXISTS (SELECT 1 FROM attachment WHERE digest = :digest)")
                .bind("digest", digest.bytes())
                .execute();
    }

    /** Which of these lots are still expected to come to an end. */
    Set<Long> expected(Collection<Long> lots) {
        return new HashSet<>(handle.createQuery("SELECT lot FROM attachment WHERE state = 'arriving' AND lot IN (SELECT * FROM unnest(:lots))")
                .bind("lots", Column.int8(List.copyOf(lots)))
                .mapTo(Long.class)
                .list());
    }
}
