package io.yizhan.api;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * One caller's connection below Vert.x, where three things are seen that Vert.x does not tell of: a head that never comes, a body that stops
 * being HTTP, and a caller that has said all it had to say and only listens. Used by the connection's own thread only.
 */
final class Line extends ChannelDuplexHandler {
    /** Closed at once, a connection on which the caller still sends may swallow the answer (RFC 9112 §9.6). */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private final Duration longestReading;
    private final Duration longestIdle;
    private Future<?> patience;
    private Runnable unreadable = () -> {};
    /** Requests begun and not answered yet; more than one where a caller does not wait for its answers. */
    private int open;
    private boolean heardAll = true;
    private boolean theyEnded;
    private boolean closing;

    private Line(GateLimits limits) {
        this.longestReading = limits.longestReading();
        this.longestIdle = limits.longestIdle();
    }

    /** Puts one under a connection, before anything was read of it. */
    static void under(HttpConnection connection, GateLimits limits) {
        SocketChannel channel = (SocketChannel) ((ConnectionBase) connection).channel();
        channel.config().setAllowHalfClosure(true);
        channel.pipeline().addBefore("handler", "line", new Line(limits));
    }

    static Line of(HttpServerRequest request) {
        return ((ConnectionBase) request.connection()).channel().pipeline().get(Line.class);
    }

    /** @param task is run when what follows of the present request is no HTTP */
    void whenUnreadable(Runnable task) {
        unreadable = task;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        waitFor(ctx, longestReading);
    }

    private void waitFor(ChannelHandlerContext ctx, Duration time) {
        patience = ctx.executor().schedule(() -> ctx.close(), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        patience.cancel(false);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest request) {
            begin(request);
        } else if (message instanceof HttpContent content && content.decoderResult().isFailure()) {
            ReferenceCountUtil.release(message);
            unreadable.run();
            return;
        }
        if (message instanceof LastHttpContent last && last.decoderResult().isSuccess()) {
            heardAll = true;
        }
        ctx.fireChannelRead(message);
    }

    private void begin(HttpRequest request) {
        patience.cancel(false);
        open++;
        heardAll = false;
        HttpVersion version = request.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            // Vert.x would answer by itself, without a word, in the same version
            request.setProtocolVersion(HttpVersion.HTTP_1_1);
            request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("another version of HTTP")));
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        boolean interim = message instanceof HttpResponse response && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        if (message instanceof LastHttpContent && !interim) {
            ctx.write(message, promise.unvoid().addListener(told -> answered(ctx)));
        } else {
            ctx.write(message, promise);
        }
    }

    private void answered(ChannelHandlerContext ctx) {
        open--;
        if (open == 0 && theyEnded) {
            ctx.close();
        } else if (open == 0) {
            waitFor(ctx, longestIdle);
        }
    }

    /** Who ends in the middle of a request has gone; who ends after it waits for the answer. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            theyEnded = true;
            if (closing || open == 0 || !heardAll) {
                ctx.close();
            }
        }
        ctx.fireUserEventTriggered(event);
    }

    /** Ends what is said at once, but goes on hearing for a while where the caller has not finished. */
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (heardAll || closing || theyEnded) {
            ctx.close(promise);
            return;
        }
        closing = true;
        ctx.flush();
        ((SocketChannel) ctx.channel()).shutdownOutput();
        ctx.executor().schedule(() -> ctx.close(promise), LINGER.toMillis(), TimeUnit.MILLISECONDS);
    }
}
