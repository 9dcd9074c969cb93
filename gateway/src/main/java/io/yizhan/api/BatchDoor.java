package io.yizhan.api;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.yizhan.exchange.Arrival;
import io.yizhan.exchange.Received;
import io.yizhan.exchange.Stage;
import io.yizhan.intake.Batches;
import io.yizhan.intake.Form;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Where batches come in, past the gate and past Camel, at the very places where single items do: what they are is told by their Content-Type. Like
 * materials they are neither held nor waited for by a worker.
 */
final class BatchDoor {
    private static final int WORKERS = 4;

    private final BatchDesk desk;
    private final TurningAway away;
    private final BooleanSupplier serving;
    private final Backstage backstage;

    BatchDoor(Vertx vertx, BatchDesk desk, TurningAway away, BooleanSupplier serving) {
        this.desk = desk;
        this.away = away;
        this.serving = serving;
        this.backstage = new Backstage(vertx, "batches", WORKERS, away);
    }

    /** Whether what a request brings is taken here. */
    boolean streams(HttpServerRequest request) {
        return request.method() == HttpMethod.POST && request.path() != null && desk.places().containsKey(request.path()) && form(request).isPresent();
    }

    private static Optional<Form> form(HttpServerRequest request) {
        return Optional.ofNullable(request.getHeader("Content-Type")).flatMap(Form::of);
    }

    void enter(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        Optional<URI> uri = Arrival.address(desk.external(), request.scheme(), String.valueOf(request.authority()), request.uri());
        if (!serving.getAsBoolean()) {
            away.turn(request, Refusal.of(RefusalCode.GATEWAY_UNAVAILABLE, ""));
        } else if (uri.isEmpty()) {
            away.turn(request, Refusal.of(RefusalCode.MALFORMED, "", "an address of RFC 3986"));
        } else if (MaterialDoor.expectsOther(request)) {
            away.turn(request, Refusal.of(RefusalCode.MALFORMED, "Expect", "100-continue").told(417));
        } else {
            receive(request, uri.get());
        }
    }

    /** Nothing of what is sent is read before it is known who sends it, and whether they may. */
    private void receive(HttpServerRequest request, URI uri) {
        Batches batches = desk.batches().get();
        batches.receive(uri, Backstage.fields(request), Backstage.peer(request), desk.places().get(request.path())).fold(
                known -> {
                    request.pause();
                    backstage.work(request, () -> next(batches, known, form(request).orElseThrow()), next -> next.accept(request));
                    return null;
                },
                refusal -> {
                    away.turn(request, refusal);
                    return null;
                });
    }

    /** What to do next, on the connection's own thread. */
    private Consumer<HttpServerRequest> next(Batches batches, Received received, Form form) {
        return batches.identify(received).fold(
                who -> batches.admit(who, form).fold(sent -> admitted(batches, sent), refusal -> refusing(batches, who, refusal)),
                refusal -> refusing(batches, received, refusal));
    }

    private Consumer<HttpServerRequest> admitted(Batches batches, Batches.Sent sent) {
        return batches.take(sent).fold(
                incoming -> request -> new Bringing(backstage, new Coming(batches, incoming), request, desk.patience()).begin(),
                refusal -> refusing(batches, sent, refusal));
    }

    private Consumer<HttpServerRequest> refusing(Batches batches, Stage stage, Refusal refusal) {
        return telling(batches.refuse(stage, refusal));
    }

    private Consumer<HttpServerRequest> telling(WireAnswer answer) {
        return request -> backstage.tell(request, answer);
    }

    /** One batch while it comes in. */
    private record Coming(Batches batches, Batches.Incoming incoming) implements Bringing.Taker {
        @Override
        public Optional<Refusal> take(ByteBuffer bytes) {
            return incoming.take(bytes);
        }

        @Override
        public WireAnswer ended() {
            return batches.end(incoming).fold(answer -> answer, this::refuse);
        }

        @Override
        public WireAnswer refuse(Refusal refusal) {
            incoming.drop();
            return batches.refuse(incoming.stage(), refusal);
        }

        @Override
        public void left() {
            incoming.drop();
        }

        @Override
        public void close() {
            incoming.close();
        }
    }
}
