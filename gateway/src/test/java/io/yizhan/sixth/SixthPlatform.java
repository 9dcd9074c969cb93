package io.yizhan.sixth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The sixth platform as one that answers: gives tickets to who knows its secret, and looks licences up for who has a ticket. */
final class SixthPlatform implements AutoCloseable {
    static final String GATEWAYS_ID = "yizhan-at-hainan";
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final String secret;
    private final Set<String> tickets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger given = new AtomicInteger();

    private SixthPlatform(HttpServer server, String secret) {
        this.server = server;
        this.secret = secret;
    }

    /** @param secret what the gateway signs with to get a ticket */
    static SixthPlatform start(String secret) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SixthPlatform platform = new SixthPlatform(server, secret);
        server.createContext("/open/ticket", platform::giveTicket);
        server.createContext("/open/v2/paper.verify", platform::verifyPaper);
        server.setExecutor(Executors.newFixedThreadPool(8));
        server.start();
        return platform;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From now on no ticket counts that was given before. */
    void forgetTickets() {
        tickets.clear();
    }

    int ticketsGiven() {
        return given.get();
    }

    private void giveTicket(HttpExchange exchange) throws IOException {
        JsonNode asked = JSON.readTree(exchange.getRequestBody());
        if (!signedWith(exchange, asked, secret)) {
            answer(exchange, head("A1401", "sign in first"));
            return;
        }
        String ticket = UUID.randomUUID().toString();
        tickets.add(ticket);
        given.incrementAndGet();
        ObjectNode told = head("S0000", "ok");
        told.putObject("ticket").put("value", ticket).put("until", Clock.systemUTC().instant().plusSeconds(1200).getEpochSecond());
        answer(exchange, told);
    }

    private void verifyPaper(HttpExchange exchange) throws IOException {
        JsonNode asked = JSON.readTree(exchange.getRequestBody());
        if (tickets.stream().noneMatch(ticket -> signedWith(exchange, asked, ticket))) {
            answer(exchange, head("A1401", "no such ticket"));
            return;
        }
        Optional<ObjectNode> row = Papers.row(asked.path("data").path("find"));
        ObjectNode told = row.isPresent() ? head("S0000", "ok") : head("B1404", "nothing there");
        row.ifPresent(paper -> told.putObject("result").putArray("papers").add(paper));
        answer(exchange, told);
    }

    private static boolean signedWith(HttpExchange exchange, JsonNode asked, String key) {
        String seal = exchange.getRequestHeaders().getFirst(AccessSeal.HEADER);
        return asked.path("head").path("accessId").asText().equals(GATEWAYS_ID)
                && AccessSeal.verifies(asked, exchange.getRequestURI().getPath(), seal, key);
    }

    private static ObjectNode head(String status, String desc) {
        ObjectNode answer = JSON.createObjectNode();
        answer.putObject("head").put("status", status).put("desc", desc);
        return answer;
    }

    private static void answer(HttpExchange exchange, ObjectNode told) throws IOException {
        byte[] body = JSON.writeValueAsBytes(told);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        ((java.util.concurrent.ExecutorService) server.getExecutor()).shutdownNow();
    }
}
