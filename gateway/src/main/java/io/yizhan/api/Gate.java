package io.yizhan.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.yizhan.exchange.Arrival;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What every request passes before a byte of its body is read: nobody is known yet, so nobody may make the gateway hold much or wait long.
 * A body whose length is not announced counts as the largest there may be.
 */
final class Gate {
    private static final int TOO_LARGE = 413;
    private static final int REQUEST_TIMEOUT = 408;
    private static final String READING = "reading";
    /** What a request costs besides its body: header fields, buffers, a place in the queue. */
    private static final long LEAST_HELD = 16 << 10;
    /** Closed at once, a connection on which the caller still sends may swallow the answer (RFC 9112 §9.6). */
    private static final long LINGER_MILLISECONDS = 1_000;

    private final Arrival arrival;
    private final GateLimits limits;
    private final AtomicLong inFlight = new AtomicLong();

    Gate(Arrival arrival, GateLimits limits) {
        this.arrival = arrival;
        this.limits = limits;
    }

    void enter(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        long announced = announced(request);
        long held = Math.max(announced, LEAST_HELD);
        if (request.headers().getAll("Host").size() > 1) {
            turnAway(ctx, Refusal.of(RefusalCode.MALFORMED, "Host", "once"));
        } else if (!isUri(request)) {
            turnAway(ctx, Refusal.of(RefusalCode.MALFORMED, "", "an address as RFC 3986 writes it"));
        } else if (request.method() != HttpMethod.GET && request.method() != HttpMethod.POST) {
            turnAway(ctx, Refusal.of(RefusalCode.MALFORMED, "method", "POST"));
        } else if (announced > limits.largestMessage()) {
            turnAway(ctx, tooLarge());
        } else if (isForm(request)) {
            turnAway(ctx, Refusal.of(RefusalCode.MALFORMED, "Content-Type", "the message itself as the body, not a form"));
        } else if (inFlight.addAndGet(held) > limits.bytesInFlight()) {
            inFlight.addAndGet(-held);
            turnAway(ctx, Refusal.of(RefusalCode.TOO_MANY, "", "fewer messages at the same time"));
        } else {
            ctx.addEndHandler(ended -> inFlight.addAndGet(-held));
            limitReading(ctx);
            ctx.next();
        }
    }

    private long announced(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        if (length != null) {
            return parsed(length);
        }
        return request.getHeader("Transfer-Encoding") == null && request.version() != HttpVersion.HTTP_2 ? 0 : limits.largestMessage();
    }

    /** HTTP's own parser has refused what is not a number; one beyond a long is beyond any limit. */
    private static long parsed(String length) {
        return length.length() > 18 ? Long.MAX_VALUE : Long.parseLong(length);
    }

    private static boolean isForm(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        return type != null && (type.regionMatches(true, 0, "multipart/", 0, 10) || type.regionMatches(true, 0, "application/x-www-form-urlencoded", 0, 33));
    }

    private static boolean isUri(HttpServerRequest request) {
        try {
            return request.uri().startsWith("/") && new URI(request.uri()).getPath() != null;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    private void limitReading(RoutingContext ctx) {
        long timer = ctx.vertx().setTimer(limits.longestReading().toMillis(), late -> ctx.fail(REQUEST_TIMEOUT));
        ctx.put(READING, timer);
        ctx.addEndHandler(ended -> ctx.vertx().cancelTimer(timer));
    }

    /** The body is there: from here on the kind's time budget is what limits the exchange. */
    void read(RoutingContext ctx) {
        ctx.vertx().cancelTimer(ctx.<Long>get(READING));
        ctx.next();
    }

    /** A body that grew beyond the limit while it was read, one that did not end in time, HTTP that cannot be served, or a defect. */
    void failed(RoutingContext ctx) {
        if (ctx.response().ended()) {
            return;
        }
        if (ctx.statusCode() == TOO_LARGE) {
            turnAway(ctx, tooLarge());
        } else if (ctx.statusCode() == REQUEST_TIMEOUT) {
            turnAway(ctx, Refusal.of(RefusalCode.MALFORMED, "", "a message that ends within " + limits.longestReading().toSeconds() + " s"));
        } else if (ctx.statusCode() >= 400 && ctx.statusCode() < 500) {
            turnAway(ctx, Refusal.of(RefusalCode.MALFORMED, ""));
        } else {
            turnAway(ctx, Refusal.of(RefusalCode.GATEWAY_FAULT, ""));
        }
    }

    void nobodyHere(RoutingContext ctx) {
        turnAway(ctx, Refusal.of(RefusalCode.UNKNOWN_KIND, ""));
    }

    private Refusal tooLarge() {
        return Refusal.of(RefusalCode.TOO_LARGE, "", "at most " + limits.largestMessage() + " bytes");
    }

    /** The rest of the request is of no use, so the connection cannot be used again, and nobody may go on sending on it. */
    private void turnAway(RoutingContext ctx, Refusal refusal) {
        WireAnswer answer = arrival.turnAway(ctx.request().path(), refusal);
        HttpServerResponse response = ctx.response().setStatusCode(answer.status());
        for (Headers.Field field : answer.headers().fields()) {
            response.putHeader(field.name(), field.value());
        }
        if (!ctx.request().isEnded() && ctx.request().version() != HttpVersion.HTTP_2) {
            response.putHeader("Connection", "close");
            ctx.addEndHandler(told -> ctx.vertx().setTimer(LINGER_MILLISECONDS, over -> ctx.request().connection().close()));
        }
        response.end(Buffer.buffer(answer.body()));
    }
}
