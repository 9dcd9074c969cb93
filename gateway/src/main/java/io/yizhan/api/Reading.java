package io.yizhan.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;

/**
 * The body of one request as it comes in. Counted is what has arrived: what is only announced costs nothing yet, and whoever announces much and
 * sends nothing keeps nobody else out.
 */
final class Reading {
    private final RoutingContext ctx;
    private final Share bytes;
    private final String who;
    private final Buffer body = Buffer.buffer();
    private long held = GateLimits.LEAST_HELD;

    /** @param bytes of which the least a request may hold was already taken for it */
    Reading(RoutingContext ctx, Share bytes, String who) {
        this.ctx = ctx;
        this.bytes = bytes;
        this.who = who;
        ctx.addEndHandler(ended -> release());
    }

    /** Takes in what arrived, if there is still room for it. */
    Share.Answer take(Buffer part) {
        long more = Math.max(0, body.length() + part.length() - held);
        Share.Answer answer = bytes.take(who, more);
        if (answer == Share.Answer.TAKEN) {
            held += more;
            body.appendBuffer(part);
        }
        return answer;
    }

    int length() {
        return body.length();
    }

    /** Hands the body to the routes, which then do not read it again. */
    void handOver() {
        RoutingContextInternal internal = (RoutingContextInternal) ctx;
        internal.visitHandler(RoutingContextInternal.BODY_HANDLER);
        internal.setBody(body);
    }

    private void release() {
        bytes.give(who, held);
        held = 0;
    }
}
