package io.yizhan.delivery;

import io.yizhan.store.Column;
import io.yizhan.store.Sql;
import io.yizhan.vocabulary.MessageId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

record PostgresSequels(Jdbi jdbi, Predicate<Message> of) implements Sequels {
    private static final Sql ADD = Sql.of("INSERT INTO sequel (message) SELECT * FROM unnest(:message) ON CONFLICT DO NOTHING");
    private static final Sql DUE = Sql.of("SELECT message FROM sequel WHERE next_try <= :now AND attempts < " + ATTEMPTS + " ORDER BY message LIMIT :most");
    private static final Sql LATER = Sql.of(
            "UPDATE sequel SET attempts = attempts + 1, next_try = CAST(:now AS timestamptz) + interval '10 seconds' * power(2, attempts) WHERE message = :message");
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
    public void later(MessageId message, Instant now) {
        jdbi.useHandle(handle -> LATER.on(handle).bind("message", message.value()).bind("now", now.atOffset(ZoneOffset.UTC)).execute());
    }

    @Override
    public void done(MessageId message) {
        jdbi.useHandle(handle -> DONE.on(handle).bind("message", message.value()).execute());
    }
}
