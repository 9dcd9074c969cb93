package io.yizhan.feed;

import static java.util.stream.Collectors.toMap;

import io.yizhan.feed.Judging.Kept;
import io.yizhan.feed.Judging.Versioned;
import io.yizhan.feed.Publication.Name;
import io.yizhan.store.Column;
import io.yizhan.store.Sql;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.PartnerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Publishing inside one transaction: one statement each for what is there and what is new, however many items there are. */
record Shelving(Handle handle) {
    private static final Comparator<Feed.Line> IN_ORDER = Comparator.comparing(Feed.Line::kind).thenComparing(Feed.Line::environment);

    /** Locks as well: in one order, so that no two transactions wait for each other. */
    private static final Sql LOCK = Sql.of("INSERT INTO feed_line AS line SELECT kind, environment, 0 FROM unnest(:kind, :environment) AS asked (kind, environment) "
            + "ORDER BY kind COLLATE \"C\", environment COLLATE \"C\" ON CONFLICT (kind, environment) DO UPDATE SET change = line.change RETURNING kind, environment, change");
    private static final Sql COUNT = Sql.of("UPDATE feed_line AS line SET change = counted.change FROM unnest(:kind, :environment, :change) "
            + "AS counted (kind, environment, change) WHERE line.kind = counted.kind AND line.environment = counted.environment");
    private static final Sql STANDING = Sql.of("SELECT kind, environment, publisher, item, version FROM feed_item "
            + "JOIN unnest(:kind, :environment, :publisher, :item) AS asked (kind, environment, publisher, item) USING (kind, environment, publisher, item)");
    private static final Sql KNOWN = Sql.of("SELECT kind, environment, publisher, item, version, digest FROM feed_version "
            + "JOIN unnest(:kind, :environment, :publisher, :item, :version) AS asked (kind, environment, publisher, item, version) "
            + "USING (kind, environment, publisher, item, version)");
    private static final Sql KEEP = Sql.of("INSERT INTO feed_version (kind, environment, publisher, item, version, withdrawn, digest, content, published, change) "
            + "SELECT * FROM unnest(:kind, :environment, :publisher, :item, :version, :withdrawn, :digest, :content, :published, :change)");
    private static final Sql STAND = Sql.of("INSERT INTO feed_item (kind, environment, publisher, item, version, withdrawn, digest, published, change) "
            + "SELECT * FROM unnest(:kind, :environment, :publisher, :item, :version, :withdrawn, :digest, :published, :change) "
            + "ON CONFLICT (kind, environment, publisher, item) DO UPDATE SET version = excluded.version, withdrawn = excluded.withdrawn, "
            + "digest = excluded.digest, published = excluded.published, change = excluded.change");

    List<Result> publish(List<Publication> publications) {
        Map<Feed.Line, Long> changes = lock(publications);
        Judging judging = new Judging(changes, standing(publications), known(publications));
        List<Result> results = publications.stream().map(judging::judge).toList();
        if (!judging.kept().isEmpty()) {
            versions(KEEP.on(handle), judging.kept())
                    .bind("content", Column.bytea(judging.kept().stream().map(kept -> kept.publication().content()).toList()))
                    .execute();
        }
        if (!judging.latest().isEmpty()) {
            versions(STAND.on(handle), judging.latest()).execute();
            count(judging.changes());
        }
        return results;
    }

    private Map<Feed.Line, Long> lock(List<Publication> publications) {
        List<Feed.Line> lines = publications.stream().map(one -> one.name().line()).distinct().sorted(IN_ORDER).toList();
        return lines(LOCK.on(handle), lines)
                .list(row -> Map.entry(line(row), row.getLong("change")))
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private void count(Map<Feed.Line, Long> changes) {
        Map<Feed.Line, Long> sorted = new TreeMap<>(IN_ORDER);
        sorted.putAll(changes);
        lines(COUNT.on(handle), List.copyOf(sorted.keySet())).bind("change", Column.int8(List.copyOf(sorted.values()))).execute();
    }

    private Map<Name, Long> standing(List<Publication> publications) {
        return names(STANDING.on(handle), publications.stream().map(Publication::name).distinct().toList())
                .list(row -> Map.entry(name(row), row.getLong("version")))
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Map<Versioned, Digest> known(List<Publication> publications) {
        List<Versioned> asked = publications.stream().map(one -> new Versioned(one.name(), one.version())).distinct().toList();
        return names(KNOWN.on(handle), asked.stream().map(Versioned::name).toList())
                .bind("version", Column.int8(asked.stream().map(Versioned::version).toList()))
                .list(row -> Map.entry(new Versioned(name(row), row.getLong("version")), Digest.of(row.getBytes("digest"))))
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Sql.Run versions(Sql.Run run, Collection<Kept> all) {
        List<Publication> publications = all.stream().map(Kept::publication).toList();
        List<Long> changes = new ArrayList<>();
        all.forEach(kept -> changes.add(kept.change().orElse(null)));
        return names(run, publications.stream().map(Publication::name).toList())
                .bind("version", Column.int8(publications.stream().map(Publication::version).toList()))
                .bind("withdrawn", Column.bool(publications.stream().map(Publication::withdrawn).toList()))
                .bind("digest", Column.bytea(all.stream().map(kept -> kept.digest().bytes()).toList()))
                .bind("published", Column.timestamptz(publications.stream().map(Publication::published).toList()))
                .bind("change", Column.int8(changes));
    }

    static Sql.Run names(Sql.Run run, List<Name> names) {
        return lines(run, names.stream().map(Name::line).toList())
                .bind("publisher", Column.text(names.stream().map(name -> name.publisher().value()).toList()))
                .bind("item", Column.text(names.stream().map(Name::id).toList()));
    }

    private static Sql.Run lines(Sql.Run run, List<Feed.Line> lines) {
        return run.bind("kind", Column.text(lines.stream().map(Feed.Line::kind).toList()))
                .bind("environment", Column.text(lines.stream().map(Shelving::word).toList()));
    }

    static String word(Feed.Line line) {
        return line.environment().name().toLowerCase(Locale.ROOT);
    }

    private static Feed.Line line(ResultSet row) throws SQLException {
        return new Feed.Line(row.getString("kind"), Environment.valueOf(row.getString("environment").toUpperCase(Locale.ROOT)));
    }

    static Name name(ResultSet row) throws SQLException {
        return new Name(line(row), new PartnerId(row.getString("publisher")), row.getString("item"));
    }
}
