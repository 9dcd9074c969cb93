package io.yizhan.api;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.yizhan.dispatch.Inbox;
import io.yizhan.dispatch.Inbox.Asked;
import io.yizhan.exchange.Arrival;
import io.yizhan.exchange.Received;
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

/** Mailboxes. */
final class InboxDoor {
    private static final int WORKERS = 8;

    private final InboxDesk desk;
    private final TurningAway away;
    private final BooleanSupplier serving;
    private final Backstage backstage;
    private final Bench<Asked> bench;

    InboxDoor(Vertx vertx, InboxDesk desk, TurningAway away, BooleanSupplier serving) {
        this.desk = desk;
        this.away = away;
        this.serving = serving;
        this.backstage = new Backstage(vertx, "inbox", WORKERS, away);
        this.bench = new Bench<>(backstage, away, serving, () -> new Mailboxes(desk.inbox().get()));
        if (!desk.places().isEmpty()) {
            bench.open(vertx, desk.looking());
            desk.bell().accept(bench::look);
        }
    }

    /** For what the gateway serves now. */
    private record Mailboxes(Inbox inbox) implements Bench.Counter<Asked> {
        @Override
        public Set<Asked> ready(Collection<Asked> waiting) {
            return inbox.waiting(waiting);
        }

        @Override
        public Optional<WireAnswer> serve(Asked asked) {
            return inbox.fetch(asked);
        }

        @Override
        public WireAnswer nothing(Asked asked) {
            return inbox.nothing(asked);
        }
    }

    void enter(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        Optional<URI> uri = Arrival.address(desk.external(), request.scheme(), String.valueOf(request.authority()), request.uri());
        Optional<String> place = desk.places().keySet().stream().filter(path -> isAt(path, request)).findFirst();
        if (!serving.getAsBoolean()) {
            away.turn(request, Refusal.of(RefusalCode.GATEWAY_UNAVAILABLE, ""));
        } else if (place.isEmpty() || uri.isEmpty()) {
            away.turn(request, Refusal.of(RefusalCode.NO_SUCH_MESSAGE, ""));
        } else {
            Inbox inbox = desk.inbox().get();
            WireRequest wire = new WireRequest(request.method().name(), uri.get(), Backstage.fields(request), new byte[0]);
            Received received = inbox.receive(wire, Backstage.peer(request), desk.places().get(place.get()));
            backstage.work(request, () -> identified(inbox, received, place.get(), request), next -> next.accept(request));
        }
    }

    /** Fetched from the place itself, acknowledged below it. */
    private static boolean isAt(String path, HttpServerRequest request) {
        return request.method() == HttpMethod.DELETE
                ? request.path().startsWith(path + "/") && request.path().indexOf('/', path.length() + 1) < 0
                : request.path().equals(path);
    }

    /** What to do next, on the connection's own thread. */
    private Consumer<HttpServerRequest> identified(Inbox inbox, Received received, String path, HttpServerRequest request) {
        return inbox.identify(received).fold(asked -> asked(inbox, asked, path, request), refusal -> telling(inbox.refuse(received, refusal)));
    }

    private Consumer<HttpServerRequest> asked(Inbox inbox, Asked asked, String path, HttpServerRequest request) {
        if (request.method() == HttpMethod.DELETE) {
            String delivery = request.path().substring(path.length() + 1);
            return telling(inbox.acknowledge(asked, delivery).fold(answer -> answer, refusal -> inbox.refuse(asked, refusal)));
        }
        Optional<WireAnswer> there = inbox.fetch(asked);
        if (there.isEmpty() && !asked.patience().isZero()) {
            return waits -> bench.wait(asked, asked.patience(), waits);
        }
        return telling(there.orElseGet(() -> inbox.nothing(asked)));
    }

    private Consumer<HttpServerRequest> telling(WireAnswer answer) {
        return request -> backstage.tell(request, answer);
    }
}
