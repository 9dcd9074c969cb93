package io.yizhan.feed;

import io.yizhan.feed.PostgresSent.Sending;
import io.yizhan.feed.PostgresSent.Way;
import io.yizhan.store.Column;
import io.yizhan.store.Sql;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Followers as rows of {@code feed_follower}, beside what they were sent. */
record PostgresFollowers(Jdbi jdbi) implements Followers {
    /** What the items of one look come to at most, in bytes; one is always there. */
    private static final long LARGEST = 4_000_000;
    private static final String THIS = "kind = :kind AND environment = :environment AND partner = :partner";

    private static final Sql STANDING = Sql.of("SELECT f.*, coalesce(line.change, 0) AS last FROM feed_follower AS f LEFT JOIN feed_line AS line USING (kind, environment)");
    private static final Sql KNOW = Sql.of("INSERT INTO feed_follower (kind, environment, partner, terms, place, change) "
            + "VALUES (:kind, :environment, :partner, :terms, :place, 0) ON CONFLICT DO NOTHING");
    private static final Sql HOLD = Sql.of("SELECT * FROM feed_follower WHERE " + THIS + " FOR UPDATE SKIP LOCKED");
    private static final Sql BEGIN = Sql.of("UPDATE feed_follower SET terms = :terms, place = :place, change = 0 WHERE " + THIS);
    private static final Sql END = Sql.of("UPDATE feed_follower SET change = :change WHERE " + THIS);
    /** Nobody publishes meanwhile, who would lock the same rows in another order. */
    private static final Sql STOP = Sql.of("SELECT change FROM feed_line WHERE kind = :kind AND environment = :environment FOR UPDATE");
    private static final Sql ALL = Sql.of("UPDATE feed_sent SET version = -1 WHERE " + THIS);
    private static final Sql AGAIN = Sql.of("UPDATE feed_sent SET version = -1 WHERE " + THIS + " AND message = ANY(:messages)");
    /** What is small is looked at first; contents are read only of what is missing, and only as many as there is room for. */
    private static final Sql MISSING = Sql.of("""
            SELECT *, CASE WHEN missing AND fits THEN (
                    SELECT content FROM feed_version AS v WHERE v.kind = :kind AND v.environment = :environment AND v.publisher = seen.publisher
                        AND v.item = seen.item AND v.version = seen.version) END AS content
            FROM (
                SELECT looked.*, count(*) FILTER (WHERE missing) OVER (ORDER BY change) <= :items
                    AND (sum(size) OVER (ORDER BY change) <= :largest OR sum(size) OVER (ORDER BY change) = size) AS fits
                FROM (
                    SELECT i.*, s.version AS sent, CASE WHEN missing THEN octet_length(v.content) ELSE 0 END AS size, missing
                    FROM (SELECT * FROM feed_item WHERE kind = :kind AND environment = :environment AND change > :since ORDER BY change LIMIT :most) AS i
                    JOIN feed_version AS v USING (kind, environment, publisher, item, version)
                    LEFT JOIN feed_sent AS s ON s.kind = :kind AND s.environment = :environment AND s.partner = :partner
                        AND s.publisher = i.publisher AND s.item = i.item
                    CROSS JOIN LATERAL (SELECT i.publisher = ANY(:publishers)
                        AND CASE WHEN s.version IS NULL THEN NOT i.withdrawn ELSE s.version < i.version END) AS open (missing)
                ) AS looked
            ) AS seen ORDER BY change""");

