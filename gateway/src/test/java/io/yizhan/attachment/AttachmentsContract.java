package io.yizhan.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.attachment.Attachments.Grant;
import io.yizhan.attachment.Attachments.Item;
import io.yizhan.attachment.Attachments.Progress;
import io.yizhan.testing.MovableClock;
import io.yizhan.testing.TestDatabase;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What holds wherever contents are kept. */
abstract class AttachmentsContract {
    private static final int SIZE = 700_000;
    private static final Duration KEPT = Duration.ofDays(30);
    private static final Duration UNFINISHED = Duration.ofHours(24);
    private static final PartnerId ONE = new PartnerId("region-one");
    private static final PartnerId OTHER = new PartnerId("region-other");

    @RegisterExtension
    static final TestDatabase database = TestDatabase.fresh();

    @TempDir
    private Path directory;

    private final MovableClock clock = MovableClock.standing();
    private Attachments attachments;

    /** @param place for what it keeps on this machine */
    abstract Depot depot(Path place) throws IOException;

    @BeforeEach
    void open() throws IOException {
        attachments = attachments(new AttachmentLimits(4 * SIZE, 16 * SIZE, 8, KEPT, UNFINISHED));
    }

    private Attachments attachments(AttachmentLimits limits) throws IOException {
        Path arriving = Files.createDirectories(directory.resolve("arriving"));
        return Attachments.in(database.jdbi(), arriving, List.of(depot(Files.createDirectories(directory.resolve("kept")))), limits, clock);
    }

    @AfterEach
    void close() {
        attachments.close();
        database.jdbi().useHandle(handle -> handle.execute("TRUNCATE attachment, attachment_grant"));
    }

