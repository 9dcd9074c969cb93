package io.yizhan.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import io.yizhan.contract.Contract;
import io.yizhan.exchange.Arrival;
import io.yizhan.mapping.Dialects;
import io.yizhan.testing.RunningWorld;
import io.yizhan.vocabulary.WireAnswer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Those who wait, over real connections. */
@Timeout(60)
class BenchTest {
    private static final String LEAVING = "/leaving";
    private static final String STAYING = "/staying";

    private final Vertx vertx = Vertx.vertx();
    private final CompletableFuture<Void> serving = new CompletableFuture<>();
    private final CompletableFuture<Void> served = new CompletableFuture<>();
    private final Map<String, HttpServerResponse> responses = new ConcurrentHashMap<>();
    private volatile Set<String> waiting = Set.of();
    private Bench<String> bench;
    private HttpServer server;

    /** There seems to be something for who is about to leave, and is not once it is looked for. */
    private final class Elusive implements Bench.Counter<String> {
        @Override
        public Set<String> ready(Collection<String> asking) {
            waiting = Set.copyOf(asking);
            return asking.contains(LEAVING) ? Set.of(LEAVING) : Set.of();
        }

        @Override
        public Optional<WireAnswer> serve(String asked) {
            serving.complete(null);
            served.join();
            return Optional.empty();
        }

        @Override
        public WireAnswer nothing(String asked) {
            throw new IllegalStateException("nobody's time is over");
        }
    }

    @BeforeEach
    void open() {
        Arrival.Porter porter = new Arrival.Porter(
                Dialects.load(RunningWorld.MAPPINGS), Contract.load(RunningWorld.MAPPINGS), () -> Instant.parse("2026-11-22T00:00:00Z"), new SecureRandom(), "urn:yizhan:test");
        TurningAway away = new TurningAway(porter);
        Elusive counter = new Elusive();
        bench = new Bench<>(new Backstage(vertx, "bench", 4, away), away, () -> true, () -> counter);
        server = vertx.createHttpServer().requestHandler(request -> {
            responses.put(request.path(), request.response());
            bench.wait(request.path(), Duration.ofMinutes(5), request);
        });
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Socket asking(String path) throws IOException {
        Socket socket = new Socket("127.0.0.1", server.actualPort());
        socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void forgets_who_leaves_while_it_is_served_and_nothing_is_there() throws IOException {
        try (Socket leaving = asking(LEAVING)) {
            serving.join();
            assertThat(leaving.isConnected()).isTrue();
        }
        Awaitility.await().until(() -> responses.get(LEAVING).closed());
        served.complete(null);
        try (Socket staying = asking(STAYING)) {
            Awaitility.await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(20)).until(() -> {
                bench.look();
                return waiting.equals(Set.of(STAYING));
            });
            assertThat(staying.isConnected()).isTrue();
        }
    }
}
