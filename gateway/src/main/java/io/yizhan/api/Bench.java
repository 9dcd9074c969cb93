package io.yizhan.api;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Those who wait for something to come. They hold neither a worker nor a connection to the database: one look for all of them tells who may be
 * served, and only for them something is done.
 *
 * @param <A> what is asked for; every asking is another
 */
final class Bench<A> {
    private final Backstage backstage;
    private final TurningAway away;
    private final BooleanSupplier serving;
    private final Supplier<Counter<A>> counter;
    private final Map<A, Waiting> waiting = new ConcurrentHashMap<>();
    private final AtomicBoolean looking = new AtomicBoolean();

    /** @param counter is asked for once the gateway serves */
    Bench(Backstage backstage, TurningAway away, BooleanSupplier serving, Supplier<Counter<A>> counter) {
        this.backstage = backstage;
        this.away = away;
        this.serving = serving;
        this.counter = counter;
    }

    /** Where they are served. Each of these may wait for the database. */
    interface Counter<A> {
        /** Those for whom there is something now. */
        Set<A> ready(Collection<A> waiting);

        /** What there is; empty where somebody else was faster. */
        Optional<WireAnswer> serve(A asked);

        /** That nothing came. */
        WireAnswer nothing(A asked);
    }

    /**
     * Somebody who waits, on the thread of its connection.
     *
     * @param over whether its time is
     */
    private record Waiting(HttpServerRequest request, Context context, AtomicBoolean over) {}

    /** Begins to look every so often, for what other nodes have brought. */
    void open(Vertx vertx, Duration every) {
        vertx.setPeriodic(every.toMillis(), now -> round());
    }

    void wait(A asked, Duration patience, HttpServerRequest request) {
        Context context = Vertx.currentContext();
        Waiting one = new Waiting(request, context, new AtomicBoolean());
        long timer = context.owner().setTimer(patience.toMillis(), now -> {
            one.over().set(true);
            leave(asked, one);
        });
        request.response().closeHandler(gone -> {
            context.owner().cancelTimer(timer);
            waiting.remove(asked);
        });
        waiting.put(asked, one);
        look();
    }

    /** Nothing came; where it is being served just now, it is not told so yet. */
    private void leave(A asked, Waiting one) {
        if (waiting.remove(asked, one)) {
            backstage.work(one.request(), () -> counter.get().nothing(asked), answer -> backstage.tell(one.request(), answer));
        }
    }

    /** One look at a time, and none while nobody waits; also run when something may have come. */
    void look() {
        if (waiting.isEmpty() || !looking.compareAndSet(false, true)) {
            return;
        }
        backstage.later(() -> counter.get().ready(Set.copyOf(waiting.keySet()))).onComplete(seen -> {
            looking.set(false);
            if (seen.succeeded()) {
                seen.result().forEach(this::serve);
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

    private void serve(A asked) {
        Waiting one = waiting.get(asked);
        if (one != null && waiting.remove(asked, one)) {
            one.context().runOnContext(now -> backstage.work(one.request(), () -> counter.get().serve(asked), answer -> answer.ifPresentOrElse(
                    there -> backstage.tell(one.request(), there),
                    () -> goOn(asked, one))));
        }
    }

    /** Another node, or another who waits for the same, was faster. Nobody would ever take away who has left meanwhile. */
    private void goOn(A asked, Waiting one) {
        if (one.request().response().closed()) {
            return;
        }
        waiting.put(asked, one);
        if (one.over().get()) {
            leave(asked, one);
        }
    }
}
