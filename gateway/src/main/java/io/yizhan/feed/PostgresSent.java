package io.yizhan.feed;

import io.yizhan.feed.Publication.Name;
import io.yizhan.store.Column;
import io.yizhan.store.Sql;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What was sent as rows of {@code feed_sent}. */
record PostgresSent(Jdbi jdbi) implements Sent {
    private static final Sql KNOWN = Sql.of("SELECT kind, environment, publisher, item, partner FROM feed_sent "
            + "JOIN unnest(:kind, :environment, :publisher, :item, :partner) AS asked (kind, environment, publisher, item, partner) "
            + "USING (kind, environment, partner, publisher, item)");
    /** In one order, so that no two transactions wait for each other. What is there already, or newer, stays and is not told. */
    private static final Sql NOTE = Sql.of("INSERT INTO feed_sent AS there (kind, environment, publisher, item, partner, version, message) "
            + "SELECT * FROM unnest(:kind, :environment, :publisher, :item, :partner, :version, :message) "
            + "AS sent (kind, environment, publisher, item, partner, version, message) "
            + "ORDER BY kind COLLATE \"C\", environment COLLATE \"C\", partner COLLATE \"C\", publisher COLLATE \"C\", item COLLATE \"C\" "
            + "ON CONFLICT (kind, environment, partner, publisher, item) DO UPDATE SET version = excluded.version, message = excluded.message "
            + "WHERE there.version < excluded.version RETURNING kind, environment, publisher, item, partner");
    private static final Sql OVERTAKEN = Sql.of("SELECT s.message <> :message OR i.version > s.version FROM feed_sent AS s "
            + "JOIN feed_item AS i USING (kind, environment, publisher, item) WHERE s.kind = :kind AND s.environment = :environment "
            + "AND s.partner = :partner AND s.publisher = :publisher AND s.item = :item");

    /** An item on its way to somebody. */
    record Way(Name name, PartnerId follower) {}

    /** @param message by which that version goes out */
    record Sending(Way way, long version, MessageId message) {}

    @Override
    public List<Set<PartnerId>> offer(Handle handle, List<Offer> offers) {
        List<Way> asked = offers.stream().flatMap(Offering::choosy).distinct().toList();
        Offering offering = new Offering(asked.isEmpty() ? Set.of() : known(handle, asked));
        List<Set<PartnerId>> all = offers.stream().map(offering::judge).toList();
        note(handle, offering.sendings());
        return all;
    }

    private static Set<Way> known(Handle handle, Collection<Way> ways) {
        return ways(KNOWN.on(handle), ways).list(row -> new Way(Shelving.name(row), new PartnerId(row.getString("partner")))).stream().collect(Collectors.toSet());
    }

    /** Returns those that go out for the first time. */
    static Set<Way> note(Handle handle, Collection<Sending> sendings) {
        if (sendings.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(ways(NOTE.on(handle), sendings.stream().map(Sending::way).toList())
                .bind("version", Column.int8(sendings.stream().map(Sending::version).toList()))
                .bind("message", Column.uuid(sendings.stream().map(sending -> sending.message().value()).toList()))
                .list(row -> new Way(Shelving.name(row), new PartnerId(row.getString("partner")))));
    }

    private static Sql.Run ways(Sql.Run run, Collection<Way> ways) {
        return Shelving.names(run, ways.stream().map(Way::name).toList())
                .bind("partner", Column.text(ways.stream().map(way -> way.follower().value()).toList()));
    }

    @Override
    public boolean overtaken(Handle handle, Name name, PartnerId follower, MessageId message) {
        return OVERTAKEN.on(handle)
                .bind("kind", name.line().kind())
                .bind("environment", Shelving.word(name.line()))
                .bind("partner", follower.value())
                .bind("publisher", name.publisher().value())
                .bind("item", name.id())
                .bind("message", message.value())
                .list(row -> row.getBoolean(1))
                .contains(true);
    }
}
