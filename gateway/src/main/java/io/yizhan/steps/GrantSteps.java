package io.yizhan.steps;

import io.yizhan.exchange.Granting;
import io.yizhan.exchange.Identified;
import io.yizhan.exchange.Received;
import org.apache.camel.Exchange;

/** The steps of giving callers the secrets they sign with. */
final class GrantSteps {
    private final Granting granting;
    private final Track track;

    GrantSteps(Granting granting, Track track) {
        this.granting = granting;
        this.track = track;
    }

    void identify(Exchange exchange) {
        track.advance(exchange, granting.identify(track.stage(exchange, Received.class)));
    }

    void admit(Exchange exchange) {
        track.advance(exchange, granting.admit(track.stage(exchange, Identified.class)));
    }

    void give(Exchange exchange) {
        track.advance(exchange, granting.give(track.stage(exchange, Identified.class)));
    }

    void record(Exchange exchange) {
        track.advance(exchange, granting.record(track.stage(exchange, Granting.Granted.class)));
    }

    void answer(Exchange exchange) {
        Track.answer(exchange, track.stage(exchange, Granting.Granted.class).answer());
    }
}
