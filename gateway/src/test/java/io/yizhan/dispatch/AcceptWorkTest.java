package io.yizhan.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.attachment.AttachmentLimits;
import io.yizhan.attachment.Attachments;
import io.yizhan.attachment.Depot;
import io.yizhan.casework.Casework;
import io.yizhan.casework.WorkingDays;
import io.yizhan.delivery.Message;
import io.yizhan.delivery.Messages;
import io.yizhan.delivery.Outbox;
import io.yizhan.delivery.Sequels;
import io.yizhan.delivery.Target;
import io.yizhan.dispatch.Accepting.Result;
import io.yizhan.dispatch.Accepting.Row;
import io.yizhan.feed.Feed;
import io.yizhan.feed.Filter;
import io.yizhan.feed.Places;
import io.yizhan.feed.Publication;
import io.yizhan.feed.Sent;
import io.yizhan.figures.Figure;
import io.yizhan.figures.Figures;
import io.yizhan.figures.Mark;
import io.yizhan.figures.Subject;
import io.yizhan.ledger.Entry;
import io.yizhan.ledger.Ledger;
import io.yizhan.partner.Agreement;
import io.yizhan.partner.Quotas;
import io.yizhan.store.Claims;
import io.yizhan.testing.TestDatabase;
import io.yizhan.vocabulary.Assurance;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.Release;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a group commit accepts, and what it makes of a group whose COMMIT was done although its answer was lost. */
class AcceptWorkTest {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.fresh();

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final PartnerId SENDER = new PartnerId("sender");
    private static final Target TARGET = new Target(new PartnerId("a"), "", "a/notice/production", "agreed", Release.FULL, false);

    @TempDir
    static Path directory;

    private static final Feed.Line LINE = new Feed.Line("notice", Environment.PRODUCTION);

    private final Feed feed = Feed.in(database.jdbi());
    private final Figures figures = Figures.in(database.jdbi());
    private final Random random = new Random(4);
    private final Ledger ledger = Ledger.in(database.jdbi(), random);
    private final AcceptWork work = new AcceptWork(
            Claims.in(database.jdbi()), Quotas.in(), ledger, Messages.in(database.jdbi()), Outbox.in(database.jdbi()),
            Casework.in(database.jdbi(), WorkingDays.shipped()),
            Attachments.in(database.jdbi(), directory, List.of(Depot.directory(directory)), new AttachmentLimits(1, 1, 1, Duration.ofSeconds(1), Duration.ofSeconds(1)), Clock.systemUTC()),
            feed, Sent.in(database.jdbi()), figures, Sequels.in(database.jdbi(), message -> false));

    @BeforeEach
    void begin_with_nothing() {
        database.jdbi().useHandle(handle -> handle.execute("TRUNCATE outbox, message, payload, seen_claim, agreement_use, ledger_entry, feed_line, feed_item, feed_version, feed_sent, "
                + "figure_mark, figure_item, figure_total, figure_region"));
    }

    @Test
    void takes_no_more_than_the_quota_of_the_day() {
        assertThat(write(row("1", 1), row("2", 1))).containsExactly(new Result.Taken(), new Result.No(refused()));
    }

    @Test
    void takes_again_what_was_taken_when_the_answer_to_its_commit_was_lost() {
        Row row = row("1", 1);
        write(row);
        assertThat(write(row)).containsExactly(new Result.Taken());
    }

    @Test
    void counts_once_what_was_written_twice() {
        Row row = row("1", 2);
        write(row);
        write(row);
        assertThat(write(row("2", 2))).containsExactly(new Result.Taken());
    }

    @Test
    void knows_a_message_again_that_was_written_twice() {
        Row row = row("1", 1);
        write(row);
        write(row);
        assertThat(write(row("1", 1))).containsExactly(new Result.Again(row.message().message().id()));
    }

    @Test
    void sends_out_once_what_was_written_twice() {
        Row row = row("1", 1);
        write(row);
        write(row);
        int rows = database.jdbi().withHandle(handle -> handle.createQuery("SELECT count(*) FROM outbox").mapTo(Integer.class).one());
        assertThat(rows).isOne();
    }

    @Test
    void counts_for_its_items_figures_once_what_was_written_twice() {
        Row row = row("1", 1);
        write(row);
        write(row);
        assertThat(counted()).isOne();
    }

    @Test
    void counts_only_what_is_new_of_an_item() {
        write(publishing("1", 2, "{}"), publishing("2", 1, "{}"), publishing("3", 2, "{}"));
        assertThat(counted()).isOne();
    }

    @Test
    void publishes_once_what_was_written_twice() {
        Row row = publishing("1", 1, "{}");
        write(row);
        assertThat(write(row)).containsExactly(new Result.Taken());
        assertThat(feed.last(LINE)).isOne();
    }

