package io.yizhan.figures;

import static io.yizhan.figures.PostgresFigures.column;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.yizhan.store.Column;
import io.yizhan.store.Sql;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.RegionCode;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Adds marks to the totals, in one transaction that only one node is in at a time: what an item is for is known before whatever else counts of it. */
record Folding(Handle handle) {
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private static final String COUNTRY = "00";
    private static final Comparator<Key> IN_ORDER = Comparator.comparing(Key::kind).thenComparing(Key::environment).thenComparing(Key::publisher)
            .thenComparing(Key::name).thenComparing(Key::month).thenComparing(Key::figure);

    private static final Sql TAKE = Sql.of("""
            WITH taken AS (DELETE FROM figure_mark WHERE ctid = ANY(ARRAY(
                SELECT ctid FROM figure_mark WHERE recorded <= clock_timestamp() - :rested * interval '1 millisecond' ORDER BY number LIMIT :most))
                RETURNING *)
            SELECT * FROM taken ORDER BY number""");
    private static final Sql PUBLISH = Sql.of("INSERT INTO figure_item (kind, environment, item, publisher, regions) "
            + "SELECT * FROM unnest(:kind, :environment, :item, :publisher, :regions) "
            + "ON CONFLICT (kind, environment, item, publisher) DO UPDATE SET regions = excluded.regions");
    private static final Sql ITEMS = Sql.of("SELECT kind, environment, item, publisher, regions FROM figure_item "
            + "JOIN (SELECT DISTINCT * FROM unnest(:kind, :environment, :item) AS one (kind, environment, item)) AS asked USING (kind, environment, item)");
    private static final Sql CASES = Sql.of("SELECT case_id, publisher, item, regions, addressed FROM figure_case WHERE case_id = ANY(:case_id)");
    private static final Sql PAY = Sql.of("UPDATE figure_case SET paid = true WHERE case_id = ANY(:case_id) AND NOT paid RETURNING case_id");
    private static final Sql ADD = Sql.of("INSERT INTO figure_total AS total (kind, environment, publisher, item, month, figure, many, amount) "
            + "SELECT kind, environment, publisher, name, month, figure, many, amount::numeric "
            + "FROM unnest(:kind, :environment, :publisher, :name, :month, :figure, :many, :amount) "
            + "AS more (kind, environment, publisher, name, month, figure, many, amount) "
            + "ON CONFLICT (kind, environment, publisher, item, month, figure) DO UPDATE SET many = total.many + excluded.many, amount = total.amount + excluded.amount");
    private static final Sql ADD_FOR_REGIONS = Sql.of("INSERT INTO figure_region AS total (kind, environment, region, month, figure, many, amount) "
            + "SELECT kind, environment, name, month, figure, many, amount::numeric "
            + "FROM unnest(:kind, :environment, :name, :month, :figure, :many, :amount) AS more (kind, environment, name, month, figure, many, amount) "
            + "ON CONFLICT (kind, environment, region, month, figure) DO UPDATE SET many = total.many + excluded.many, amount = total.amount + excluded.amount");

    /** What an amount belongs to. @param publisher empty for regions @param name of an item, or a region's digits */
    private record Key(String kind, String environment, String publisher, String name, String month, String figure) {}

    private record Sum(long many, BigDecimal amount) {
        Sum plus(Sum other) {
            return new Sum(many + other.many, amount.add(other.amount));
        }
    }

    /** An item that is known. */
    private record Known(Figures.Line line, String item, String publisher, List<String> regions) {
        private record Name(Figures.Line line, String item) {}

        Name name() {
            return new Name(line, item);
        }
    }

    int fold(Duration rested, int most) {
        // held until the transaction ends
        boolean mine = handle.createQuery("SELECT pg_try_advisory_xact_lock(hashtext('yizhan figures'))").mapTo(Boolean.class).one();
        List<Mark> marks = mine ? TAKE.on(handle).bind("rested", rested.toMillis()).bind("most", most).list(Folding::mark) : List.of();
        if (!marks.isEmpty()) {
            publish(marks);
            add(once(named(marks)));
        }
        return marks.size();
    }

