package io.yizhan.partner;

import io.yizhan.partner.Endpoint.Habits;
import io.yizhan.partner.Endpoint.Mailbox;
import io.yizhan.partner.Endpoint.Push;
import io.yizhan.partner.Endpoint.Table;
import io.yizhan.partner.Endpoint.Topic;
import io.yizhan.partner.Endpoint.Way;
import io.yizhan.store.Column;
import io.yizhan.vault.Vault;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.PartnerId;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** Endpoints in their table. Secrets are sealed on the way in, each for its own place, and opened on the way out. */
record EndpointRows(Vault vault) {
    void insert(Handle handle, Endpoint endpoint) {
        boolean secret = endpoint.secret().length > 0;
        Update update = handle.createUpdate("INSERT INTO endpoint (owner, kind, environment, way, url, credential_id, secret, renewed, timeout_ms, concurrency, "
                + "file_hosts, topic, db_user, tables_up, tables_down, idempotent, status, attachments, maintenance, follows) "
                + "VALUES (:owner, :kind, :environment, :way, :url, :credential, :secret, :renewed, :timeout, :concurrency, "
                + ":fileHosts, :topic, :user, :up, :down, :idempotent, :status, :attachments, :maintenance, :follows)");
        way(update, endpoint.way())
                .bind("owner", endpoint.owner().value())
                .bind("kind", endpoint.kind())
                .bind("environment", PartnersFile.word(endpoint.environment()))
                .bind("way", endpoint.way().word())
                .bind("credential", endpoint.credentialId())
                .bind("secret", secret ? vault.seal(endpoint.secret(), RosterTables.place(endpoint.owner().value(), endpoint.name())) : null)
                .bind("renewed", endpoint.renewed())
                .bind("timeout", endpoint.timeout().toMillis())
                .bind("concurrency", endpoint.concurrency())
                .bind("fileHosts", RosterTables.texts(endpoint.fileHosts()))
                .bind("idempotent", endpoint.habits().idempotent().orElse(null))
                .bind("status", endpoint.habits().status().map(URI::toString).orElse(null))
                .bind("attachments", endpoint.habits().attachments().map(URI::toString).orElse(null))
                .bind("maintenance", Column.text(Ways.written(endpoint.habits())))
                .bind("follows", Column.text(Ways.followed(endpoint.habits())))
                .execute();
    }

    private static Update way(Update update, Way way) {
        Optional<Table> table = way instanceof Table one ? Optional.of(one) : Optional.empty();
        return update.bind("url", way instanceof Push push ? push.url().toString() : table.map(Table::url).orElse(""))
                .bind("topic", way instanceof Topic topic ? topic.name() : null)
                .bind("user", table.map(Table::user).orElse(null))
                .bind("up", table.map(Table::up).orElse(null))
                .bind("down", table.map(Table::down).orElse(null));
    }

    Endpoint endpoint(ResultSet row, RosterTables.Unopened unopened) throws SQLException {
        String owner = row.getString("owner");
        String place = RosterTables.place(owner, owner + "/" + row.getString("kind") + "/" + row.getString("environment"));
        byte[] sealed = row.getBytes("secret");
        byte[] secret = sealed == null ? new byte[0] : vault.open(sealed, place).orElseGet(() -> unopened.instead(place));
        return new Endpoint(new PartnerId(owner), row.getString("kind"), RosterTables.word(row, "environment", Environment.class), way(row),
                row.getString("credential_id"), secret, row.getBoolean("renewed"), Duration.ofMillis(row.getLong("timeout_ms")),
                row.getInt("concurrency"), Set.copyOf(RosterTables.list(row, "file_hosts")), habits(row));
    }

    private static Way way(ResultSet row) throws SQLException {
        return switch (row.getString("way")) {
            case Mailbox.WORD -> new Mailbox();
            case Topic.WORD -> new Topic(row.getString("topic"));
            case Table.WORD -> new Table(row.getString("url"), row.getString("db_user"), row.getString("tables_up"), row.getString("tables_down"));
            case Push.WORD -> new Push(URI.create(row.getString("url")));
            default -> throw new IllegalStateException("an endpoint with a way nobody knows");
        };
    }

    private static Habits habits(ResultSet row) throws SQLException {
        return new Habits(
                Optional.ofNullable(row.getObject("idempotent", Boolean.class)),
                Optional.ofNullable(row.getString("status")).map(URI::create),
                Optional.ofNullable(row.getString("attachments")).map(URI::create),
                Ways.windows(RosterTables.list(row, "maintenance")),
                Ways.follows(RosterTables.list(row, "follows")));
    }
}
