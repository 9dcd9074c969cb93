package io.yizhan.api;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.yizhan.exchange.Arrival;
import io.yizhan.exchange.Received;
import io.yizhan.finding.Finding;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.net.URI;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Where partners look for what was published. Workers of its own do it, so that who looks through everything holds up nobody who sends. */
final class CatalogueDoor {
    private static final int WORKERS = 8;

    private final CatalogueDesk desk;
    private final TurningAway away;
    private final BooleanSupplier serving;
    private final Backstage backstage;

    CatalogueDoor(Vertx vertx, CatalogueDesk desk, TurningAway away, BooleanSupplier serving) {
        this.desk = desk;
        this.away = away;
        this.serving = serving;
        this.backstage = new Backstage(vertx, "catalogue", WORKERS, away);
    }

    /** With the body, which has come in already. */
    void enter(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        Optional<URI> uri = Arrival.address(desk.external(), request.scheme(), String.valueOf(request.authority()), request.uri());
        Optional<String> place = desk.places().keySet().stream().filter(path -> request.path().startsWith(path + "/")).findFirst();
        byte[] body = Optional.ofNullable(ctx.body().buffer()).map(Buffer::getBytes).orElseGet(() -> new byte[0]);
        if (!serving.getAsBoolean()) {
            away.turn(request, Refusal.of(RefusalCode.GATEWAY_UNAVAILABLE, ""));
        } else if (place.isEmpty() || uri.isEmpty()) {
            away.turn(request, Refusal.of(RefusalCode.UNKNOWN_KIND, ""));
        } else if (body.length > Finding.LARGEST_BODY) {
            away.turn(request, Refusal.of(RefusalCode.TOO_LARGE, "", "a body of at most " + Finding.LARGEST_BODY + " bytes"));
        } else {
            WireRequest wire = new WireRequest(request.method().name(), uri.get(), Backstage.fields(request), body);
            Finding finding = desk.finding().get();
            Received received = finding.receive(wire, Backstage.peer(request), desk.places().get(place.get()));
            String below = request.path().substring(place.get().length() + 1);
            backstage.work(request, () -> answer(finding, received, below), answer -> backstage.tell(request, answer));
        }
    }

    private static WireAnswer answer(Finding finding, Received received, String below) {
        return finding.identify(received, below).fold(
                asked -> finding.tell(asked).fold(told -> told, refusal -> finding.refuse(asked, refusal)),
                refusal -> finding.refuse(received, refusal));
    }
}
