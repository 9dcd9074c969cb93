package io.yizhan.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.attachment.AttachmentLimits;
import io.yizhan.attachment.Attachments;
import io.yizhan.attachment.Depot;
import io.yizhan.casework.Casework;
import io.yizhan.casework.WorkingDays;
import io.yizhan.contract.Contract;
import io.yizhan.delivery.Messages;
import io.yizhan.feed.Feed;
import io.yizhan.feed.Publication;
import io.yizhan.testing.RunningWorld;
import io.yizhan.testing.TestDatabase;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.PartnerId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.fresh();

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final Feed.Line LINE = new Feed.Line("policy-catalogue", Environment.PRODUCTION);

    @TempDir
    private Path directory;

    @Test
    void old_versions_of_items_are_kept_as_long_as_what_messages_say() {
        Feed feed = Feed.in(database.jdbi());
        database.jdbi().useTransaction(handle -> feed.publish(handle, List.of(
                version(1, Duration.ofDays(90)), version(2, Duration.ofDays(31)), version(3, Duration.ofDays(29)), version(4, Duration.ZERO))));

        retention(feed).keep(NOW);

        List<Long> kept = database.jdbi().withHandle(handle -> handle.createQuery("SELECT version FROM feed_version ORDER BY version")
                .mapTo(Long.class)
                .list());
        assertThat(kept).containsExactly(2L, 3L, 4L);
    }

    private Retention retention(Feed feed) {
        AttachmentLimits limits = new AttachmentLimits(1, 1, 1, Duration.ofSeconds(1), Duration.ofSeconds(1));
        return new Retention(
                Messages.in(database.jdbi()), Attachments.in(database.jdbi(), directory, List.of(Depot.directory(directory)), limits, Clock.systemUTC()),
                Casework.in(database.jdbi(), WorkingDays.shipped()), feed, Contract.load(RunningWorld.MAPPINGS));
    }

    private static Publication version(long number, Duration ago) {
        byte[] content = ("version " + number).getBytes(StandardCharsets.UTF_8);
        return new Publication(new Publication.Name(LINE, new PartnerId("a"), "item"), number, false, content, NOW.minus(ago));
    }
}
