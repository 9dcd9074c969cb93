package io.yizhan.delivery;

import io.yizhan.store.Column;
import io.yizhan.store.Partitions;
import io.yizhan.store.Sql;
import io.yizhan.vocabulary.Assurance;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Messages as rows of {@code message} and {@code payload}. */
final class PostgresMessages implements Messages {
    private static final String COLUMNS = "kind, id, part, sender, environment, sender_id, source, subject, accepted, expires, received, "
            + "assurance, consent, trace, entry";

    private static final Sql ADD = Sql.of("INSERT INTO message (" + COLUMNS + ") SELECT * FROM unnest(:kind, :id, :part, :sender, :environment, :senderId, "
            + ":source, :subject, :accepted, :expires, :received, :assurance, :consent, :trace, :entry) ON CONFLICT DO NOTHING RETURNING id");
    private static final Sql ADD_PAYLOADS =
            Sql.of("INSERT INTO payload (kind, id, content) SELECT * FROM unnest(:kind, :id, :content) ON CONFLICT DO NOTHING");
    /** Bounded, so that of all partitions only those are looked into that can have any of these. */
    private static final Sql SAID = Sql.of("SELECT message.*, content FROM message JOIN payload USING (kind, id) "
            + "WHERE kind = :kind AND id = ANY(:ids) AND id >= :first AND id <= :last");

    private final Jdbi jdbi;
    private final Partitions rows;
    private final Partitions payloads;

    PostgresMessages(Jdbi jdbi) {
        this.jdbi = jdbi;
        this.rows = Partitions.of(jdbi, List.of("message", "delivery"));
        this.payloads = Partitions.of(jdbi, List.of("payload"));
    }

    @Override
    public Set<MessageId> add(Handle handle, List<Said> messages) {
        if (messages.isEmpty()) {
            return Set.of();
        }
        messages.forEach(said -> {
            rows.ensure(handle, said.message().kind(), said.message().id());
            payloads.ensure(handle, said.message().kind(), said.message().id());
        });
        addPayloads(handle, messages);
        List<Message> all = messages.stream().map(Said::message).toList();
        return new HashSet<>(ADD.on(handle)
                .bind("kind", Column.text(column(all, Message::kind)))
                .bind("id", Column.uuid(column(all, message -> message.id().value())))
                .bind("part", Column.text(column(all, Message::part)))
                .bind("sender", Column.text(column(all, message -> message.sender().value())))
                .bind("environment", Column.text(column(all, message -> message.environment().name().toLowerCase(Locale.ROOT))))
                .bind("senderId", Column.text(column(all, message -> message.senderId().orElse(null))))
                .bind("source", Column.text(column(all, Message::source)))
                .bind("subject", Column.text(column(all, message -> message.subject().orElse(null))))
                .bind("accepted", Column.timestamptz(column(all, Message::accepted)))
                .bind("expires", Column.timestamptz(column(all, Message::expires)))
                .bind("received", Column.bytea(column(all, message -> message.received().bytes())))
                .bind("assurance", Column.text(column(all, message -> message.assurance().label())))
                .bind("consent", Column.text(column(all, Message::consent)))
                .bind("trace", Column.text(column(all, message -> message.trace().orElse(null))))
                .bind("entry", Column.bytea(column(all, message -> message.entry().bytes())))
                .list(row -> new MessageId(row.getObject("id", UUID.class))));
    }

    private static void addPayloads(Handle handle, List<Said> messages) {
        ADD_PAYLOADS.on(handle)
                .bind("kind", Column.text(column(messages, said -> said.message().kind())))
                .bind("id", Column.uuid(column(messages, said -> said.message().id().value())))
                .bind("content", Column.bytea(column(messages, Said::content)))
                .execute();
    }

    /** A column as a list that may hold nulls. */
    private static <S, T> List<T> column(List<S> rows, Function<S, T> value) {
        List<T> column = new ArrayList<>(rows.size());
        rows.forEach(row -> column.add(value.apply(row)));
        return column;
    }

    @Override
    public Optional<Message> find(MessageId id) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT " + COLUMNS + " FROM message WHERE id = :id")
                .bind("id", id.value())
                .map((row, context) -> message(row))
                .findOne());
    }

    @Override
    public Optional<byte[]> content(Handle handle, String kind, MessageId id) {
        return handle.createQuery("SELECT content FROM payload WHERE kind = :kind AND id = :id")
                .bind("kind", kind)
                .bind("id", id.value())
                .mapTo(byte[].class)
                .findOne();
    }

    @Override
    public List<Said> said(Handle handle, String kind, Collection<MessageId> ids) {
        // as PostgreSQL orders them: Java takes their first bit for a sign
        List<UUID> sorted = ids.stream().map(MessageId::value).sorted(Comparator.comparing(UUID::toString)).toList();
        return SAID.on(handle)
                .bind("kind", kind)
                .bind("ids", Column.uuid(sorted))
                .bind("first", sorted.get(0))
                .bind("last", sorted.get(sorted.size() - 1))
                .list(row -> new Said(message(row), row.getBytes("content")));
    }

    private static Message message(ResultSet row) throws SQLException {
        return new Message(
                new MessageId(row.getObject("id", UUID.class)),
                row.getString("kind"),
                row.getString("part"),
                new PartnerId(row.getString("sender")),
                Environment.valueOf(row.getString("environment").toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.getString("sender_id")),
                row.getString("source"),
                Optional.ofNullable(row.getString("subject")),
                instant(row, "accepted"),
                instant(row, "expires"),
                Digest.of(row.getBytes("received")),
                assurance(row.getString("assurance")),
                row.getString("consent"),
                Optional.ofNullable(row.getString("trace")),
                Digest.of(row.getBytes("entry")));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Assurance assurance(String label) {
        return Stream.of(Assurance.values()).filter(each -> each.label().equals(label)).findFirst().orElseThrow();
    }

    @Override
    public void prepare(Collection<String> kinds, Instant now) {
        rows.prepare(kinds, now);
        payloads.prepare(kinds, now);
    }

    @Override
    public List<String> purge(String kind, Instant ofPayloads, Instant ofMessages) {
        Optional<Instant> open = jdbi.withHandle(handle -> oldestOpen(handle, kind));
        return Stream.concat(
                        payloads.purge(kind, earlier(ofPayloads, open)).stream(), rows.purge(kind, earlier(ofMessages, open)).stream())
                .toList();
    }

    private static Instant earlier(Instant before, Optional<Instant> open) {
        return open.filter(before::isAfter).orElse(before);
    }

    private static Optional<Instant> oldestOpen(Handle handle, String kind) {
        return handle.createQuery("""
                        SELECT id FROM (
                            SELECT message AS id FROM queued WHERE kind = :kind UNION ALL SELECT message FROM outbox WHERE kind = :kind) AS open
                        ORDER BY id LIMIT 1""")
                .bind("kind", kind)
                .mapTo(UUID.class)
                .findOne()
                .map(MessageId::new)
                .map(MessageId::at);
    }
}
