package io.yizhan.feed;

import io.yizhan.store.Column;
import io.yizhan.store.Sql;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.PartnerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** A feed as rows of {@code feed_line}, {@code feed_item} and {@code feed_version}. */
record PostgresFeed(Jdbi jdbi) implements Feed {
    /** What the items of one page come to at most, in bytes; one is always there. */
    private static final long LARGEST_PAGE = 4_000_000;

    /** Sizes are looked up without reading what is so large that it is stored apart. */
    private static final Sql CHANGES = Sql.of("""
            SELECT *, CASE WHEN nth = 1 OR nth <= :most AND upto <= :largest THEN (
                    SELECT content FROM feed_version AS v WHERE v.kind = :kind AND v.environment = :environment AND v.publisher = page.publisher
                        AND v.item = page.item AND v.version = page.version) END AS content
            FROM (
                SELECT i.*, row_number() OVER (ORDER BY i.change) AS nth, sum(octet_length(v.content)) OVER (ORDER BY i.change) AS upto
                FROM (
                    SELECT * FROM feed_item WHERE kind = :kind AND environment = :environment AND change > :since
                        AND (:anyone OR publisher = ANY(:publishers))
                    ORDER BY change LIMIT :more
                ) AS i JOIN feed_version AS v USING (kind, environment, publisher, item, version)
            ) AS page ORDER BY change""");
    private static final Sql LEAVES = Sql.of("SELECT publisher, item, version, digest FROM feed_item WHERE kind = :kind AND environment = :environment "
            + "AND NOT withdrawn AND (:anyone OR publisher = ANY(:publishers)) ORDER BY publisher, item");
    private static final Sql LAST = Sql.of("SELECT change FROM feed_line WHERE kind = :kind AND environment = :environment");
    private static final Sql WAS = Sql.of("SELECT change FROM feed_version WHERE kind = :kind AND environment = :environment AND publisher = :publisher "
            + "AND item = :item AND version = :version AND change IS NOT NULL");
    private static final Sql FIRST = Sql.of("SELECT change - 1 FROM feed_item WHERE kind = :kind AND environment = :environment AND published > :published "
            + "ORDER BY change LIMIT 1");
    private static final Sql STIRRED = Sql.of("""
            SELECT nth FROM unnest(:kind, :environment, :since, :anyone, :publishers) WITH ORDINALITY AS w (kind, environment, since, anyone, publishers, nth)
            WHERE EXISTS (SELECT 1 FROM feed_item AS i WHERE i.kind = w.kind AND i.environment = w.environment AND i.change > w.since
                AND (w.anyone OR i.publisher = ANY(string_to_array(w.publishers, ' '))))""");

    private static final int BATCH = 500;
    /** That nobody was given, and that a newer one replaced. */
    private static final List<String> FORGETTING = List.of(
            "old.change IS NULL AND old.published < :before",
            "EXISTS (SELECT 1 FROM feed_version AS newer WHERE newer.kind = old.kind AND newer.environment = old.environment AND newer.publisher = old.publisher "
                    + "AND newer.item = old.item AND newer.change > old.change AND newer.published < :before)");

    /** Rows another node has at the moment are left to it. */
    private static String some(String which) {
        return "DELETE FROM feed_version WHERE ctid = ANY(ARRAY(SELECT old.ctid FROM feed_version AS old WHERE old.kind = :kind AND " + which + " LIMIT :batch FOR UPDATE OF old SKIP LOCKED))";
    }

    @Override
    public int forget(String kind, Instant before) {
        return FORGETTING.stream().mapToInt(which -> inBatches(some(which), kind, before)).sum();
    }

    private int inBatches(String some, String kind, Instant before) {
        int forgotten = 0;
        int batch;
        do {
            batch = jdbi.withHandle(handle -> handle.createUpdate(some)
                    .bind("kind", kind)
                    .bind("before", before.atOffset(ZoneOffset.UTC))
                    .bind("batch", BATCH)
                    .execute());
            forgotten += batch;
        } while (batch == BATCH);
        return forgotten;
    }

