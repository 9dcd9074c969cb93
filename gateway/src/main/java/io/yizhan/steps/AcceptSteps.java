package io.yizhan.steps;

import io.yizhan.dispatch.Acceptance;
import io.yizhan.dispatch.Acceptance.Accepted;
import io.yizhan.dispatch.Acceptance.Addressed;
import io.yizhan.dispatch.Acceptance.Entrusted;
import io.yizhan.dispatch.Acceptance.Listed;
import io.yizhan.dispatch.Acceptance.Terms;
import io.yizhan.dispatch.Acceptance.Understood;
import io.yizhan.exchange.Identified;
import io.yizhan.exchange.Stage;
import org.apache.camel.Exchange;

/** The steps of the patterns that accept durably. */
final class AcceptSteps {
    private final Acceptance acceptance;
    private final Track track;

    AcceptSteps(Acceptance acceptance, Track track) {
        this.acceptance = acceptance;
        this.track = track;
    }

    void admit(Exchange exchange) {
        Terms terms = Terms.of(
                exchange.getProperty("largestMessage", String.class),
                exchange.getProperty("expires", String.class),
                exchange.getProperty("kept", String.class));
        Stage stage = track.stage(exchange);
        track.advance(exchange, stage instanceof Listed row ? acceptance.admit(row, terms) : acceptance.admit((Identified) stage, terms));
    }

    void translate(Exchange exchange) {
        track.advance(exchange, acceptance.translate(track.stage(exchange, Entrusted.class)));
    }

    void consent(Exchange exchange) {
        track.advance(exchange, acceptance.consent(track.stage(exchange, Understood.class)));
    }

    void locate(Exchange exchange) {
        track.advance(exchange, acceptance.locate(track.stage(exchange, Understood.class)));
    }

    void accept(Exchange exchange) {
        track.advance(exchange, acceptance.accept(track.stage(exchange, Addressed.class)));
    }

    void answer(Exchange exchange) {
        Track.answer(exchange, acceptance.answer(track.stage(exchange, Accepted.class)));
    }
}
