package io.yizhan.subscription;

import io.yizhan.store.Column;
import io.yizhan.store.Sql;
import io.yizhan.vocabulary.PartnerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

record PostgresSubscriptions(Jdbi jdbi) implements Subscriptions {
    private static final String THIS = "kind = :kind AND environment = :environment AND partner = :partner AND name = :name";
    private static final Sql SAVE = Sql.of("INSERT INTO saved_profile (kind, environment, partner, name, sealed, open, until) "
            + "VALUES (:kind, :environment, :partner, :name, :sealed, :open, :until) "
            + "ON CONFLICT (kind, environment, partner, name) DO UPDATE SET sealed = excluded.sealed, open = excluded.open, until = excluded.until");
    private static final Sql FIND = Sql.of("SELECT * FROM saved_profile WHERE " + THIS + " AND until > :now");
    private static final Sql PAGE = Sql.of("SELECT * FROM saved_profile WHERE kind = :kind AND environment = :environment AND until > :now "
            + "AND (partner, name) > (:partner, :name) ORDER BY partner, name LIMIT :most");
    private static final Sql UNTELL = Sql.of("DELETE FROM profile_told USING unnest(:partner, :name) AS other (partner, name) "
            + "WHERE profile_told.kind = :kind AND profile_told.environment = :environment AND profile_told.publisher = :publisher "
            + "AND profile_told.item = :item AND profile_told.partner = other.partner AND profile_told.name = other.name");
    private static final Sql TELL = Sql.of("INSERT INTO profile_told (kind, environment, publisher, item, partner, name, version) "
            + "SELECT :kind, :environment, :publisher, :item, saved.partner, saved.name, :version FROM saved_profile AS saved "
            + "JOIN unnest(:partner, :name) AS matching (partner, name) USING (partner, name) "
            + "WHERE saved.kind = :kind AND saved.environment = :environment ON CONFLICT DO NOTHING RETURNING partner, name");

    /** Who counts waits for whoever counts a partner's at the same time, on whatever node. Nobody else does. */
    private static final Sql LOCK = Sql.of("SELECT pg_advisory_xact_lock(hashtextextended(:whose, 0))");
    private static final Sql BEGIN = Sql.of("SELECT * FROM profile_cursor WHERE kind = :kind AND environment = :environment FOR UPDATE SKIP LOCKED");
    private static final Sql END = Sql.of("UPDATE profile_cursor SET change = :change, publisher = :publisher, item = :item, version = :version, looked = :looked "
            + "WHERE kind = :kind AND environment = :environment");

    @Override
    public boolean save(SavedProfile profile, long change, int most) {
        return jdbi.inTransaction(handle -> {
            LOCK.on(handle).bind("whose", String.join(" ", "profiles", profile.line().kind(), word(profile.line()), profile.partner().value())).list(row -> true);
            handle.createUpdate("INSERT INTO profile_cursor (kind, environment, change) VALUES (:kind, :environment, :change) ON CONFLICT DO NOTHING")
                    .bind("kind", profile.line().kind())
                    .bind("environment", word(profile.line()))
                    .bind("change", change)
                    .execute();
            boolean there = find(handle, profile.line(), profile.partner(), profile.name(), Instant.EPOCH).isPresent();
            if (!there && count(handle, profile) >= most) {
                return false;
            }
            named(SAVE.on(handle), profile.line(), profile.partner(), profile.name())
                    .bind("sealed", profile.sealed())
                    .bind("open", profile.open())
                    .bind("until", profile.until())
                    .execute();
            return true;
        });
    }

    private static long count(Handle handle, SavedProfile profile) {
        return handle.createQuery("SELECT count(*) FROM saved_profile WHERE kind = :kind AND environment = :environment AND partner = :partner")
                .bind("kind", profile.line().kind())
                .bind("environment", word(profile.line()))
                .bind("partner", profile.partner().value())
                .mapTo(Long.class)
                .one();
    }

    @Override
    public Optional<SavedProfile> find(Line line, PartnerId partner, String name, Instant now) {
        return jdbi.withHandle(handle -> find(handle, line, partner, name, now));
    }

