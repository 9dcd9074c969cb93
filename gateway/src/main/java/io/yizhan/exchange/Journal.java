package io.yizhan.exchange;

import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.Refusal;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One log line per exchange: message id, kind, from, to, outcome, milliseconds. Nothing of what was exchanged. */
final class Journal {
    private static final Logger LOG = LoggerFactory.getLogger("exchange");
    private static final String LINE = "{} {} {} > {} {} {} ms";

    private final InstantSource clock;

    Journal(InstantSource clock) {
        this.clock = clock;
    }

    void answered(Stage stage) {
        line(stage, "answered");
    }

    void granted(Stage stage) {
        line(stage, "granted");
    }

    void refused(Stage stage, Refusal refusal) {
        line(stage, refusal.code().code());
    }

    void turnedAway(MessageId id, Refusal refusal) {
        LOG.info(LINE, id, "-", "-", "-", refusal.code().code(), 0);
    }

    private void line(Stage stage, String outcome) {
        Received received = stage.since(Received.class);
        LOG.info(
                LINE,
                received.id(),
                stage.reached(Identified.class).map(Identified::kind).orElse("-"),
                stage.reached(Identified.class).map(who -> who.partner().id().value()).orElse("-"),
                stage.answering().map(found -> found.partner().id().value()).orElse("-"),
                outcome,
                Duration.between(received.at(), clock.instant()).toMillis());
    }
}