    @Test
    void leaves_nothing_of_an_item_whose_version_had_another_content() {
        write(publishing("1", 1, "{}"));
        Row other = publishing("2", 1, "{\"other\":true}");
        assertThat(write(other)).containsExactly(new Result.No(Refusal.of(RefusalCode.CONFLICTING_DUPLICATE, "", "a greater version for another content")));
        assertThat(Messages.in(database.jdbi()).find(other.message().message().id())).isEmpty();
        assertThat(write(publishing("2", 2, "{\"other\":true}"))).containsExactly(new Result.Taken());
    }

    @Test
    void sends_out_nothing_of_an_item_that_is_there_or_newer() {
        assertThat(write(publishing("1", 2, "{}"), publishing("2", 1, "{}"), publishing("3", 2, "{}")))
                .containsExactly(new Result.Taken(), new Result.Taken(), new Result.Taken());
        int rows = database.jdbi().withHandle(handle -> handle.createQuery("SELECT count(*) FROM outbox").mapTo(Integer.class).one());
        assertThat(rows).isOne();
    }

    @Test
    void who_wants_some_items_is_sent_the_end_of_one_that_came_and_went_in_one_group() {
        Filter rent = new Filter(Map.of("theme", Set.of("rent")));
        write(publishing("1", 1, "{\"theme\":\"rent\"}", rent), publishing("2", 2, "{}", rent));
        int rows = database.jdbi().withHandle(handle -> handle.createQuery("SELECT count(*) FROM outbox").mapTo(Integer.class).one());
        assertThat(rows).isEqualTo(2);
    }

    private List<Result> write(Row... rows) {
        return database.jdbi().inTransaction(handle -> work.write(handle, List.of(rows)));
    }

    private Refusal refused() {
        return Refusal.of(RefusalCode.TOO_MANY, "", "the agreement's quota of the day is used up");
    }

    /** A message by its sender's name for it, which it sends under an agreement with that quota. */
    private Row row(String senderId, int quota) {
        MessageId id = MessageId.of(NOW, random.nextLong(), random.nextLong());
        Digest content = Digest.sha256(new byte[] {1});
        Ledger.Sealed entry = ledger.seal(new Entry(
                new UUID(random.nextLong(), random.nextLong()), id, "notice", "accept", SENDER, Optional.of(TARGET.partner()), NOW, Environment.PRODUCTION,
                Assurance.MESSAGE, content, Optional.empty(), "", "", "", "accepted", Duration.ZERO));
        Message message = new Message(
                id, "notice", "submit", SENDER, Environment.PRODUCTION, Optional.of(senderId), "urn:test", Optional.empty(), NOW,
                NOW.plus(Duration.ofDays(10)), content, Assurance.MESSAGE, "", Optional.empty(), entry.commitment());
        Claims.Claim identity = new Claims.Claim(Digest.sha256(senderId.getBytes(StandardCharsets.UTF_8)), content, id, NOW.plusSeconds(600));
        return new Row(
                Optional.empty(), Optional.of(identity), List.of(agreement(quota)), LocalDate.of(2026, 11, 22), new Messages.Said(message, new byte[] {1}),
                List.of(TARGET), Optional.empty(), Optional.empty(), counts(id), addressee -> TARGET, closed -> Optional.empty(), List.of(), entry);
    }

    /** A version of one item, which the target follows. */
    private Row publishing(String senderId, long version, String content) {
        return publishing(senderId, version, content, new Filter(Map.of()));
    }

    private Row publishing(String senderId, long version, String content, Filter wants) {
        Row row = row(senderId, 100);
        Publication publication = new Publication(
                new Publication.Name(LINE, SENDER, "item"), version, false, content.getBytes(StandardCharsets.UTF_8), NOW);
        Accepting.Publishing publishing = new Accepting.Publishing(
                publication, new Places("/id", "/version", "/withdrawn", Map.of("theme", "/theme")), List.of(new Accepting.Follower(TARGET, wants)),
                result -> result.taken() ? counts(row.message().message().id()).stream().findFirst() : Optional.empty());
        return new Row(
                row.replay(), row.identity(), row.quotas(), row.day(), row.message(), List.of(), Optional.empty(), Optional.of(publishing), List.of(), row.address(),
                row.closings(), row.files(), row.entry());
    }

    private static List<Mark> counts(MessageId id) {
        return List.of(Mark.of(id, Figure.PUBLISHED, Subject.of(new Figures.Line("notice", Environment.PRODUCTION), "sender", "item"), NOW));
    }

    private long counted() {
        figures.fold(Duration.ZERO, 100);
        Figures.Months all = new Figures.Months(YearMonth.of(2026, 1), YearMonth.of(2026, 12));
        return figures.totals(new Figures.Line("notice", Environment.PRODUCTION), all, SENDER, "item").stream().mapToLong(Figures.Total::many).sum();
    }

    private static Agreement agreement(int quota) {
        return new Agreement(
                "agreed", SENDER, Set.of("*"), "notice", Set.of(), Set.of("duty"), Release.FULL, Optional.of(quota), LocalDate.of(2020, 1, 1),
                LocalDate.of(2099, 12, 31), List.of(Agreement.Way.DIRECT));
    }
}
