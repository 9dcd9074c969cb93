package io.yizhan.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.util.function.BooleanSupplier;

/**
 * What every request passes before a step sees it: nobody is known yet, so nobody may make the gateway hold much or wait long.
 */
final class Gate {
    private static final int TOO_LARGE = 413;
    private static final int REQUEST_TIMEOUT = 408;
    private static final String CONTINUE = "100-continue";

    private final TurningAway away;
    private final GateLimits limits;
    private final BooleanSupplier serving;
    private final Share bytes;

    Gate(TurningAway away, GateLimits limits, BooleanSupplier serving) {
        this.away = away;
        this.limits = limits;
        this.serving = serving;
        this.bytes = Share.quarters(limits.bytesInFlight(), Math.max(limits.largestMessage(), GateLimits.LEAST_HELD));
    }

    /** Lets through what is not read here, but has its share of what the gateway holds. */
    void hold(RoutingContext ctx) {
        String who = Share.of(ctx.request().remoteAddress());
        Share.Answer room = bytes.take(who, GateLimits.LEAST_HELD);
        if (room == Share.Answer.TAKEN) {
            ctx.addEndHandler(ended -> bytes.give(who, GateLimits.LEAST_HELD));
            ctx.next();
        } else {
            away.turn(ctx.request(), noRoom(room));
        }
    }

    void enter(RoutingContext ctx) {
        String who = Share.of(ctx.request().remoteAddress());
        Share.Answer room = bytes.take(who, GateLimits.LEAST_HELD);
        if (room != Share.Answer.TAKEN) {
            away.turn(ctx.request(), noRoom(room));
            return;
        }
        Reading reading = new Reading(ctx, bytes, who);
        HttpServerRequest request = ctx.request();
        if (request.isEnded() || !hasBody(request)) {
            ctx.next();
        } else if (expects(request) && !CONTINUE.equalsIgnoreCase(request.getHeader("Expect"))) {
            away.turn(request, Refusal.of(RefusalCode.MALFORMED, "Expect", CONTINUE).told(417));
        } else {
            read(ctx, reading);
        }
    }

    private static boolean hasBody(HttpServerRequest request) {
        return request.getHeader("Content-Length") != null || request.getHeader("Transfer-Encoding") != null;
    }

    /** HTTP/1.0 knows no expectations (RFC 9110 §10.1.1). */
    private static boolean expects(HttpServerRequest request) {
        return request.getHeader("Expect") != null && request.version() != HttpVersion.HTTP_1_0;
    }

    private void read(RoutingContext ctx, Reading reading) {
        HttpServerRequest request = ctx.request();
        long timer = ctx.vertx().setTimer(limits.longestReading().toMillis(), late -> ctx.fail(REQUEST_TIMEOUT));
        ctx.addEndHandler(ended -> ctx.vertx().cancelTimer(timer));
        Line line = Line.of(request);
        line.whenUnreadable(() -> fail(ctx, Refusal.of(RefusalCode.MALFORMED, "", "chunks as RFC 9112 writes them")));
        request.handler(part -> take(ctx, reading, part));
        request.endHandler(all -> {
            // from here on the kind's time budget is what limits the exchange
            ctx.vertx().cancelTimer(timer);
            line.whenUnreadable(() -> {});
            done(ctx, reading);
        });
        if (expects(request)) {
            ctx.response().writeContinue();
        }
    }

    private void take(RoutingContext ctx, Reading reading, Buffer part) {
        if (ctx.response().ended()) {
            return;
        }
        if (reading.length() + part.length() > limits.largestMessage()) {
            ctx.fail(TOO_LARGE);
            return;
        }
        Share.Answer room = reading.take(part);
        if (room != Share.Answer.TAKEN) {
            fail(ctx, noRoom(room));
        }
    }

    private void done(RoutingContext ctx, Reading reading) {
        if (ctx.response().ended()) {
            return;
        }
        reading.handOver();
        ctx.next();
    }

    private void fail(RoutingContext ctx, Refusal refusal) {
        if (!ctx.response().ended()) {
            away.turn(ctx.request(), refusal);
        }
    }

    /** Neither before its routes are there nor while what is under way is finished does a gateway begin anything. */
    void pass(RoutingContext ctx) {
        if (serving.getAsBoolean()) {
            ctx.next();
        } else {
            away.turn(ctx.request(), unavailable());
        }
    }

    /** A body that grew beyond the limit while it was read, one that did not end in time, HTTP that cannot be served, or a defect. */
    void failed(RoutingContext ctx) {
        if (ctx.statusCode() == TOO_LARGE) {
            fail(ctx, limits.tooLarge());
        } else if (ctx.statusCode() == REQUEST_TIMEOUT) {
            fail(ctx, Refusal.of(RefusalCode.MALFORMED, "", "a message that ends within " + limits.longestReading().toSeconds() + " s"));
        } else if (ctx.statusCode() >= 400 && ctx.statusCode() < 500) {
            fail(ctx, Refusal.of(RefusalCode.MALFORMED, ""));
        } else {
            fail(ctx, Refusal.of(RefusalCode.GATEWAY_FAULT, ""));
        }
    }

    private static Refusal unavailable() {
        return Refusal.of(RefusalCode.GATEWAY_UNAVAILABLE, "").told(503);
    }

    /** Whoever has all it may have is told so; that the others together have filled the gateway is nobody's fault but its own. */
    private static Refusal noRoom(Share.Answer answer) {
        return answer == Share.Answer.SPENT ? Refusal.of(RefusalCode.TOO_MANY, "", "fewer messages at the same time") : unavailable();
    }
}
