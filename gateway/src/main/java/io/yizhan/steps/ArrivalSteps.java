package io.yizhan.steps;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.yizhan.exchange.Arrival;
import io.yizhan.exchange.Identified;
import io.yizhan.exchange.Received;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.HttpMessage;

final class ArrivalSteps {
    private final Arrival arrival;
    private final Track track;
    private final Optional<URI> external;

    ArrivalSteps(Arrival arrival, Track track, Optional<URI> external) {
        this.arrival = arrival;
        this.track = track;
        this.external = external;
    }

    void receive(Exchange exchange) {
        HttpServerRequest request = exchange.getMessage(HttpMessage.class).getRequest();
        Buffer body = exchange.getMessage().getBody(Buffer.class);
        Optional<URI> uri = Arrival.address(external, request.scheme(), String.valueOf(request.authority()), request.uri());
        if (uri.isEmpty()) {
            Track.answer(exchange, arrival.turnAway(request.path(), Refusal.of(RefusalCode.MALFORMED, "", "an address of RFC 3986")));
            exchange.setRouteStop(true);
            return;
        }
        String convention = exchange.getProperty("convention", String.class);
        Received received = arrival.receive(wire(request, uri.get(), body), peer(request), convention);
        Track.fresh(exchange, Headers.none());
        exchange.setProperty("stage", received);
        exchange.setProperty(Track.CALLER, request);
    }

    private static WireRequest wire(HttpServerRequest request, URI uri, Buffer body) {
        List<Headers.Field> fields = request.headers().entries().stream()
                .map(entry -> new Headers.Field(entry.getKey(), entry.getValue()))
                .toList();
        return new WireRequest(request.method().name(), uri, new Headers(fields), body == null ? new byte[0] : body.getBytes());
    }

    private static InetAddress peer(HttpServerRequest request) {
        return new InetSocketAddress(request.remoteAddress().host(), request.remoteAddress().port()).getAddress();
    }

    void identify(Exchange exchange) {
        track.advance(exchange, arrival.identify(track.stage(exchange, Received.class)));
    }

    void address(Exchange exchange) {
        Identified who = track.stage(exchange, Identified.class);
        track.advance(exchange, arrival.address(who));
        exchange.setProperty("kind", who.route());
    }
}
