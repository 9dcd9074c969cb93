package io.yizhan.ledger;

import io.yizhan.store.Column;
import io.yizhan.store.Sql;
import io.yizhan.vocabulary.Assurance;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** The ledger as rows of {@code ledger_entry}. */
final class PostgresLedger implements Ledger {
    private static final int SALT = 32;
    private static final String COLUMNS = "id, at, message, kind, step, from_partner, to_partner, environment, assurance, "
            + "received, delivered, mappings, signature, consent, outcome, took_micros";

    private static final Sql APPEND = Sql.of("INSERT INTO ledger_entry (" + COLUMNS + ", salt, commitment) SELECT * FROM unnest(:id, :at, :message, :kind, "
            + ":step, :from, :to, :environment, :assurance, :received, :delivered, :mappings, :signature, :consent, :outcome, "
            + ":took, :salt, :commitment) ON CONFLICT (id, at) DO NOTHING");

    private final Jdbi jdbi;
    private final RandomGenerator random;
    private final Months months;

    PostgresLedger(Jdbi jdbi, RandomGenerator random) {
        this.jdbi = jdbi;
        this.random = random;
        this.months = new Months(jdbi);
    }

    @Override
    public Sealed seal(Entry entry) {
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        return new Sealed(entry, salt, CanonicalEntry.commitment(salt, entry));
    }

    @Override
    public void appendSealed(Handle handle, List<Sealed> rows) {
        if (rows.isEmpty()) {
            return;
        }
        List<Entry> entries = column(rows, Sealed::entry);
        entries.stream().map(Entry::at).map(Months::of).distinct().forEach(month -> months.ensure(handle, month));
        APPEND.on(handle)
                .bind("id", Column.uuid(column(entries, Entry::id)))
                .bind("at", Column.timestamptz(column(entries, CanonicalEntry::at)))
                .bind("message", Column.uuid(column(entries, entry -> entry.message().value())))
                .bind("kind", Column.text(column(entries, Entry::kind)))
                .bind("step", Column.text(column(entries, Entry::step)))
                .bind("from", Column.text(column(entries, entry -> entry.from().value())))
                .bind("to", Column.text(column(entries, entry -> entry.to().map(PartnerId::value).orElse(null))))
                .bind("environment", Column.text(column(entries, entry -> entry.environment().name().toLowerCase(Locale.ROOT))))
                .bind("assurance", Column.text(column(entries, entry -> entry.assurance().label())))
                .bind("received", Column.bytea(column(entries, entry -> entry.received().bytes())))
                .bind("delivered", Column.bytea(column(entries, entry -> entry.delivered().map(Digest::bytes).orElse(null))))
                .bind("mappings", Column.text(column(entries, Entry::mappings)))
                .bind("signature", Column.text(column(entries, Entry::signature)))
                .bind("consent", Column.text(column(entries, Entry::consent)))
                .bind("outcome", Column.text(column(entries, Entry::outcome)))
                .bind("took", Column.int8(column(entries, CanonicalEntry::micros)))
                .bind("salt", Column.bytea(column(rows, Sealed::salt)))
                .bind("commitment", Column.bytea(column(rows, row -> row.commitment().bytes())))
                .execute();
    }

    /** A column as a list that may hold nulls. */
    private static <S, T> List<T> column(List<S> rows, Function<S, T> value) {
        List<T> column = new ArrayList<>(rows.size());
        rows.forEach(row -> column.add(value.apply(row)));
        return column;
    }

    @Override
    public List<Entry> of(MessageId message) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT " + COLUMNS + " FROM ledger_entry WHERE message = :message ORDER BY at, id")
                .bind("message", message.value())
                .map(PostgresLedger::entry)
                .list());
    }

    @Override
    public List<Entry> newest(int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT " + COLUMNS + " FROM ledger_entry AS entry WHERE NOT EXISTS "
                        + "(SELECT FROM ledger_entry AS later WHERE later.message = entry.message AND (later.at, later.id) > (entry.at, entry.id)) "
                        + "ORDER BY at DESC, id DESC LIMIT :limit")
                .bind("limit", limit)
                .map(PostgresLedger::entry)
                .list());
    }

    private static Entry entry(ResultSet row, StatementContext context) throws SQLException {
        return new Entry(
                row.getObject("id", UUID.class),
                new MessageId(row.getObject("message", UUID.class)),
                row.getString("kind"),
                row.getString("step"),
                new PartnerId(row.getString("from_partner")),
                Optional.ofNullable(row.getString("to_partner")).map(PartnerId::new),
                instant(row, "at"),
                Environment.valueOf(row.getString("environment").toUpperCase(Locale.ROOT)),
                assurance(row.getString("assurance")),
                Digest.of(row.getBytes("received")),
                Optional.ofNullable(row.getBytes("delivered")).map(Digest::of),
                row.getString("mappings"),
                row.getString("signature"),
                row.getString("consent"),
                row.getString("outcome"),
                Duration.of(row.getLong("took_micros"), ChronoUnit.MICROS));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Assurance assurance(String label) {
        return Stream.of(Assurance.values()).filter(each -> each.label().equals(label)).findFirst().orElseThrow();
    }

    @Override
    public void prepare(Instant now) {
        months.prepare(now);
    }
}
