package io.yizhan.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The platforms that take messages: they note when each came, and can be down. */
final class Recipients implements AutoCloseable {
    private static final Pattern ID = Pattern.compile("bench-[0-9a-z]+-\\d+");
    private static final Buffer TAKEN = Buffer.buffer("{\"code\":\"00\",\"msg\":\"ok\",\"dataCount\":0,\"datas\":[]}");

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Map<String, Long> arrivals = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> copies = new ConcurrentHashMap<>();
    private final AtomicLong taken = new AtomicLong();
    private volatile boolean down;

    private Recipients() {
        server = vertx.createHttpServer().requestHandler(request -> request.bodyHandler(body -> {
            if (down) {
                request.response().setStatusCode(503).end();
                return;
            }
            long now = System.nanoTime();
            Matcher id = ID.matcher(body.toString());
            if (id.find()) {
                arrivals.putIfAbsent(id.group(), now);
                copies.computeIfAbsent(id.group(), first -> new AtomicLong()).incrementAndGet();
                taken.incrementAndGet();
            }
            request.response().putHeader("Content-Type", "application/json;charset=UTF-8").end(TAKEN);
        }));
    }

    static Recipients listen() {
        Recipients recipients = new Recipients();
        recipients.server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
        return recipients;
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    void down(boolean whether) {
        down = whether;
    }

    /** When it first came, by {@link System#nanoTime}; null before. */
    Long arrival(String id) {
        return arrivals.get(id);
    }

    long copies(String id) {
        return copies.getOrDefault(id, new AtomicLong()).get();
    }

    long taken() {
        return taken.get();
    }

    void forget() {
        arrivals.clear();
        copies.clear();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
