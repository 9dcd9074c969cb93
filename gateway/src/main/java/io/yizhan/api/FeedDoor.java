package io.yizhan.api;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.yizhan.exchange.Arrival;
import io.yizhan.exchange.Received;
import io.yizhan.following.Following;
import io.yizhan.following.Following.Asked;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.net.URI;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Feeds, for those who follow by asking. Workers of its own do it, so that who catches up with a whole catalogue holds up nobody who sends. */
final class FeedDoor {
    private static final int WORKERS = 4;

    private final FeedDesk desk;
    private final TurningAway away;
    private final BooleanSupplier serving;
    private final Backstage backstage;
    private final Bench<Asked> bench;

    FeedDoor(Vertx vertx, FeedDesk desk, TurningAway away, BooleanSupplier serving) {
        this.desk = desk;
        this.away = away;
        this.serving = serving;
        this.backstage = new Backstage(vertx, "feeds", WORKERS, away);
        this.bench = new Bench<>(backstage, away, serving, () -> new Feeds(desk.following().get()));
        if (!desk.places().isEmpty()) {
            bench.open(vertx, desk.looking());
            desk.bell().accept(bench::look);
        }
    }

    /** For what the gateway serves now. */
    private record Feeds(Following following) implements Bench.Counter<Asked> {
        @Override
        public Set<Asked> ready(Collection<Asked> waiting) {
            return following.waiting(waiting);
        }

        @Override
        public Optional<WireAnswer> serve(Asked asked) {
            return following.tell(asked);
        }

        @Override
        public WireAnswer nothing(Asked asked) {
            return following.nothing(asked);
        }
    }

    void enter(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        Optional<URI> uri = Arrival.address(desk.external(), request.scheme(), String.valueOf(request.authority()), request.uri());
        Optional<String> place = desk.places().keySet().stream().filter(path -> request.path().startsWith(path + "/")).findFirst();
        if (!serving.getAsBoolean()) {
            away.turn(request, Refusal.of(RefusalCode.GATEWAY_UNAVAILABLE, ""));
        } else if (place.isEmpty() || uri.isEmpty()) {
            away.turn(request, Refusal.of(RefusalCode.UNKNOWN_KIND, ""));
        } else {
            Following following = desk.following().get();
            WireRequest wire = new WireRequest(request.method().name(), uri.get(), Backstage.fields(request), new byte[0]);
            Received received = following.receive(wire, Backstage.peer(request), desk.places().get(place.get()));
            String below = request.path().substring(place.get().length() + 1);
            backstage.work(request, () -> identified(following, received, below), next -> next.accept(request));
        }
    }

    /** What to do next, on the connection's own thread. */
    private Consumer<HttpServerRequest> identified(Following following, Received received, String below) {
        return following.identify(received, below).fold(asked -> asked(following, asked), refusal -> telling(following.refuse(received, refusal)));
    }

    private Consumer<HttpServerRequest> asked(Following following, Asked asked) {
        Optional<WireAnswer> there = following.tell(asked);
        if (there.isEmpty() && !asked.patience().isZero()) {
            return waits -> bench.wait(asked, asked.patience(), waits);
        }
        return telling(there.orElseGet(() -> following.nothing(asked)));
    }

    private Consumer<HttpServerRequest> telling(WireAnswer answer) {
        return request -> backstage.tell(request, answer);
    }
}
