package io.yizhan.api;

import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.yizhan.exchange.Arrival;
import io.yizhan.exchange.Enquiry;
import io.yizhan.exchange.Received;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where senders ask what became of their messages. Workers of its own do it, so that who asks often holds up nobody who sends. */
final class EnquiryDoor {
    private static final Logger LOG = LoggerFactory.getLogger(EnquiryDoor.class);
    private static final int WORKERS = 4;
    private static final int FRAMES = 12;

    private final EnquiryDesk desk;
    private final TurningAway away;
    private final BooleanSupplier serving;
    private final WorkerExecutor workers;

    EnquiryDoor(Vertx vertx, EnquiryDesk desk, TurningAway away, BooleanSupplier serving) {
        this.desk = desk;
        this.away = away;
        this.serving = serving;
        this.workers = vertx.createSharedWorkerExecutor("enquiries", WORKERS);
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
            WireRequest asked = new WireRequest(request.method().name(), uri.get(), fields(request), new byte[0]);
            InetAddress peer = new InetSocketAddress(request.remoteAddress().host(), request.remoteAddress().port()).getAddress();
            Enquiry enquiry = desk.enquiry().get();
            Received received = enquiry.receive(asked, peer, convention.get());
            String id = request.path().substring(end + 1);
            workers.executeBlocking(() -> answer(enquiry, received, id), false)
                    .onSuccess(answer -> tell(request, answer))
                    .onFailure(defect -> fault(request, defect));
        }
    }

    private static Headers fields(HttpServerRequest request) {
        List<Headers.Field> fields = request.headers().entries().stream().map(entry -> new Headers.Field(entry.getKey(), entry.getValue())).toList();
        return new Headers(fields);
    }

    private static WireAnswer answer(Enquiry enquiry, Received received, String id) {
        return enquiry.identify(received).fold(
                who -> enquiry.tell(who, id).fold(told -> told, refusal -> enquiry.refuse(who, refusal)),
                refusal -> enquiry.refuse(received, refusal));
    }

    private void tell(HttpServerRequest request, WireAnswer answer) {
        passOver(request);
        boolean bodiless = request.method() == HttpMethod.HEAD;
        away.tell(request, bodiless ? new WireAnswer(answer.status(), answer.headers(), new byte[0]) : answer);
    }

    /** What has not been read yet is passed over, so that the answer is not lost with it. */
    private static void passOver(HttpServerRequest request) {
        if (!request.isEnded()) {
            request.handler(passed -> {}).resume();
        }
    }

    private void fault(HttpServerRequest request, Throwable defect) {
        // not the message: it may quote what was exchanged
        LOG.error("an enquiry failed: {} {}", defect.getClass().getName(), Arrays.stream(defect.getStackTrace()).limit(FRAMES).toList());
        passOver(request);
        away.turn(request, Refusal.of(RefusalCode.GATEWAY_FAULT, ""));
    }
}