    @Override
    public List<Result> publish(Handle handle, List<Publication> publications) {
        return publications.isEmpty() ? List.of() : new Shelving(handle).publish(publications);
    }

    @Override
    public Changes changes(Line line, Whose whose, long since, int most) {
        List<Item> items = jdbi.withHandle(handle -> asked(CHANGES.on(handle), line, whose)
                .bind("since", since)
                .bind("most", most)
                .bind("more", most + 1)
                .bind("largest", LARGEST_PAGE)
                .list(PostgresFeed::item));
        List<Item> page = items.stream().takeWhile(item -> item.content() != null).toList();
        return new Changes(page, page.isEmpty() ? since : page.get(page.size() - 1).change(), page.size() < items.size());
    }

    static Item item(ResultSet row) throws SQLException {
        return new Item(
                new PartnerId(row.getString("publisher")), row.getString("item"), row.getLong("version"), row.getBoolean("withdrawn"), row.getBytes("content"),
                Digest.of(row.getBytes("digest")), row.getObject("published", OffsetDateTime.class).toInstant(), row.getLong("change"));
    }

    /** The leaves and the change they belong to are read from one view of the database. */
    @Override
    public Root root(Line line, Whose whose) {
        return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> {
            long change = last(handle, line);
            List<Digest> leaves = asked(LEAVES.on(handle), line, whose).list(row -> Root.leaf(
                    new PartnerId(row.getString("publisher")), row.getString("item"), row.getLong("version"), Digest.of(row.getBytes("digest"))));
            return Root.over(leaves, change);
        });
    }

    @Override
    public long last(Line line) {
        return jdbi.withHandle(handle -> last(handle, line));
    }

    private static long last(Handle handle, Line line) {
        return line(LAST.on(handle), line).list(row -> row.getLong(1)).stream().findFirst().orElse(0L);
    }

    private static Sql.Run line(Sql.Run run, Line line) {
        return run.bind("kind", line.kind()).bind("environment", Shelving.word(line));
    }

    private static Sql.Run asked(Sql.Run run, Line line, Whose whose) {
        return line(run, line)
                .bind("anyone", whose.anyone())
                .bind("publishers", Column.text(whose.publishers().stream().map(PartnerId::value).toList()));
    }

    @Override
    public boolean was(Line line, long change, PartnerId publisher, String item, long version) {
        return jdbi.withHandle(handle -> line(WAS.on(handle), line).bind("publisher", publisher.value()).bind("item", item).bind("version", version)
                .list(row -> row.getLong("change")))
                .contains(change);
    }

    @Override
    public long before(Line line, Instant published) {
        return jdbi.withHandle(handle -> line(FIRST.on(handle), line).bind("published", published).list(row -> row.getLong(1)).stream()
                .findFirst()
                .orElseGet(() -> last(handle, line)));
    }

    @Override
    public Set<Watch> stirred(Collection<Watch> watches) {
        List<Watch> all = List.copyOf(watches);
        if (all.isEmpty()) {
            return Set.of();
        }
        return jdbi.withHandle(handle -> STIRRED.on(handle)
                .bind("kind", Column.text(all.stream().map(watch -> watch.line().kind()).toList()))
                .bind("environment", Column.text(all.stream().map(watch -> Shelving.word(watch.line())).toList()))
                .bind("since", Column.int8(all.stream().map(Watch::since).toList()))
                .bind("anyone", Column.bool(all.stream().map(watch -> watch.whose().anyone()).toList()))
                .bind("publishers", Column.text(all.stream().map(PostgresFeed::publishers).toList()))
                .list(row -> all.get(row.getInt("nth") - 1))
                .stream()
                .collect(Collectors.toSet()));
    }

    /** Names of partners have no space in them. */
    private static String publishers(Watch watch) {
        return watch.whose().publishers().stream().map(PartnerId::value).collect(Collectors.joining(" "));
    }
}
