package io.yizhan.api;

import io.vertx.core.Context;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Mailboxes. Whoever waits for something to come holds neither a worker nor a connection to the database: one look for all who wait tells who
 * may be served, and only for them something is done.
 */
final class InboxDoor {
    private static final int WORKERS = 8;

    private final InboxDesk desk;
    private final TurningAway away;
    private final BooleanSupplier serving;
    private final Backstage backstage;
    private final Map<Asked, Waiting> waiting = new ConcurrentHashMap<>();
    private final AtomicBoolean looking = new AtomicBoolean();

    InboxDoor(Vertx vertx, InboxDesk desk, TurningAway away, BooleanSupplier serving) {
        this.desk = desk;
        this.away = away;
        this.serving = serving;
        this.backstage = new Backstage(vertx, "inbox", WORKERS, away);
        if (!desk.places().isEmpty()) {
            vertx.setPeriodic(desk.looking().toMillis(), now -> round());
            desk.bell().accept(this::look);
        }
    }

    /**
     * Somebody who waits, on the thread of its connection.
     *
     * @param over whether its time is
     */
    private record Waiting(HttpServerRequest request, Context context, AtomicBoolean over) {}

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
            return waits -> wait(inbox, asked, waits);
        }
        return telling(there.orElseGet(() -> inbox.nothing(asked)));
    }

    private Consumer<HttpServerRequest> telling(WireAnswer answer) {
        return request -> backstage.tell(request, answer);
    }

    private void wait(Inbox inbox, Asked asked, HttpServerRequest request) {
        Context context = Vertx.currentContext();
        Waiting one = new Waiting(request, context, new AtomicBoolean());
        long timer = context.owner().setTimer(asked.patience().toMillis(), now -> {
            one.over().set(true);
            leave(inbox, asked, one);
        });
        request.response().closeHandler(gone -> {
            context.owner().cancelTimer(timer);
            waiting.remove(asked);
        });
        waiting.put(asked, one);
        look();
    }

    /** Nothing came; where it is being served just now, it is not told so yet. */
    private void leave(Inbox inbox, Asked asked, Waiting one) {
        if (waiting.remove(asked, one)) {
            backstage.work(one.request(), () -> inbox.nothing(asked), answer -> backstage.tell(one.request(), answer));
        }
    }

    /** One look at a time, and none while nobody waits; also run when something may have come. */
    void look() {
        if (waiting.isEmpty() || !looking.compareAndSet(false, true)) {
            return;
        }
        Inbox inbox = desk.inbox().get();
        backstage.later(() -> inbox.waiting(Set.copyOf(waiting.keySet()))).onComplete(seen -> {
            looking.set(false);
            if (seen.succeeded()) {
                seen.result().forEach(asked -> serve(inbox, asked));
            }
        });
    }

    /** Who waits while the gateway stops is told to come again. */
    private void round() {
        if (serving.getAsBoolean()) {
            look();
        } else {
            waiting.forEach((asked, one) -> one.context().runOnContext(now -> {
                if (waiting.remove(asked, one)) {
                    away.turn(one.request(), Refusal.of(RefusalCode.GATEWAY_UNAVAILABLE, ""));
                }
            }));
        }
    }

    private void serve(Inbox inbox, Asked asked) {
        Waiting one = waiting.get(asked);
        if (one != null && waiting.remove(asked, one)) {
            one.context().runOnContext(now -> backstage.work(one.request(), () -> inbox.fetch(asked), answer -> answer.ifPresentOrElse(
                    there -> backstage.tell(one.request(), there),
                    () -> goOn(inbox, asked, one))));
        }
    }

    /** Another node, or another who waits for the same, was faster. */
    private void goOn(Inbox inbox, Asked asked, Waiting one) {
        waiting.put(asked, one);
        if (one.over().get()) {
            leave(inbox, asked, one);
        }
    }
}
