package io.yizhan.partner;

import io.yizhan.partner.Roster.HeldKey;
import io.yizhan.partner.Roster.Member;
import io.yizhan.store.Column;
import io.yizhan.vault.Vault;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.Release;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** A roster in its tables. Secrets are sealed on the way in, each for its own place, and opened on the way out. */
record RosterTables(Vault vault) {

    /** What to do about a secret the vault cannot open, given its place. */
    @FunctionalInterface
    interface Unopened {
        byte[] instead(String place);
    }

    Roster read(Handle handle, Unopened unopened) {
        return new Roster(
                handle.createQuery("SELECT * FROM partner ORDER BY id").map((row, context) -> member(row)).list(),
                handle.createQuery("SELECT * FROM partner_key ORDER BY convention, id").map((row, context) -> key(row, unopened)).list(),
                handle.createQuery("SELECT * FROM endpoint ORDER BY owner, kind, environment")
                        .map((row, context) -> new EndpointRows(vault).endpoint(row, unopened)).list(),
                handle.createQuery("SELECT * FROM agreement ORDER BY id").map((row, context) -> agreement(row)).list());
    }

    /** Everything anew: the registry is small, and the whole truth is easier to trust than its difference. */
    void replace(Handle handle, Roster roster) {
        handle.execute("DELETE FROM partner");
        roster.members().forEach(member -> insert(handle, member));
        roster.keys().forEach(key -> insert(handle, key));
        roster.endpoints().forEach(endpoint -> new EndpointRows(vault).insert(handle, endpoint));
        roster.agreements().forEach(agreement -> insert(handle, agreement));
    }

    private static void insert(Handle handle, Member member) {
        Partner partner = member.partner();
        handle.createUpdate("INSERT INTO partner VALUES (:id, :name, :role, :dialect, :suspended, :networks, :sources, :regions, :hubFor, "
                        + ":authorities)")
                .bind("id", member.id())
                .bind("name", partner.name())
                .bind("role", PartnersFile.word(partner.role()))
                .bind("dialect", partner.dialect())
                .bind("suspended", partner.suspended())
                .bind("networks", texts(partner.networks()))
                .bind("sources", texts(partner.sources()))
                .bind("regions", texts(member.regions()))
                .bind("hubFor", texts(member.hubFor()))
                .bind("authorities", texts(member.authorities()))
                .execute();
    }

    private static Member member(ResultSet row) throws SQLException {
        Partner partner = new Partner(new PartnerId(row.getString("id")), row.getString("name"), word(row, "role", Partner.Role.class),
                row.getString("dialect"), row.getBoolean("suspended"), list(row, "networks"), Set.copyOf(list(row, "sources")));
        return new Member(partner, list(row, "regions"), list(row, "hub_for"), list(row, "authorities"));
    }

    private void insert(Handle handle, HeldKey held) {
        PartnerKey key = held.key();
        handle.createUpdate("INSERT INTO partner_key VALUES (:convention, :id, :owner, :environment, :algorithm, :shared, :material, :renewed)")
                .bind("convention", key.convention())
                .bind("id", key.id())
                .bind("owner", key.owner().value())
                .bind("environment", PartnersFile.word(key.environment()))
                .bind("algorithm", key.algorithm())
                .bind("shared", held.shared())
                .bind("material", held.shared() ? vault.seal(key.material(), place(key.owner().value(), held.name())) : key.material())
                .bind("renewed", key.renewed())
                .execute();
    }

    private HeldKey key(ResultSet row, Unopened unopened) throws SQLException {
        String name = row.getString("convention") + "/" + row.getString("id");
        byte[] material = row.getBytes("material");
        return new HeldKey(new PartnerKey(new PartnerId(row.getString("owner")), row.getString("convention"), row.getString("id"),
                word(row, "environment", Environment.class), row.getString("algorithm"),
                row.getBoolean("shared") ? open(material, place(row.getString("owner"), name), unopened) : material, row.getBoolean("renewed")),
                row.getBoolean("shared"));
    }

    private static void insert(Handle handle, Agreement agreement) {
        handle.createUpdate("INSERT INTO agreement VALUES (:id, :caller, :answers, :kind, :purposes, :bases, :release, :quota, :from, :to, :way)")
                .bind("id", agreement.id())
                .bind("caller", agreement.caller().value())
                .bind("answers", texts(agreement.answers()))
                .bind("kind", agreement.kind())
                .bind("purposes", texts(agreement.purposes()))
                .bind("bases", texts(agreement.bases()))
                .bind("release", PartnersFile.word(agreement.release()))
                .bind("quota", agreement.dailyQuota().orElse(null))
                .bind("from", agreement.from())
                .bind("to", agreement.to())
                .bind("way", Column.text(agreement.way().stream().map(PartnersFile::word).toList()))
                .execute();
    }

    private static Agreement agreement(ResultSet row) throws SQLException {
        return new Agreement(row.getString("id"), new PartnerId(row.getString("caller")), Set.copyOf(list(row, "answers")),
                row.getString("kind"), Set.copyOf(list(row, "purposes")), Set.copyOf(list(row, "bases")), word(row, "release", Release.class),
                Optional.ofNullable(row.getObject("daily_quota", Integer.class)),
                row.getObject("from_day", LocalDate.class), row.getObject("to_day", LocalDate.class),
                list(row, "way").stream().map(way -> value(way, Agreement.Way.class)).toList());
    }

    private byte[] open(byte[] sealed, String place, Unopened unopened) {
        return vault.open(sealed, place).orElseGet(() -> unopened.instead(place));
    }

    /** Owner and thing: a secret copied to another row of the table does not open there. */
    static String place(String owner, String name) {
        return owner + " " + name;
    }

    /** Sorted: their order means nothing, and so the tables look the same however the file was written. */
    static Column texts(Collection<String> texts) {
        return Column.text(texts.stream().sorted().toList());
    }

    static List<String> list(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    static <E extends Enum<E>> E word(ResultSet row, String column, Class<E> type) throws SQLException {
        return value(row.getString(column), type);
    }

    private static <E extends Enum<E>> E value(String word, Class<E> type) {
        return Stream.of(type.getEnumConstants()).filter(each -> PartnersFile.word(each).equals(word)).findFirst().orElseThrow();
    }
}
