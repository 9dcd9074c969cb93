package io.yizhan.dispatch;

import io.yizhan.attachment.Attachments;
import io.yizhan.casework.Casework;
import io.yizhan.contract.Contract;
import io.yizhan.delivery.Lanes;
import io.yizhan.delivery.Messages;
import io.yizhan.delivery.Outbox;
import io.yizhan.delivery.Queue;
import io.yizhan.exchange.Outgoing;
import io.yizhan.feed.Sent;
import io.yizhan.frontdb.FrontDatabase;
import io.yizhan.frontdb.FrontDatabases;
import io.yizhan.frontdb.FrontDatabases.Address;
import io.yizhan.mapping.Dialects;
import io.yizhan.partner.Endpoint;
import io.yizhan.partner.Endpoint.Table;
import io.yizhan.partner.Registry;
import io.yizhan.vocabulary.MessageId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Jdbi;

/**
 * The rooms a delivery passes through, as {@code assembly} put them together.
 *
 * @param attachments files that messages speak of
 * @param bus whether topics can be written to just now
 * @param author of the gateway's own messages
 */
public record Desk(
        Jdbi jdbi,
        Registry registry,
        Contract contract,
        Dialects dialects,
        Lanes lanes,
        Messages messages,
        Queue queue,
        Casework casework,
        Outbox outbox,
        Sent sent,
        Records records,
        Outgoing outgoing,
        FrontDatabases fronts,
        Attachments attachments,
        BooleanSupplier bus,
        Steps steps,
        InstantSource clock,
        RandomGenerator random,
        Own.Author author) {

    public Instant now() {
        return clock.instant();
    }

    /** The tables agreed with a partner, where an endpoint has such. */
    public FrontDatabase front(Endpoint endpoint) {
        Table table = endpoint.tables();
        // one more than messages are written at a time: for the rows that come in
        return fronts.at(new Address(endpoint.name(), table.url(), table.user(), endpoint.secret(), endpoint.concurrency() + 1, endpoint.timeout()));
    }

    MessageId newId() {
        return MessageId.of(now(), random.nextLong(), random.nextLong());
    }

    /** Told what is persisted and when, so that a test can stop the process there; otherwise does nothing. */
    @FunctionalInterface
    public interface Steps {
        void reached(String step);
    }
}