    private static Optional<SavedProfile> find(Handle handle, Line line, PartnerId partner, String name, Instant now) {
        return named(FIND.on(handle), line, partner, name).bind("now", now).list(row -> profile(line, row)).stream().findFirst();
    }

    @Override
    public boolean remove(Line line, PartnerId partner, String name) {
        return jdbi.withHandle(handle -> handle.createUpdate("DELETE FROM saved_profile WHERE " + THIS)
                        .bind("kind", line.kind())
                        .bind("environment", word(line))
                        .bind("partner", partner.value())
                        .bind("name", name)
                        .execute())
                == 1;
    }

    @Override
    public Optional<Cursor> begin(Handle handle, Line line) {
        return BEGIN.on(handle).bind("kind", line.kind()).bind("environment", word(line)).list(PostgresSubscriptions::cursor).stream().findFirst();
    }

    private static Cursor cursor(ResultSet row) throws SQLException {
        Optional<Item> last = row.getString("publisher").isEmpty()
                ? Optional.empty()
                : Optional.of(new Item(new PartnerId(row.getString("publisher")), row.getString("item"), row.getLong("version")));
        return new Cursor(row.getLong("change"), last, row.getObject("looked", OffsetDateTime.class).toInstant());
    }

    @Override
    public void end(Handle handle, Line line, Cursor cursor) {
        END.on(handle)
                .bind("kind", line.kind())
                .bind("environment", word(line))
                .bind("change", cursor.change())
                .bind("publisher", cursor.last().map(item -> item.publisher().value()).orElse(""))
                .bind("item", cursor.last().map(Item::id).orElse(""))
                .bind("version", cursor.last().map(Item::version).orElse(0L))
                .bind("looked", cursor.looked())
                .execute();
    }

    @Override
    public List<SavedProfile> page(Handle handle, Line line, Instant now, Optional<SavedProfile> after, int most) {
        return PAGE.on(handle)
                .bind("kind", line.kind())
                .bind("environment", word(line))
                .bind("now", now)
                .bind("partner", after.map(last -> last.partner().value()).orElse(""))
                .bind("name", after.map(SavedProfile::name).orElse(""))
                .bind("most", most)
                .list(row -> profile(line, row));
    }

    @Override
    public Set<Whose> tell(Handle handle, Line line, Item item, Collection<Whose> page, Collection<Whose> matching) {
        Set<Whose> others = new HashSet<>(page);
        others.removeAll(matching);
        item(UNTELL.on(handle), line, item, List.copyOf(others)).execute();
        return new HashSet<>(item(TELL.on(handle), line, item, List.copyOf(matching))
                .bind("version", item.version())
                .list(row -> new Whose(new PartnerId(row.getString("partner")), row.getString("name"))));
    }

    private static Sql.Run item(Sql.Run run, Line line, Item item, List<Whose> whose) {
        return run.bind("kind", line.kind())
                .bind("environment", word(line))
                .bind("publisher", item.publisher().value())
                .bind("item", item.id())
                .bind("partner", Column.text(whose.stream().map(one -> one.partner().value()).toList()))
                .bind("name", Column.text(whose.stream().map(Whose::name).toList()));
    }

    @Override
    public int forget(Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate("DELETE FROM saved_profile WHERE until <= :now").bind("now", now.atOffset(ZoneOffset.UTC)).execute());
    }

    private static Sql.Run named(Sql.Run run, Line line, PartnerId partner, String name) {
        return run.bind("kind", line.kind()).bind("environment", word(line)).bind("partner", partner.value()).bind("name", name);
    }

    private static String word(Line line) {
        return line.environment().name().toLowerCase(Locale.ROOT);
    }

    private static SavedProfile profile(Line line, ResultSet row) throws SQLException {
        return new SavedProfile(
                line, new PartnerId(row.getString("partner")), row.getString("name"), row.getBytes("sealed"), row.getBoolean("open"),
                row.getObject("until", OffsetDateTime.class).toInstant());
    }
}