    @Override
    public Map<Follower, Standing> standing() {
        return jdbi.withHandle(handle -> STANDING.on(handle).list(PostgresFollowers::standing)).stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map.Entry<Follower, Standing> standing(ResultSet row) throws SQLException {
        Feed.Line line = new Feed.Line(row.getString("kind"), Environment.valueOf(row.getString("environment").toUpperCase(Locale.ROOT)));
        return Map.entry(
                new Follower(line, new PartnerId(row.getString("partner"))),
                new Standing(Digest.of(row.getBytes("terms")), row.getLong("change"), row.getLong("last")));
    }

    /** @param change after which to go on */
    private record Row(Digest terms, String place, long change) {}

    @Override
    public Optional<Long> begin(Handle handle, Follower follower, Digest terms, String place) {
        of(KNOW.on(handle), follower).bind("terms", terms.bytes()).bind("place", place).execute();
        Optional<Row> held = of(HOLD.on(handle), follower)
                .list(row -> new Row(Digest.of(row.getBytes("terms")), row.getString("place"), row.getLong("change")))
                .stream()
                .findFirst();
        return held.map(row -> {
            if (row.terms().equals(terms) && row.place().equals(place)) {
                return row.change();
            }
            of(BEGIN.on(handle), follower).bind("terms", terms.bytes()).bind("place", place).execute();
            if (!place.isEmpty() && !place.equals(row.place())) {
                nothingSent(handle, follower);
            }
            return 0L;
        });
    }

    /** One that was looked at. */
    private record Seen(Item item, boolean missing, boolean before) {
        boolean whole() {
            return !missing || item.content() != null;
        }
    }

    @Override
    public Missing missing(Handle handle, Follower follower, Set<PartnerId> publishers, long since, int most, int items) {
        List<Seen> seen = of(MISSING.on(handle), follower)
                .bind("publishers", Column.text(publishers.stream().map(PartnerId::value).toList()))
                .bind("since", since)
                .bind("most", most)
                .bind("items", items)
                .bind("largest", LARGEST)
                .list(row -> new Seen(PostgresFeed.item(row), row.getBoolean("missing"), row.getObject("sent") != null));
        List<Seen> whole = seen.stream().takeWhile(Seen::whole).toList();
        List<Seen> missing = whole.stream().filter(Seen::missing).toList();
        return new Missing(
                missing.stream().map(Seen::item).toList(),
                missing.stream().filter(Seen::before).map(Seen::item).collect(Collectors.toSet()),
                whole.isEmpty() ? since : whole.get(whole.size() - 1).item().change());
    }

    @Override
    public Set<Item> sent(Handle handle, Follower follower, Map<Item, MessageId> items) {
        Set<Way> fresh = PostgresSent.note(handle, items.entrySet().stream()
                .map(sent -> new Sending(way(follower, sent.getKey()), sent.getKey().version(), sent.getValue()))
                .toList());
        return items.keySet().stream().filter(item -> fresh.contains(way(follower, item))).collect(Collectors.toSet());
    }

    private static Way way(Follower follower, Item item) {
        return new Way(new Publication.Name(follower.line(), item.publisher(), item.id()), follower.partner());
    }

    @Override
    public void end(Handle handle, Follower follower, long change) {
        of(END.on(handle), follower).bind("change", change).execute();
    }

    @Override
    public void again(Handle handle, Follower follower, Collection<MessageId> messages) {
        end(handle, follower, 0);
        stop(handle, follower);
        of(AGAIN.on(handle), follower).bind("messages", Column.uuid(messages.stream().map(MessageId::value).toList())).execute();
    }

    @Override
    public boolean anew(Handle handle, Follower follower) {
        boolean known = of(END.on(handle), follower).bind("change", 0L).execute() == 1;
        nothingSent(handle, follower);
        return known;
    }

    private static void nothingSent(Handle handle, Follower follower) {
        stop(handle, follower);
        of(ALL.on(handle), follower).execute();
    }

    private static void stop(Handle handle, Follower follower) {
        STOP.on(handle).bind("kind", follower.line().kind()).bind("environment", Shelving.word(follower.line())).list(row -> true);
    }

    private static Sql.Run of(Sql.Run run, Follower follower) {
        return run.bind("kind", follower.line().kind())
                .bind("environment", Shelving.word(follower.line()))
                .bind("partner", follower.partner().value());
    }
}
