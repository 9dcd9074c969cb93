package io.yizhan.api;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;

/** Vert.x's HTTP server with everything off that nobody here uses. */
final class HttpReception implements Reception {
    static final int LONGEST_LINE = 8 << 10;
    static final int LARGEST_HEAD = 16 << 10;

    private final HttpServer server;
    private final GateLimits limits;
    private final Share places;

    HttpReception(Vertx vertx, Lobby lobby, GateLimits limits) {
        this.limits = limits;
        this.places = Share.quarters(limits.connections(), 1);
        this.server = vertx.createHttpServer(options())
                .connectionHandler(this::connected)
                .requestHandler(lobby::arrived)
                .invalidRequestHandler(lobby::unreadable);
    }

    private static HttpServerOptions options() {
        return new HttpServerOptions()
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(LARGEST_HEAD)
                .setHttp2ClearTextEnabled(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false);
    }

    private void connected(HttpConnection connection) {
        String who = Share.of(connection.remoteAddress());
        if (places.take(who, 1) != Share.Answer.TAKEN) {
            connection.close();
            return;
        }
        connection.closeHandler(gone -> places.give(who, 1));
        Line.under(connection, limits);
    }

    @Override
    public int listen(String host, int port) {
        try {
            return server.listen(port, host).toCompletionStage().toCompletableFuture().join().actualPort();
        } catch (CompletionException failed) {
            throw new UncheckedIOException("nothing can listen on " + host + ":" + port, new IOException(failed.getCause()));
        }
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }
}
