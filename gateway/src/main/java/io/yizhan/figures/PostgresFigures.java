package io.yizhan.figures;

import io.yizhan.store.Column;
import io.yizhan.store.Sql;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

record PostgresFigures(Jdbi jdbi) implements Figures {
    private static final Sql NOTE = Sql.of("""
            INSERT INTO figure_mark (message, target, figure, kind, environment, publisher, item, regions, addressed, case_id, at, many, amount)
            SELECT message, target, figure, kind, environment, publisher, item, regions, addressed, case_id, at, many, amount::numeric
            FROM unnest(:message, :target, :figure, :kind, :environment, :publisher, :item, :regions, :addressed, :case_id, :at, :many, :amount)
                AS noted (message, target, figure, kind, environment, publisher, item, regions, addressed, case_id, at, many, amount)
            ON CONFLICT DO NOTHING""");
    private static final Sql OPEN = Sql.of("""
            INSERT INTO figure_case (case_id, publisher, item, regions, addressed, opened)
            SELECT * FROM unnest(:case_id, :publisher, :item, :regions, :addressed, :at) ON CONFLICT DO NOTHING""");
    private static final String BY_REGION = """
            SELECT region, month, figure, many, amount FROM figure_region
            WHERE kind = :kind AND environment = :environment AND month BETWEEN :from AND :to
                AND region = ANY(:regions)
            ORDER BY region, month, figure""";
    /** By their first two digits; the whole country; and what is nobody's. */
    private static final List<String> PROVINCES = Stream.concat(Stream.of(""), IntStream.range(0, 100).mapToObj("%02d"::formatted)).toList();
    private static final String OF_ITEM = """
            SELECT '' AS region, month, figure, many, amount FROM figure_total
            WHERE kind = :kind AND environment = :environment AND publisher = :publisher AND item = :item AND month BETWEEN :from AND :to
            ORDER BY month, figure""";

    @Override
    public void mark(Handle handle, Collection<Mark> marks) {
        if (marks.isEmpty()) {
            return;
        }
        List<Mark> all = List.copyOf(marks);
        subjects(NOTE.on(handle), all)
                .bind("message", Column.uuid(column(all, mark -> mark.message().value())))
                .bind("target", Column.text(column(all, Mark::target)))
                .bind("figure", Column.text(column(all, mark -> mark.figure().word())))
                .bind("kind", Column.text(column(all, mark -> mark.of().line().kind())))
                .bind("environment", Column.text(column(all, mark -> word(mark.of().line()))))
                .bind("many", Column.int8(column(all, Mark::many)))
                .bind("amount", Column.text(column(all, mark -> mark.amount().map(BigDecimal::toPlainString).orElse(null))))
                .execute();
        List<Mark> opening = all.stream().filter(mark -> mark.caseId().isPresent() && !mark.of().item().isEmpty()).toList();
        if (!opening.isEmpty()) {
            subjects(OPEN.on(handle), opening).execute();
        }
    }

    private static Sql.Run subjects(Sql.Run run, List<Mark> all) {
        return run.bind("publisher", Column.text(column(all, mark -> mark.of().publisher())))
                .bind("item", Column.text(column(all, mark -> mark.of().item())))
                .bind("regions", Column.text(column(all, mark -> String.join(" ", mark.of().regions()))))
                .bind("addressed", Column.text(column(all, mark -> String.join(" ", mark.of().addressed()))))
                .bind("case_id", Column.uuid(column(all, mark -> mark.caseId().map(MessageId::value).orElse(null))))
                .bind("at", Column.timestamptz(column(all, Mark::at)));
    }

    /** Values may be null. */
    static <R, V> List<V> column(List<R> rows, Function<R, V> value) {
        return rows.stream().map(value).collect(Collectors.toList());
    }

    static String word(Line line) {
        return line.environment().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public int fold(Duration rested, int most) {
        return jdbi.inTransaction(handle -> new Folding(handle).fold(rested, most));
    }

    @Override
    public List<Total> totals(Line line, Months months, Optional<String> region) {
        return jdbi.withHandle(handle -> handle.createQuery(BY_REGION)
                .bind("kind", line.kind())
                .bind("environment", word(line))
                .bind("from", months.from().toString())
                .bind("to", months.to().toString())
                .bind("regions", Column.text(region.map(List::of).orElse(PROVINCES)))
                .map((row, context) -> total(row.getString("region"), row.getString("month"), row.getString("figure"), row.getLong("many"), row.getBigDecimal("amount")))
                .list());
    }

    @Override
    public List<Total> totals(Line line, Months months, PartnerId publisher, String item) {
        return jdbi.withHandle(handle -> handle.createQuery(OF_ITEM)
                .bind("kind", line.kind())
                .bind("environment", word(line))
                .bind("publisher", publisher.value())
                .bind("item", item)
                .bind("from", months.from().toString())
                .bind("to", months.to().toString())
                .map((row, context) -> total(row.getString("region"), row.getString("month"), row.getString("figure"), row.getLong("many"), row.getBigDecimal("amount")))
                .list());
    }

    private static Total total(String region, String month, String figure, long many, BigDecimal amount) {
        return new Total(region, YearMonth.parse(month), Figure.of(figure), many, amount);
    }

    @Override
    public int forget(Instant before) {
        return jdbi.withHandle(handle -> handle.createUpdate("DELETE FROM figure_case WHERE opened < :before")
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .execute());
    }
}
