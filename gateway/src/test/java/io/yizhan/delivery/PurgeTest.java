package io.yizhan.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.testing.TestDatabase;
import io.yizhan.vocabulary.Assurance;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.Release;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is over is destroyed by its time, and what is not over never. */
class PurgeTest {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.fresh();

    private static final Instant THEN = Instant.parse("2026-01-15T08:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    private final Messages messages = Messages.in(database.jdbi());
    private final Outbox outbox = Outbox.in(database.jdbi());

    @Test
    void destroys_what_messages_say_before_what_became_of_them() {
        MessageId message = add("first-kind");
        messages.purge("first-kind", NOW, THEN);
        assertThat(content("first-kind", message)).isEmpty();
        assertThat(messages.find(message)).isPresent();
    }

    @Test
    void forgets_messages_in_the_end() {
        MessageId message = add("second-kind");
        messages.purge("second-kind", NOW, NOW);
        assertThat(messages.find(message)).isEmpty();
    }

    @Test
    void keeps_what_is_still_on_its_way() {
        MessageId message = add("third-kind");
        Target target = new Target(new PartnerId("a"), "", "a/third-kind/production", "", Release.FULL, false);
        database.jdbi().useTransaction(handle -> outbox.add(
                handle, List.of(new Outbox.Post(message, "third-kind", Optional.empty(), List.of(target), NOW))));
        messages.purge("third-kind", NOW, NOW);
        assertThat(content("third-kind", message)).isPresent();
    }

    private Optional<byte[]> content(String kind, MessageId id) {
        return database.jdbi().withHandle(handle -> messages.content(handle, kind, id));
    }

    private MessageId add(String kind) {
        MessageId id = MessageId.of(THEN, 1, kind.hashCode());
        Message message = new Message(
                id, kind, "use", new PartnerId("s"), Environment.PRODUCTION, Optional.empty(), "urn:s", Optional.empty(), THEN,
                THEN.plus(Duration.ofDays(10)), Digest.sha256(new byte[0]), Assurance.MESSAGE, "", Optional.empty(), Digest.sha256(new byte[0]));
        database.jdbi().useTransaction(handle -> messages.add(handle, List.of(new Messages.Said(message, "{}".getBytes(StandardCharsets.UTF_8)))));
        return id;
    }
}
