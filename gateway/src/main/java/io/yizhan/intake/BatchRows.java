package io.yizhan.intake;

import io.yizhan.intake.Batch.Progress;
import io.yizhan.intake.Batch.Rejected;
import io.yizhan.intake.Batch.State;
import io.yizhan.store.Column;
import io.yizhan.vocabulary.Assurance;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The tables {@code batch} and {@code batch_rejected}, each method in somebody's transaction. */
record BatchRows(Handle handle) {

    void add(Batch batch, long size, boolean brought) {
        handle.createUpdate("""
                        INSERT INTO batch (id, kind, environment, sender, dialect, convention, sender_id, source, form, content, size, brought, assurance, accepted, entry, next_try)
                        VALUES (:id, :kind, :environment, :sender, :dialect, :convention, :senderId, :source, :form, :content, :size, :brought, :assurance, :accepted, :entry, :accepted)
                        ON CONFLICT (id) DO NOTHING""")
                .bind("id", batch.id().value())
                .bind("kind", batch.kind())
                .bind("environment", batch.environment().name())
                .bind("sender", batch.sender().value())
                .bind("dialect", batch.dialect())
                .bind("convention", batch.convention())
                .bind("senderId", batch.senderId().orElse(null))
                .bind("source", batch.source().orElse(null))
                .bind("form", batch.form().name())
                .bind("content", batch.content().bytes())
                .bind("size", size)
                .bind("brought", brought)
                .bind("assurance", batch.assurance().name())
                .bind("accepted", batch.accepted().atOffset(ZoneOffset.UTC))
                .bind("entry", batch.entry().bytes())
                .execute();
    }

    /** To the end of the transaction nobody else counts what that sender has waiting. */
    void hold(PartnerId sender) {
        handle.execute("SELECT pg_advisory_xact_lock(hashtextextended('batches of ' || ?, 0))", sender.value());
    }

    /** What of a sender is not worked off yet. */
    record Waiting(long batches, long bytes) {}

    Waiting waiting(PartnerId sender, Environment environment) {
        return handle.createQuery("""
                        SELECT count(*) AS batches, coalesce(sum(size), 0) AS bytes FROM batch
                        WHERE ended IS NULL AND sender = :sender AND environment = :environment""")
                .bind("sender", sender.value())
                .bind("environment", environment.name())
                .map((row, context) -> new Waiting(row.getLong("batches"), row.getLong("bytes")))
                .one();
    }

    /** A batch and how far it has come. */
    record Row(Batch batch, Progress progress) {}

    Optional<Row> find(MessageId id) {
        return handle.createQuery("SELECT * FROM batch WHERE id = :id").bind("id", id.value()).map((row, context) -> row(row)).findOne();
    }

    private static Row row(ResultSet row) throws SQLException {
        Batch batch = new Batch(
                new MessageId(row.getObject("id", UUID.class)), row.getString("kind"), Environment.valueOf(row.getString("environment")),
                new PartnerId(row.getString("sender")), row.getString("dialect"), row.getString("convention"),
                Optional.ofNullable(row.getString("sender_id")), Optional.ofNullable(row.getString("source")), Form.valueOf(row.getString("form")),
                Digest.of(row.getBytes("content")), Assurance.valueOf(row.getString("assurance")),
                row.getObject("accepted", OffsetDateTime.class).toInstant(), Digest.of(row.getBytes("entry")));
        return new Row(batch, new Progress(
                State.of(row.getString("state")), row.getLong("line"), row.getLong("place"), row.getLong("taken"), row.getLong("rejected"),
                refusal(row.getArray("refusal"))));
    }

    private static Optional<Refusal> refusal(Array told) throws SQLException {
        if (told == null) {
            return Optional.empty();
        }
        String[] parts = (String[]) told.getArray();
        return Optional.of(Refusal.of(RefusalCode.valueOf(parts[0].toUpperCase(Locale.ROOT).replace('-', '_')), parts[1], parts[2]));
    }

