package io.yizhan.api;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.yizhan.exchange.Arrival;
import io.yizhan.exchange.Enquiry;
import io.yizhan.exchange.Received;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.net.URI;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Where senders ask what became of their messages. Workers of its own do it, so that who asks often holds up nobody who sends. */
final class EnquiryDoor {
    private static final int WORKERS = 4;

    private final EnquiryDesk desk;
    private final TurningAway away;
    private final BooleanSupplier serving;
    private final Backstage backstage;

    EnquiryDoor(Vertx vertx, EnquiryDesk desk, TurningAway away, BooleanSupplier serving) {
        this.desk = desk;
        this.away = away;
        this.serving = serving;
        this.backstage = new Backstage(vertx, "enquiries", WORKERS, away);
    }

    void enter(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        int end = request.path().lastIndexOf('/');
        Optional<String> convention = Optional.ofNullable(desk.places().get(request.path().substring(0, end)));
        Optional<URI> uri = Arrival.address(desk.external(), request.scheme(), String.valueOf(request.authority()), request.uri());
        if (!serving.getAsBoolean()) {
            away.turn(request, Refusal.of(RefusalCode.GATEWAY_UNAVAILABLE, ""));
        } else if (convention.isEmpty() || uri.isEmpty()) {
            away.turn(request, Refusal.of(RefusalCode.NO_SUCH_MESSAGE, "", "an address that ends in the id of a message"));
        } else {
            WireRequest asked = new WireRequest(request.method().name(), uri.get(), Backstage.fields(request), new byte[0]);
            Enquiry enquiry = desk.enquiry().get();
            Received received = enquiry.receive(asked, Backstage.peer(request), convention.get());
            String id = request.path().substring(end + 1);
            backstage.work(request, () -> answer(enquiry, received, id), answer -> backstage.tell(request, answer));
        }
    }

    private static WireAnswer answer(Enquiry enquiry, Received received, String id) {
        return enquiry.identify(received).fold(
                who -> enquiry.tell(who, id).fold(told -> told, refusal -> enquiry.refuse(who, refusal)),
                refusal -> enquiry.refuse(received, refusal));
    }
}