    /** Made-up bytes, other ones for every seed. */
    private static byte[] bytes(int seed) {
        byte[] bytes = new byte[SIZE];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static Item item(byte[] content, PartnerId partner) {
        return new Item(Digest.sha256(content), Environment.PRODUCTION, partner);
    }

    private static Part whole(byte[] content) {
        return new Part(0, content.length, content.length, true, Optional.empty());
    }

    private static Part part(byte[] content, int from, int to) {
        return new Part(from, to - from, content.length, false, Optional.empty());
    }

    /** Brings a part and hands back what the end says. */
    private Outcome<Boolean> bring(Item item, Part part, byte[] content) {
        return attachments.upload(item, part).then(upload -> {
            try (upload) {
                for (int at = (int) part.from(); at < part.from() + part.length(); at += 100_000) {
                    int length = (int) Math.min(100_000, part.from() + part.length() - at);
                    accepted(upload.take(ByteBuffer.wrap(content, at, length)));
                }
                return upload.end().then(complete -> complete ? upload.keep().map(kept -> true) : Outcome.of(false));
            }
        });
    }

    private static <T> T accepted(Outcome<T> outcome) {
        return outcome.fold(value -> value, refusal -> {
            throw new AssertionError(refusal.toString());
        });
    }

    private static Refusal refused(Outcome<?> outcome) {
        return outcome.fold(value -> {
            throw new AssertionError("accepted: " + value);
        }, refusal -> refusal);
    }

    private byte[] read(Item item) throws IOException {
        try (Content content = accepted(attachments.open(item))) {
            return content.stream().readAllBytes();
        }
    }

    private Optional<Progress> progress(Item item) {
        return accepted(attachments.progress(item));
    }

    private void grant(Item item, Instant until) {
        database.jdbi().useTransaction(handle -> {
            assertThat(attachments.there(handle, List.of(new Item(item.digest(), item.environment(), ONE)))).containsExactly(true);
            attachments.grant(handle, List.of(new Grant(item, new MessageId(new java.util.UUID(7, 7)), until)));
        });
    }

    private List<Boolean> there(Item... items) {
        return database.jdbi().inTransaction(handle -> attachments.there(handle, List.of(items)));
    }

    // ---- bringing ----

    @Test
    void keeps_what_is_brought() throws IOException {
        byte[] content = bytes(1);

        assertThat(bring(item(content, ONE), whole(content), content)).isEqualTo(Outcome.of(true));

        assertThat(read(item(content, ONE))).isEqualTo(content);
        assertThat(progress(item(content, ONE))).contains(new Progress(SIZE, SIZE, true));
    }

    @Test
    void keeps_what_has_no_bytes() throws IOException {
        byte[] nothing = new byte[0];

        assertThat(bring(item(nothing, ONE), whole(nothing), nothing)).isEqualTo(Outcome.of(true));

        assertThat(read(item(nothing, ONE))).isEmpty();
    }

    @Test
    void reads_any_part_of_a_content() {
        byte[] content = bytes(2);
        bring(item(content, ONE), whole(content), content);
        ByteBuffer buffer = ByteBuffer.allocate(1000);

        try (Content kept = accepted(attachments.open(item(content, ONE)))) {
            assertThat(kept.read(buffer, SIZE - 500)).isEqualTo(500);
        }

        assertThat(Arrays.copyOf(buffer.array(), 500)).isEqualTo(Arrays.copyOfRange(content, SIZE - 500, SIZE));
    }

    @Test
    void goes_on_where_another_connection_ended() throws IOException {
        byte[] content = bytes(3);
        bring(item(content, ONE), part(content, 0, 300_000), content);

        assertThat(progress(item(content, ONE))).contains(new Progress(300_000, SIZE, false));
        assertThat(bring(item(content, ONE), part(content, 300_000, SIZE), content)).isEqualTo(Outcome.of(true));

        assertThat(read(item(content, ONE))).isEqualTo(content);
    }

    @Test
    void goes_on_after_the_gateway_was_started_again() throws IOException {
        byte[] content = bytes(4);
        bring(item(content, ONE), part(content, 0, 300_000), content);
        attachments.close();
        open();

        assertThat(bring(item(content, ONE), part(content, 300_000, SIZE), content)).isEqualTo(Outcome.of(true));

        assertThat(read(item(content, ONE))).isEqualTo(content);
    }

    @Test
    void keeps_what_came_in_of_a_part_that_broke_off() {
        byte[] content = bytes(5);
        try (Upload upload = accepted(attachments.upload(item(content, ONE), whole(content)))) {
            accepted(upload.take(ByteBuffer.wrap(content, 0, 123_456)));
        }

        assertThat(progress(item(content, ONE))).contains(new Progress(123_456, SIZE, false));
    }

    @Test
    void keeps_nothing_of_a_content_with_another_digest() {
        byte[] content = bytes(6);
        byte[] another = bytes(7);

        Refusal refusal = refused(bring(item(content, ONE), whole(content), another));

        assertThat(refusal.code()).isEqualTo(RefusalCode.MALFORMED);
        assertThat(refusal.status()).isEqualTo(422);
        assertThat(progress(item(content, ONE))).isEmpty();
        assertThat(directory.resolve("arriving")).isEmptyDirectory();
    }

    @Test
    void drops_a_part_with_another_digest_and_no_other() throws IOException {
        byte[] content = bytes(8);
        bring(item(content, ONE), part(content, 0, 300_000), content);
        Part told = part(content, 300_000, 500_000).beside(Optional.of(Digest.sha256(bytes(9))));

        assertThat(refused(bring(item(content, ONE), told, content)).status()).isEqualTo(422);
        assertThat(progress(item(content, ONE))).contains(new Progress(300_000, SIZE, false));

        assertThat(bring(item(content, ONE), part(content, 300_000, SIZE), content)).isEqualTo(Outcome.of(true));
        assertThat(read(item(content, ONE))).isEqualTo(content);
    }

    @Test
    void refuses_a_part_that_does_not_follow_on_what_is_there() {
        byte[] content = bytes(10);
        bring(item(content, ONE), part(content, 0, 300_000), content);

        assertThat(refused(bring(item(content, ONE), part(content, 300_001, SIZE), content)).status()).isEqualTo(409);
        assertThat(refused(bring(item(content, ONE), part(content, 0, 300_000), content)).status()).isEqualTo(409);
    }

    @Test
    void refuses_a_part_of_something_that_was_never_begun() {
        byte[] content = bytes(11);

        assertThat(refused(bring(item(content, ONE), part(content, 300_000, SIZE), content)).status()).isEqualTo(409);
    }

    @Test
    void refuses_a_part_of_a_whole_that_has_another_size_now() {
        byte[] content = bytes(12);
        bring(item(content, ONE), part(content, 0, 300_000), content);

        assertThat(refused(bring(item(content, ONE), new Part(300_000, 1000, SIZE + 1, false, Optional.empty()), content)).status()).isEqualTo(409);
    }

    @Test
    void refuses_more_bytes_than_were_announced() {
        byte[] content = bytes(13);
        try (Upload upload = accepted(attachments.upload(item(content, ONE), part(content, 0, 1000)))) {

            assertThat(refused(upload.take(ByteBuffer.wrap(content, 0, 1001))).code()).isEqualTo(RefusalCode.MALFORMED);
        }
    }

    @Test
    void refuses_to_go_on_with_what_another_connection_still_brings() {
        byte[] content = bytes(14);
        try (Upload first = accepted(attachments.upload(item(content, ONE), part(content, 0, 300_000)))) {
            accepted(first.take(ByteBuffer.wrap(content, 0, 1000)));

            assertThat(refused(attachments.upload(item(content, ONE), part(content, 1000, SIZE))).status()).isEqualTo(409);
        }
    }

    @Test
    void who_begins_anew_takes_the_place_of_a_connection_that_hangs() throws IOException {
        byte[] content = bytes(15);
        try (Upload hanging = accepted(attachments.upload(item(content, ONE), whole(content)))) {
            accepted(hanging.take(ByteBuffer.wrap(content, 0, 1000)));

            assertThat(bring(item(content, ONE), whole(content), content)).isEqualTo(Outcome.of(true));
        }

        assertThat(read(item(content, ONE))).isEqualTo(content);
        assertThat(directory.resolve("arriving")).isEmptyDirectory();
    }

    // ---- how much ----

    @Test
    void refuses_what_is_too_large() {
        assertThat(refused(attachments.upload(item(bytes(16), ONE), new Part(0, 1, 4 * SIZE + 1, true, Optional.empty()))).code())
                .isEqualTo(RefusalCode.TOO_LARGE);
    }

    @Test
    void refuses_more_than_a_partner_may_have_lying_about() {
        Stream.of(17, 18, 19, 20).forEach(seed -> bring(item(bytes(seed), ONE), whole(bytes(seed)), bytes(seed)));

        assertThat(refused(attachments.upload(item(bytes(21), ONE), whole(bytes(21)))).code()).isEqualTo(RefusalCode.TOO_MANY);
        accepted(attachments.upload(item(bytes(21), OTHER), whole(bytes(21)))).close();
    }

    @Test
    void what_a_message_speaks_of_lies_about_no_more() {
        Stream.of(17, 18, 19, 20).forEach(seed -> bring(item(bytes(seed), ONE), whole(bytes(seed)), bytes(seed)));
        grant(item(bytes(17), OTHER), clock.instant().plus(KEPT));

        accepted(attachments.upload(item(bytes(21), ONE), whole(bytes(21)))).close();
    }

    @Test
    void that_all_partners_together_fill_the_gateway_is_no_fault_of_one() {
        for (int seed = 0; seed < 16; seed++) {
            PartnerId partner = new PartnerId("partner-" + seed / 4);
            bring(item(bytes(seed), partner), whole(bytes(seed)), bytes(seed));
        }

        assertThat(refused(attachments.upload(item(bytes(21), ONE), whole(bytes(21)))).code()).isEqualTo(RefusalCode.GATEWAY_UNAVAILABLE);
    }

    @Test
    void refuses_more_uploads_at_the_same_time_than_a_partner_may_have() {
        try (Upload first = accepted(attachments.upload(item(bytes(22), ONE), whole(bytes(22))));
                Upload second = accepted(attachments.upload(item(bytes(23), ONE), whole(bytes(23))))) {

            assertThat(refused(attachments.upload(item(bytes(24), ONE), whole(bytes(24)))).code()).isEqualTo(RefusalCode.TOO_MANY);
            assertThat(first.offset()).isEqualTo(second.offset());
        }
        accepted(attachments.upload(item(bytes(24), ONE), whole(bytes(24)))).close();
    }

    // ---- who may ----

    @Test
    void a_digest_alone_opens_nothing() {
        byte[] content = bytes(30);
        bring(item(content, ONE), whole(content), content);

        assertThat(refused(attachments.open(item(content, OTHER))).code()).isEqualTo(RefusalCode.NO_SUCH_FILE);
        assertThat(progress(item(content, OTHER))).isEmpty();
        assertThat(there(item(content, OTHER))).containsExactly(false);
    }

    @Test
    void what_was_brought_for_trying_out_is_not_there_in_earnest() {
        byte[] content = bytes(31);
        bring(new Item(Digest.sha256(content), Environment.TEST, ONE), whole(content), content);

        assertThat(refused(attachments.open(item(content, ONE))).code()).isEqualTo(RefusalCode.NO_SUCH_FILE);
        assertThat(there(item(content, ONE))).containsExactly(false);
    }

    @Test
    void who_a_message_goes_to_may_fetch_what_it_speaks_of_and_refer_to_it() throws IOException {
        byte[] content = bytes(32);
        bring(item(content, ONE), whole(content), content);

        grant(item(content, OTHER), clock.instant().plusSeconds(60));

        assertThat(read(item(content, OTHER))).isEqualTo(content);
        assertThat(there(item(content, OTHER), item(bytes(33), OTHER))).containsExactly(true, false);
    }

    @Test
    void a_grant_ends() {
        byte[] content = bytes(34);
        bring(item(content, ONE), whole(content), content);
        grant(item(content, OTHER), clock.instant().plusSeconds(60));
        clock.passes(Duration.ofSeconds(60));

        assertThat(refused(attachments.open(item(content, OTHER))).code()).isEqualTo(RefusalCode.NO_SUCH_FILE);
    }

    @Test
    void the_same_grant_twice_lasts_as_long_as_the_longer() throws IOException {
        byte[] content = bytes(35);
        bring(item(content, ONE), whole(content), content);
        grant(item(content, OTHER), clock.instant().plusSeconds(600));
        grant(item(content, OTHER), clock.instant().plusSeconds(60));
        clock.passes(Duration.ofSeconds(300));

        assertThat(read(item(content, OTHER))).isEqualTo(content);
    }

    @Test
    void a_message_cannot_refer_to_what_has_not_come_in_as_a_whole() {
        byte[] content = bytes(36);
        bring(item(content, ONE), part(content, 0, 300_000), content);

        assertThat(there(item(content, ONE))).containsExactly(false);
    }

    @Test
    void opens_what_is_sent_along_with_a_message() throws IOException {
        byte[] content = bytes(37);
        bring(item(content, ONE), whole(content), content);

        try (Content sent = accepted(attachments.open(Digest.sha256(content), Environment.PRODUCTION))) {
            assertThat(sent.stream().readAllBytes()).isEqualTo(content);
        }
    }

    // ---- forgetting ----

    @Test
    void forgets_what_nobody_needs_any_more() {
        byte[] content = bytes(40);
        bring(item(content, ONE), whole(content), content);
        clock.passes(KEPT.plusSeconds(1));

        assertThat(attachments.forget(clock.instant())).isEqualTo(1);

        assertThat(progress(item(content, ONE))).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void forgets_nothing_that_somebody_may_still_fetch() throws IOException {
        byte[] content = bytes(41);
        bring(item(content, ONE), whole(content), content);
        grant(item(content, OTHER), clock.instant().plus(KEPT).plus(KEPT));
        clock.passes(KEPT.plusSeconds(1));

        assertThat(attachments.forget(clock.instant())).isZero();

        assertThat(read(item(content, OTHER))).isEqualTo(content);
    }

    private void letGo(Item item, MessageId message) {
        database.jdbi().useTransaction(handle -> attachments.letGo(handle, item, message, true));
    }

    @Test
    void forgets_at_once_what_was_brought_for_one_message_that_is_over() {
        byte[] content = bytes(48);
        bring(item(content, ONE), whole(content), content);
        grant(item(content, ONE), clock.instant().plus(KEPT));

        letGo(item(content, ONE), new MessageId(new java.util.UUID(7, 7)));

        assertThat(attachments.forget(clock.instant())).isEqualTo(1);
    }

    @Test
    void keeps_what_one_message_let_go_and_another_speaks_of() throws IOException {
        byte[] content = bytes(49);
        bring(item(content, ONE), whole(content), content);
        grant(item(content, OTHER), clock.instant().plus(KEPT));

        letGo(item(content, ONE), new MessageId(new java.util.UUID(8, 8)));

        assertThat(attachments.forget(clock.instant())).isZero();
        assertThat(read(item(content, OTHER))).isEqualTo(content);
    }

    @Test
    void keeps_what_was_granted_for_longer_where_that_is_prolonged() throws IOException {
        byte[] content = bytes(48);
        bring(item(content, ONE), whole(content), content);
        grant(item(content, OTHER), clock.instant().plus(KEPT));

        List<MessageId> ending = attachments.ending(clock.instant().plus(KEPT).plusSeconds(1));
        attachments.prolong(ending, clock.instant().plus(KEPT).plus(KEPT));
        clock.passes(KEPT.plusSeconds(2));

        assertThat(ending).hasSize(1);
        assertThat(attachments.forget(clock.instant())).isZero();
        assertThat(read(item(content, OTHER))).isEqualTo(content);
    }

    @Test
    void knows_what_an_endpoint_was_brought_until_that_is_forgotten() {
        byte[] content = bytes(49);
        Digest digest = Digest.sha256(content);
        bring(item(content, ONE), whole(content), content);
        attachments.push("region-other/kind/production", digest);

        assertThat(attachments.pushed("region-other/kind/production", List.of(digest, Digest.sha256(bytes(47))))).containsExactly(digest);
        assertThat(attachments.pushed("region-one/kind/production", List.of(digest))).isEmpty();

        clock.passes(KEPT.plusSeconds(1));
        attachments.forget(clock.instant());
        assertThat(attachments.pushed("region-other/kind/production", List.of(digest))).isEmpty();
    }

    @Test
    void forgets_nothing_that_another_partner_brought_later() throws IOException {
        byte[] content = bytes(42);
        bring(item(content, ONE), whole(content), content);
        clock.passes(KEPT);
        bring(item(content, OTHER), whole(content), content);
        clock.passes(Duration.ofSeconds(1));

        attachments.forget(clock.instant());

        assertThat(progress(item(content, ONE))).isEmpty();
        assertThat(read(item(content, OTHER))).isEqualTo(content);
    }

    @Test
    void forgets_an_upload_nobody_goes_on_with() {
        byte[] content = bytes(43);
        bring(item(content, ONE), part(content, 0, 300_000), content);
        clock.passes(UNFINISHED.plusSeconds(1));

        attachments.forget(clock.instant());

        assertThat(progress(item(content, ONE))).isEmpty();
        assertThat(directory.resolve("arriving")).isEmptyDirectory();
    }

    @Test
    void leaves_an_upload_alone_that_is_gone_on_with() {
        byte[] content = bytes(44);
        bring(item(content, ONE), part(content, 0, 300_000), content);
        clock.passes(UNFINISHED);
        bring(item(content, ONE), part(content, 300_000, 400_000), content);
        clock.passes(UNFINISHED);

        attachments.forget(clock.instant());

        assertThat(progress(item(content, ONE))).contains(new Progress(400_000, SIZE, false));
    }

    @Test
    void removes_a_file_that_belongs_to_no_upload() throws IOException {
        Path orphan = Files.write(directory.resolve("arriving").resolve(Digest.sha256(bytes(45)) + "-999999"), bytes(45));

        attachments.forget(clock.instant());

        assertThat(orphan).doesNotExist();
    }

    @Test
    void comes_to_the_end_of_what_another_began_to_let_go_of() {
        byte[] content = bytes(46);
        bring(item(content, ONE), whole(content), content);
        database.jdbi().useHandle(handle -> handle.execute("UPDATE attachment SET state = 'leaving'"));

        attachments.forget(clock.instant());

        assertThat(files()).isEmpty();
        assertThat(database.jdbi().<Integer, RuntimeException>withHandle(
                        handle -> handle.createQuery("SELECT count(*) FROM attachment").mapTo(Integer.class).one()))
                .isZero();
    }

    @Test
    void what_was_forgotten_can_be_brought_again() throws IOException {
        byte[] content = bytes(47);
        bring(item(content, ONE), whole(content), content);
        clock.passes(KEPT.plusSeconds(1));
        attachments.forget(clock.instant());

        assertThat(bring(item(content, ONE), whole(content), content)).isEqualTo(Outcome.of(true));

        assertThat(read(item(content, ONE))).isEqualTo(content);
    }

    /** What is kept in the directory of this test; nothing where it is kept elsewhere. */
    private List<Path> files() {
        try (Stream<Path> tree = Files.walk(directory)) {
            return tree.filter(Files::isRegularFile).toList();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