    /**
     * Those that are not over and may be tried: of each sender the oldest only, so that who sends much holds up nobody else. Those that have
     * not gone on for longest are first.
     */
    List<MessageId> open(int most, Instant now) {
        return handle.createQuery("""
                        SELECT id FROM (
                            SELECT DISTINCT ON (sender, environment) id, next_try FROM batch WHERE ended IS NULL ORDER BY sender, environment, accepted, id
                        ) AS oldest WHERE next_try <= :now ORDER BY next_try, id LIMIT :most""")
                .bind("most", most)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .mapTo(UUID.class)
                .map(MessageId::new)
                .list();
    }

    /** It cannot go on now: it is tried again later, every time twice as much later, up to some minutes. */
    void putOff(MessageId id, Progress at, Instant now) {
        handle.createUpdate("""
                        UPDATE batch SET tries = least(tries + 1, 20), next_try = CAST(:now AS timestamptz) + least(power(2, tries), 300) * interval '1 second'
                        WHERE id = :id AND line = :line AND ended IS NULL""")
                .bind("id", id.value())
                .bind("line", at.line())
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
    }

    /**
     * Of the lines that followed it is known now what became of them.
     *
     * @param before how far it had come
     * @param kept those of the rejected lines that are remembered
     * @param at the time, since it goes on after all others from then
     * @return false where somebody else has gone on meanwhile; then nothing is written
     */
    boolean settle(MessageId id, Progress before, Progress now, List<Rejected> kept, Instant at) {
        boolean mine = handle.createUpdate("""
                        UPDATE batch SET state = 'working', line = :line, place = :place, taken = :taken, rejected = :rejected, next_try = :at, tries = 0
                        WHERE id = :id AND line = :before AND ended IS NULL""")
                .bind("id", id.value())
                .bind("before", before.line())
                .bind("line", now.line())
                .bind("place", now.place())
                .bind("taken", now.taken())
                .bind("rejected", now.rejected())
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .execute() == 1;
        if (mine && !kept.isEmpty()) {
            handle.createUpdate("INSERT INTO batch_rejected SELECT :id, * FROM unnest(:line, :code, :place, :expected)")
                    .bind("id", id.value())
                    .bind("line", Column.int8(kept.stream().map(Rejected::line).toList()))
                    .bind("code", Column.text(kept.stream().map(Rejected::code).toList()))
                    .bind("place", Column.text(kept.stream().map(Rejected::place).toList()))
                    .bind("expected", Column.text(kept.stream().map(Rejected::expected).toList()))
                    .execute();
        }
        return mine;
    }

    /**
     * @param refusal why all of it was refused; empty where it was worked off
     * @return whether its content came with it; empty where somebody else has gone on meanwhile
     */
    Optional<Boolean> end(MessageId id, Progress before, Optional<Refusal> refusal, Instant now) {
        return handle.createQuery("UPDATE batch SET state = :state, refusal = :refusal, ended = :now WHERE id = :id AND line = :before AND ended IS NULL RETURNING brought")
                .bind("id", id.value())
                .bind("before", before.line())
                .bind("state", (refusal.isPresent() ? State.REFUSED : State.DONE).word())
                .bind("refusal", refusal.map(why -> Column.text(List.of(why.code().code(), why.place(), why.expected()))).orElse(null))
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .mapTo(Boolean.class)
                .findOne();
    }

    /** In the order of their lines. */
    List<Rejected> rejected(MessageId id, long after, int most) {
        return handle.createQuery("SELECT line, code, place, expected FROM batch_rejected WHERE batch = :id AND line > :after ORDER BY line LIMIT :most")
                .bind("id", id.value())
                .bind("after", after)
                .bind("most", most)
                .map((row, context) -> new Rejected(row.getLong("line"), row.getString("code"), row.getString("place"), row.getString("expected")))
                .list();
    }

    int forget(String kind, Instant before) {
        return handle.createUpdate("DELETE FROM batch WHERE kind = :kind AND ended < :before")
                .bind("kind", kind)
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .execute();
    }
}
