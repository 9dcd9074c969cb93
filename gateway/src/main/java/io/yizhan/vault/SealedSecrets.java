package io.yizhan.vault;

import io.yizhan.vocabulary.Environment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Short-lived secrets as rows of {@code short_lived_secret}. Each is sealed for its place, its name and its end. */
record SealedSecrets(Jdbi jdbi, Vault vault) {
    private static final Logger LOG = LoggerFactory.getLogger(SealedSecrets.class);
    private static final int BATCH = 5_000;

    /** Those of a place that are not over, newest first. */
    List<LiveSecret> alive(SecretPlace place, Instant now) {
        return jdbi.withHandle(handle -> alive(handle, place, now));
    }

    /** One that cannot be opened, because the vault's key or the long-lived secret is another now, is as good as not there: a new one is got. */
    List<LiveSecret> alive(Handle handle, SecretPlace place, Instant now) {
        List<Optional<LiveSecret>> rows = handle.createQuery("""
                        SELECT number, name, begins, ends, sealed FROM short_lived_secret
                        WHERE whose = :whose AND environment = :environment AND ends > :now ORDER BY number DESC""")
                .bind("whose", place.whose())
                .bind("environment", word(place.environment()))
                .bind("now", at(now))
                .map((row, context) -> opened(row, place))
                .list();
        long lost = rows.stream().filter(Optional::isEmpty).count();
        if (lost > 0) {
            LOG.warn("{} short-lived secrets {} cannot be opened: the secrets' key or the long-lived secret is another now", lost, place);
        }
        return rows.stream().flatMap(Optional::stream).toList();
    }

    private Optional<LiveSecret> opened(ResultSet row, SecretPlace place) throws SQLException {
        long number = row.getLong("number");
        String name = row.getString("name");
        Instant begins = row.getObject("begins", OffsetDateTime.class).toInstant();
        Instant ends = row.getObject("ends", OffsetDateTime.class).toInstant();
        return vault.open(row.getBytes("sealed"), sealedFor(place, name, ends)).map(secret -> new LiveSecret(number, name, secret, begins, ends));
    }

    /** Adds one; times are kept to the millisecond. */
    LiveSecret add(Handle handle, SecretPlace place, String name, FreshSecret fresh, Instant now) {
        Instant begins = now.truncatedTo(ChronoUnit.MILLIS);
        Instant ends = fresh.ends().truncatedTo(ChronoUnit.MILLIS);
        long number = handle.createQuery("""
                        INSERT INTO short_lived_secret (whose, environment, name, begins, ends, sealed)
                        VALUES (:whose, :environment, :name, :begins, :ends, :sealed) RETURNING number""")
                .bind("whose", place.whose())
                .bind("environment", word(place.environment()))
                .bind("name", name)
                .bind("begins", at(begins))
                .bind("ends", at(ends))
                .bind("sealed", vault.seal(fresh.secret(), sealedFor(place, name, ends)))
                .mapTo(Long.class)
                .one();
        return new LiveSecret(number, name, fresh.secret(), begins, ends);
    }

    /** Puts one in the place of all others of its name. */
    LiveSecret replace(Handle handle, SecretPlace place, String name, FreshSecret fresh, Instant now) {
        LiveSecret added = add(handle, place, name, fresh, now);
        handle.createUpdate("""
                        DELETE FROM short_lived_secret
                        WHERE whose = :whose AND environment = :environment AND name = :name AND number < :number""")
                .bind("whose", place.whose())
                .bind("environment", word(place.environment()))
                .bind("name", name)
                .bind("number", added.number())
                .execute();
        return added;
    }

    /** Deletes what is over, in small batches; returns how many. Rows another node is deleting just now are left to it. */
    int forget(Instant now) {
        int forgotten = 0;
        int batch;
        do {
            batch = jdbi.withHandle(handle -> handle.createUpdate("""
                            DELETE FROM short_lived_secret WHERE number IN
                            (SELECT number FROM short_lived_secret WHERE ends <= :now ORDER BY ends LIMIT :batch FOR UPDATE SKIP LOCKED)""")
                    .bind("now", at(now))
                    .bind("batch", BATCH)
                    .execute());
            forgotten += batch;
        } while (batch == BATCH);
        return forgotten;
    }

    /** A sealed secret put in another place, or given a later end, does not open. */
    private static String sealedFor(SecretPlace place, String name, Instant ends) {
        return String.join("\0", place.whose(), word(place.environment()), name, String.valueOf(ends.toEpochMilli()), place.root().toString());
    }

    private static String word(Environment environment) {
        return environment.name().toLowerCase(Locale.ROOT);
    }

    private static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