    /** The end of an item may not say any more what it was for. */
    private void publish(List<Mark> marks) {
        Map<List<Object>, Mark> latest = new LinkedHashMap<>();
        marks.stream()
                .filter(mark -> mark.figure() == Figure.PUBLISHED || mark.figure() == Figure.UPDATED)
                .forEach(mark -> latest.put(List.of(mark.of().line(), mark.of().item(), mark.of().publisher()), mark));
        if (!latest.isEmpty()) {
            List<Mark> all = List.copyOf(latest.values());
            lines(PUBLISH.on(handle), all)
                    .bind("publisher", Column.text(column(all, mark -> mark.of().publisher())))
                    .bind("regions", Column.text(column(all, mark -> String.join(" ", mark.of().regions()))))
                    .execute();
        }
    }

    private static Sql.Run lines(Sql.Run run, List<Mark> marks) {
        return run.bind("kind", Column.text(column(marks, mark -> mark.of().line().kind())))
                .bind("environment", Column.text(column(marks, mark -> PostgresFigures.word(mark.of().line()))))
                .bind("item", Column.text(column(marks, mark -> mark.of().item())));
    }

    /** What names its case only is about the item the case is about. */
    private List<Mark> named(List<Mark> marks) {
        List<UUID> cases = marks.stream().flatMap(mark -> mark.caseId().stream()).map(MessageId::value).distinct().toList();
        Map<UUID, ResultOf> about = cases.isEmpty() ? Map.of() : CASES.on(handle).bind("case_id", Column.uuid(cases)).list(ResultOf::read).stream()
                .collect(toMap(ResultOf::caseId, found -> found));
        return marks.stream()
                .map(mark -> mark.of().item().isEmpty() ? mark.caseId().map(id -> about.get(id.value())).map(found -> found.said(mark)).orElse(mark) : mark)
                .toList();
    }

    private record ResultOf(UUID caseId, String publisher, String item, List<String> regions, List<String> addressed) {
        static ResultOf read(ResultSet row) throws SQLException {
            return new ResultOf(row.getObject("case_id", UUID.class), row.getString("publisher"), row.getString("item"), words(row.getString("regions")),
                    words(row.getString("addressed")));
        }

        Mark said(Mark mark) {
            Subject subject = new Subject(mark.of().line(), publisher, item, regions, addressed);
            return new Mark(mark.message(), mark.target(), mark.figure(), subject, mark.caseId(), mark.at(), mark.many(), mark.amount());
        }
    }

    /** Of a case the first payment counts; later ones add to the amount. One nobody knows any more is taken as it comes. */
    private List<Mark> once(List<Mark> marks) {
        List<UUID> paying = marks.stream().filter(Folding::ofCase).map(mark -> mark.caseId().orElseThrow().value()).distinct().toList();
        if (paying.isEmpty()) {
            return marks;
        }
        Set<UUID> first = new HashSet<>(PAY.on(handle).bind("case_id", Column.uuid(paying)).list(row -> row.getObject(1, UUID.class)));
        List<Mark> counted = new ArrayList<>();
        for (Mark mark : marks) {
            boolean again = ofCase(mark) && !first.remove(mark.caseId().orElseThrow().value());
            counted.add(again ? new Mark(mark.message(), mark.target(), mark.figure(), mark.of(), mark.caseId(), mark.at(), 0, mark.amount()) : mark);
        }
        return counted;
    }

    private static boolean ofCase(Mark mark) {
        return mark.figure() == Figure.PAID && mark.caseId().isPresent() && !mark.of().item().isEmpty();
    }

