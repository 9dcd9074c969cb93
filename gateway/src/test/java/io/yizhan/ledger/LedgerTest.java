package io.yizhan.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.testing.TestDatabase;
import io.yizhan.vocabulary.Assurance;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LedgerTest {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.fresh();

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00.123456Z");

    private final Ledger ledger = Ledger.in(database.jdbi(), new SecureRandom());

    @Test
    void keeps_every_field_of_an_entry() {
        var entry = entry(new MessageId(UUID.randomUUID()), "request", NOW);
        append(entry);
        assertThat(ledger.of(entry.message())).containsExactly(entry);
    }

    @Test
    void keeps_an_entry_that_knows_neither_answerer_nor_delivery() {
        var entry = unfinished();
        append(entry);
        assertThat(ledger.of(entry.message())).containsExactly(entry);
    }

    @Test
    void leaves_an_entry_that_is_already_there_as_it_is() {
        var entry = entry(new MessageId(UUID.randomUUID()), "request", NOW);
        append(entry);
        var before = commitment(entry);
        append(entry);
        assertThat(commitment(entry)).isEqualTo(before);
    }

    @Test
    void commits_to_salt_and_canonical_form() {
        var entry = entry(new MessageId(UUID.randomUUID()), "request", NOW);
        append(entry);
        assertThat(commitment(entry)).isEqualTo(Digest.sha256(salt(entry), CanonicalEntry.bytes(entry)));
    }

    @Test
    void commits_to_the_same_form_after_the_database_has_kept_it() {
        var entry = entry(new MessageId(UUID.randomUUID()), "request", Instant.parse("2026-11-22T08:00:00.123456789Z"));
        append(entry);
        assertThat(commitment(entry)).isEqualTo(Digest.sha256(salt(entry), CanonicalEntry.bytes(ledger.of(entry.message()).get(0))));
    }

    @Test
    void gives_every_entry_a_salt_of_its_own() {
        var one = entry(new MessageId(UUID.randomUUID()), "request", NOW);
        var other = entry(one.message(), "reply", NOW.plusMillis(5));
        append(one, other);
        assertThat(salt(one)).hasSize(32).isNotEqualTo(salt(other));
    }

    @Test
    void writes_the_canonical_form_of_RFC_8785() {
        var entry = new Entry(UUID.fromString("00000000-0000-4000-8000-000000000001"),
                MessageId.parse("01935000-0000-7000-8000-000000000002"), "licence-recognition", "request", new PartnerId("jiangxi"),
                Optional.empty(), Instant.parse("2026-11-22T08:00:00Z"), Environment.TEST, Assurance.HEADER_ONLY, Digest.sha256(),
                Optional.empty(), "m", "a\"b\u001fc", "授权", "asked", Duration.ofNanos(1_234_567));
        assertThat(new String(CanonicalEntry.bytes(entry), StandardCharsets.UTF_8)).isEqualTo(
                "{\"assurance\":\"header-only\",\"at\":\"2026-11-22T08:00:00.000000Z\",\"consent\":\"授权\",\"environment\":\"test\","
                        + "\"from\":\"jiangxi\",\"id\":\"00000000-0000-4000-8000-000000000001\",\"kind\":\"licence-recognition\",\"mappings\":\"m\","
                        + "\"message\":\"01935000-0000-7000-8000-000000000002\",\"outcome\":\"asked\","
                        + "\"received\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\","
                        + "\"signature\":\"a\\\"b\\u001fc\",\"step\":\"request\",\"took\":1234}");
    }

    @Test
    void writes_times_with_six_digits_and_cuts_off_what_is_finer() {
        Entry entry = entry(new MessageId(UUID.randomUUID()), "asked", Instant.parse("2026-11-22T08:00:00.012345999Z"));
        assertThat(new String(CanonicalEntry.bytes(entry), StandardCharsets.UTF_8)).contains("\"at\":\"2026-11-22T08:00:00.012345Z\"");
    }

    @Test
    void makes_room_for_the_months_around() {
        ledger.prepare(Instant.parse("2031-11-30T23:00:00Z"));
        assertThat(partitions("ledger_entry_203%")).containsExactly("ledger_entry_2031_10", "ledger_entry_2031_11", "ledger_entry_2031_12",
                "ledger_entry_2032_01", "ledger_entry_2032_02");
    }

    @Test
    void prepares_the_same_months_twice_without_harm() {
        ledger.prepare(NOW);
        ledger.prepare(NOW);
        assertThat(partitions("ledger_entry_2026_11")).hasSize(1);
    }

    @Test
    void makes_room_for_an_entry_of_a_month_nobody_prepared() {
        var entry = entry(new MessageId(UUID.randomUUID()), "request", Instant.parse("2040-01-01T00:00:00Z"));
        append(entry);
        assertThat(ledger.of(entry.message())).containsExactly(entry);
    }

    @Test
    void makes_that_room_again_when_it_was_rolled_back() {
        var entry = entry(new MessageId(UUID.randomUUID()), "request", Instant.parse("2041-01-01T00:00:00Z"));
        database.jdbi().useHandle(handle -> {
            handle.begin();
            ledger.append(handle, List.of(entry));
            handle.rollback();
        });
        append(entry);
        assertThat(ledger.of(entry.message())).containsExactly(entry);
    }

    @Test
    void lists_the_newest_exchanges_by_their_last_entries() {
        var older = new MessageId(UUID.randomUUID());
        var newer = new MessageId(UUID.randomUUID());
        var later = Instant.parse("2050-01-01T00:00:00Z");
        var last = entry(older, "reply", later.plusSeconds(3));
        var only = entry(newer, "request", later.plusSeconds(2));
        append(entry(older, "request", later.plusSeconds(1)), only, last);
        assertThat(ledger.newest(2)).containsExactly(last, only);
    }

    private void append(Entry... entries) {
        database.jdbi().useTransaction(handle -> ledger.append(handle, List.of(entries)));
    }

    private static Digest commitment(Entry entry) {
        return Digest.of(column("commitment", entry));
    }

    private static byte[] salt(Entry entry) {
        return column("salt", entry);
    }

    private static byte[] column(String column, Entry entry) {
        return database.jdbi().withHandle(handle ->
                handle.createQuery("SELECT " + column + " FROM ledger_entry WHERE id = :id").bind("id", entry.id()).mapTo(byte[].class).one());
    }

    private static List<String> partitions(String like) {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE :like ORDER BY 1")
                .bind("like", like).mapTo(String.class).list());
    }

    private static Entry entry(MessageId message, String step, Instant at) {
        return new Entry(UUID.randomUUID(), message, "licence-recognition", step, new PartnerId("jiangxi"), Optional.of(new PartnerId("zhejiang")), at,
                Environment.TEST, Assurance.MESSAGE, Digest.sha256(new byte[] {1}), Optional.of(Digest.sha256(new byte[] {2})), "jiangxi@1 zhejiang@2",
                "sig1=:abc:", "SQ-1", "asked", Duration.ofNanos(1_500_000));
    }

    private static Entry unfinished() {
        return new Entry(UUID.randomUUID(), new MessageId(UUID.randomUUID()), "licence-recognition", "refusal", new PartnerId("jiangxi"), Optional.empty(),
                NOW, Environment.PRODUCTION, Assurance.HEADER_ONLY, Digest.sha256(new byte[] {1}), Optional.empty(), "", "", "", "not-agreed",
                Duration.ZERO);
    }
}
