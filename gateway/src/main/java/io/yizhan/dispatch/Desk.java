package io.yizhan.dispatch;

import io.yizhan.contract.Contract;
import io.yizhan.delivery.Lanes;
import io.yizhan.delivery.Messages;
import io.yizhan.delivery.Queue;
import io.yizhan.exchange.Outgoing;
import io.yizhan.mapping.Dialects;
import io.yizhan.partner.Registry;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Jdbi;

/**
 * The rooms a delivery passes through, as {@code assembly} put them together.
 *
 * @param self the gateway's own name, under which it tells senders what became of their messages
 * @param source what its own letters say they come from
 */
public record Desk(
        Jdbi jdbi,
        Registry registry,
        Contract contract,
        Dialects dialects,
        Lanes lanes,
        Messages messages,
        Queue queue,
        Records records,
        Outgoing outgoing,
        Steps steps,
        InstantSource clock,
        RandomGenerator random,
        PartnerId self,
        String source) {

    Instant now() {
        return clock.instant();
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
