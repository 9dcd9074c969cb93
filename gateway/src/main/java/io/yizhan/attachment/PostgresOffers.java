package io.yizhan.attachment;

import io.yizhan.store.Column;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.RefusalCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Offers as rows of {@code offered_file}. */
record PostgresOffers(Jdbi jdbi) implements Offers {
    private static final Logger LOG = LoggerFactory.getLogger(Offers.class);

    @Override
    public void add(Handle handle, List<Offer> offers) {
        if (offers.isEmpty()) {
            return;
        }
        handle.createUpdate("""
                        INSERT INTO offered_file
                            (name, message, kind, environment, caller, agreement, consent, endpoint, link, media_type, digest, size, until)
                        SELECT * FROM unnest(:names, :messages, :kinds, :environments, :callers, :agreements, :consents, :endpoints, :links,
                            :mediaTypes, :digests, :sizes, :untils)
                        ON CONFLICT DO NOTHING""")
                .bind("names", text(offers, Offer::name))
                .bind("messages", Column.uuid(offers.stream().map(offer -> offer.message().value()).toList()))
                .bind("kinds", text(offers, Offer::kind))
                .bind("environments", text(offers, offer -> offer.environment().name()))
                .bind("callers", text(offers, offer -> offer.caller().value()))
                .bind("agreements", text(offers, Offer::agreement))
                .bind("consents", text(offers, Offer::consent))
                .bind("endpoints", text(offers, Offer::endpoint))
                .bind("links", Column.bytea(offers.stream().map(Offer::link).toList()))
                .bind("mediaTypes", text(offers, offer -> offer.promise().mediaType().orElse(null)))
                .bind("digests", new Column("bytea", offers.stream().map(PostgresOffers::digest).toArray(byte[][]::new)))
                .bind("sizes", new Column("int8", offers.stream().map(offer -> offer.promise().size().orElse(null)).toArray(Long[]::new)))
                .bind("untils", Column.timestamptz(offers.stream().map(Offer::until).toList()))
                .execute();
    }

    private static Column text(List<Offer> offers, Function<Offer, String> value) {
        return new Column("text", offers.stream().map(value).toArray(String[]::new));
    }

    private static byte[] digest(Offer offer) {
        return offer.promise().digest().map(Digest::bytes).orElse(null);
    }

    @Override
    public Outcome<Offer> named(String name) {
        try {
            return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM offered_file WHERE name = :name")
                            .bind("name", name)
                            .map((row, context) -> offer(row))
                            .findOne())
                    .map(Outcome::of)
                    .orElseGet(() -> Outcome.refused(RefusalCode.NO_SUCH_FILE, ""));
        } catch (JdbiException unreachable) {
            LOG.warn("offers cannot be read: {}", unreachable.getClass().getSimpleName());
            return Outcome.refused(RefusalCode.EVIDENCE_UNAVAILABLE, "");
        }
    }

    private static Offer offer(ResultSet row) throws SQLException {
        Offer.Promise promise = new Offer.Promise(
                Optional.ofNullable(row.getString("media_type")),
                Optional.ofNullable(row.getBytes("digest")).map(Digest::of),
                Optional.ofNullable(row.getObject("size", Long.class)));
        return new Offer(
                row.getString("name"),
                new MessageId(row.getObject("message", UUID.class)),
                row.getString("kind"),
                Environment.valueOf(row.getString("environment")),
                new PartnerId(row.getString("caller")),
                row.getString("agreement"),
                row.getString("consent"),
                row.getString("endpoint"),
                row.getBytes("link"),
                promise,
                row.getObject("until", OffsetDateTime.class).toInstant());
    }

    @Override
    public int forget(Instant before) {
        return jdbi.withHandle(handle -> handle.createUpdate("DELETE FROM offered_file WHERE until < :before")
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .execute());
    }
}