    private void add(List<Mark> marks) {
        Map<Known.Name, List<Known>> known = known(marks);
        Map<Key, Sum> ofItems = new TreeMap<>(IN_ORDER);
        Map<Key, Sum> ofRegions = new TreeMap<>(IN_ORDER);
        for (Mark mark : marks) {
            Optional<Known> item = meant(mark.of(), known.getOrDefault(new Known.Name(mark.of().line(), mark.of().item()), List.of()));
            Sum sum = new Sum(mark.many(), mark.amount().orElse(BigDecimal.ZERO));
            item.ifPresent(one -> ofItems.merge(key(mark, one.publisher(), one.item()), sum, Sum::plus));
            Set<String> regions = item.map(one -> prefixes(one.regions(), COUNTRY)).orElseGet(() -> prefixes(mark.of().regions(), ""));
            regions.forEach(region -> ofRegions.merge(key(mark, "", region), sum, Sum::plus));
        }
        if (!ofItems.isEmpty()) {
            sums(ADD.on(handle), ofItems).bind("publisher", Column.text(ofItems.keySet().stream().map(Key::publisher).toList())).execute();
        }
        sums(ADD_FOR_REGIONS.on(handle), ofRegions).execute();
    }

    private Map<Known.Name, List<Known>> known(List<Mark> marks) {
        return lines(ITEMS.on(handle), marks)
                .list(row -> new Known(
                        new Figures.Line(row.getString("kind"), environment(row)), row.getString("item"), row.getString("publisher"),
                        words(row.getString("regions"))))
                .stream()
                .collect(groupingBy(Known::name));
    }

    /** The publisher's own where it is said; else whose message it was sent to; else there must be only one. */
    private static Optional<Known> meant(Subject subject, List<Known> items) {
        if (!subject.publisher().isEmpty()) {
            return items.stream().filter(item -> item.publisher().equals(subject.publisher())).findFirst();
        }
        List<Known> addressed = items.stream().filter(item -> subject.addressed().contains(item.publisher())).toList();
        List<Known> possible = addressed.isEmpty() ? items : addressed;
        return possible.size() == 1 ? Optional.of(possible.get(0)) : Optional.empty();
    }

    /** The first 2, 4 and 6 digits of each, as far as they mean something. */
    private static Set<String> prefixes(List<String> codes, String without) {
        Set<String> prefixes = new TreeSet<>();
        for (RegionCode code : codes.stream().flatMap(text -> RegionCode.read(text).stream()).toList()) {
            String digits = code.significant();
            for (int length = 2; length <= digits.length(); length += 2) {
                prefixes.add(digits.substring(0, length));
            }
            if (digits.isEmpty()) {
                prefixes.add(COUNTRY);
            }
        }
        return prefixes.isEmpty() ? Set.of(without) : prefixes;
    }

    private static Key key(Mark mark, String publisher, String name) {
        String month = YearMonth.from(mark.at().atZone(CHINA)).toString();
        return new Key(mark.of().line().kind(), PostgresFigures.word(mark.of().line()), publisher, name, month, mark.figure().word());
    }

    private static Sql.Run sums(Sql.Run run, Map<Key, Sum> sums) {
        List<Key> keys = List.copyOf(sums.keySet());
        return run.bind("kind", Column.text(column(keys, Key::kind)))
                .bind("environment", Column.text(column(keys, Key::environment)))
                .bind("name", Column.text(column(keys, Key::name)))
                .bind("month", Column.text(column(keys, Key::month)))
                .bind("figure", Column.text(column(keys, Key::figure)))
                .bind("many", Column.int8(column(keys, key -> sums.get(key).many())))
                .bind("amount", Column.text(column(keys, key -> sums.get(key).amount().toPlainString())));
    }

    private static Mark mark(ResultSet row) throws SQLException {
        Subject subject = new Subject(
                new Figures.Line(row.getString("kind"), environment(row)), row.getString("publisher"), row.getString("item"),
                words(row.getString("regions")), words(row.getString("addressed")));
        return new Mark(
                new MessageId(row.getObject("message", UUID.class)), row.getString("target"), Figure.of(row.getString("figure")), subject,
                Optional.ofNullable(row.getObject("case_id", UUID.class)).map(MessageId::new), row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getLong("many"), Optional.ofNullable(row.getBigDecimal("amount")));
    }

    private static Environment environment(ResultSet row) throws SQLException {
        return Environment.valueOf(row.getString("environment").toUpperCase(Locale.ROOT));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).collect(Collectors.toList());
    }
}
