package io.yizhan.delivery;

import io.yizhan.store.Column;
import io.yizhan.store.Sql;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

record PostgresSequels(Jdbi jdbi, Predicate<Message> of) implements Sequels {
    private static final Sql ADD = Sql.of("INSERT INTO sequel (message) SELECT * FROM unnest(:message) ON CONFLICT DO NOTHING");
    private static final Sql DUE = Sql.of("SELECT message FROM sequel WHERE next_try <= :now AND attempts < " + ATTEMPTS + " ORDER BY message LIMIT :most");
    private static final Sql LATER = Sql.of(
            "UPDATE sequel SET attempts = attempts + 1, trouble = :trouble, failed = :now, next_try = CAST(:now AS timestamptz) + interval '10 seconds' * power(2, attempts) WHERE message = :message");
    private static final Sql STUCK = Sql.of("SELECT s.message, m.kind, m.sender, m.environment, m.accepted, s.attempts, coalesce(s.trouble, '') AS trouble, "
            + "coalesce(s.failed, m.accepted) AS failed FROM sequel AS s JOIN message AS m ON m.id = s.message WHERE s.attempts >= " + ATTEMPTS
            + " ORDER BY s.message LIMIT :most");
    private static final Sql AGAIN = Sql.of("UPDATE sequel SET attempts = 0, next_try = '-infinity' WHERE message = :message AND attempts >= " + ATTEMPTS);
    private static final Sql DONE = Sql.of("DELETE FROM sequel WHERE message = :message");

    @Override
    public void add(Handle handle, Collection<Message> accepted) {
        List<UUID> ids = accepted.stream().filter(of).map(message -> message.id().value()).toList();
        if (!ids.isEmpty()) {
            ADD.on(handle).bind("message", Column.uuid(ids)).execute();
        }
    }

    @Override
    public List<MessageId> due(int most, Instant now) {
        return jdbi.withHandle(handle -> DUE.on(handle).bind("most", most).bind("now", now.atOffset(ZoneOffset.UTC)).list(row -> new MessageId(row.getObject("message", UUID.class))));
    }

    @Override
    public void later(MessageId message, String trouble, Instant now) {
        jdbi.useHandle(handle -> LATER.on(handle).bind("message", message.value()).bind("trouble", trouble).bind("now", now.atOffset(ZoneOffset.UTC)).execute());
    }

    @Override
    public List<Stuck> stuck(int most) {
        return jdbi.withHandle(handle -> STUCK.on(handle).bind("most", most).list(PostgresSequels::stuck));
    }

    private static Stuck stuck(ResultSet row) throws SQLException {
        return new Stuck(
                new MessageId(row.getObject("message", UUID.class)), row.getString("kind"), new PartnerId(row.getString("sender")),
                Environment.valueOf(row.getString("environment").toUpperCase(Locale.ROOT)), row.getObject("accepted", OffsetDateTime.class).toInstant(), row.getInt("attempts"),
                row.getString("trouble"), row.getObject("failed", OffsetDateTime.class).toInstant());
    }

    @Override
    public boolean again(Handle handle, MessageId message) {
        return AGAIN.on(handle).bind("message", message.value()).execute() > 0;
    }

    @Override
    public void done(MessageId message) {
        jdbi.useHandle(handle -> DONE.on(handle).bind("message", message.value()).execute());
    }
}
