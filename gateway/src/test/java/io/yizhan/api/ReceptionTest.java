package io.yizhan.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.yizhan.contract.Contract;
import io.yizhan.exchange.Arrival;
import io.yizhan.mapping.Dialects;
import io.yizhan.testing.RunningWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers meet before anybody knows them, down to the byte. */
@Timeout(30)
class ReceptionTest {
    private static final Arrival.Porter PORTER = new Arrival.Porter(
            Dialects.load(RunningWorld.MAPPINGS), Contract.load(RunningWorld.MAPPINGS), () -> Instant.parse("2026-11-22T00:00:00Z"), new SecureRandom(), "urn:yizhan:test");
    private static final GateLimits LIMITS = new GateLimits(32 << 10, 100 << 10, 8, Duration.ofMillis(600), Duration.ofMillis(900));
    private static final String HOST = " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    private static final String CHUNKED = "POST /slow" + HOST + "Transfer-Encoding: chunked\r\n\r\n";

    private static final Vertx VERTX = Vertx.vertx();

    private final AtomicBoolean serving = new AtomicBoolean(true);
    private final AtomicInteger served = new AtomicInteger();
    private Reception reception;
    private int port;

    @BeforeEach
    void opens() {
        Router router = Router.router(VERTX);
        router.route(HttpMethod.POST, "/echo").handler(ctx -> {
            served.incrementAndGet();
            ctx.response().end(ctx.body().buffer());
        });
        router.route(HttpMethod.POST, "/slow").handler(ctx -> {
            served.incrementAndGet();
            VERTX.setTimer(300, over -> ctx.response().end("late"));
        });
        reception = PartnerApi.open(VERTX, router, PORTER, LIMITS, List.of(new PublishedKey("k", "ed25519", new byte[] {1})), MaterialDesk.none(), BatchDesk.none(), InboxDesk.none(), EnquiryDesk.none(), FeedDesk.none(), CatalogueDesk.none(), serving::get);
        port = reception.listen("127.0.0.1", 0);
    }

    @AfterEach
    void closes() {
        reception.close();
    }

    @AfterAll
    static void ends() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    // ---- waiting ----

    @Test
    void ends_a_connection_on_which_nothing_is_said() throws IOException {
        try (Knocking silent = Knocking.at(port)) {
            assertThat(silent.ended()).isTrue();
        }
    }

    @Test
    void ends_a_connection_whose_head_drips_for_ever() throws IOException {
        try (Knocking slow = Knocking.at(port)) {
            await().untilAsserted(() -> assertThatThrownBy(() -> slow.say("x")).isInstanceOf(IOException.class));
        }
    }

    @Test
    void ends_a_connection_that_is_not_used_again() throws IOException {
        try (Knocking once = Knocking.at(port)) {
            once.say(message("/echo")).hearOne();

            assertThat(once.ended()).isTrue();
        }
    }

    @Test
    void serves_one_request_after_the_other_on_a_connection_that_is_used() throws IOException {
        try (Knocking often = Knocking.at(port)) {
            await().pollInterval(LIMITS.longestIdle().dividedBy(3)).until(() -> {
                assertThat(often.say(message("/echo")).hearOne()).startsWith("HTTP/1.1 200").endsWith("hi");
                return served.get() == 5;
            });
        }
    }

    @Test
    void refuses_a_body_that_does_not_end() throws IOException {
        try (Knocking slow = Knocking.at(port)) {
            assertThat(slow.say(CHUNKED + "1\r\n.\r\n").hearAll()).startsWith("HTTP/1.1 400").contains("\"code\":\"malformed\"");
        }
    }

    // ---- what is not HTTP ----

    @ParameterizedTest
    @ValueSource(strings = {"hello\r\n\r\n", "GET / HTTP/2.0\r\n\r\n", "GET / HTTP/9.7\r\nHost: a\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "GET / HTTP/1.1\r\nHo st: a\r\n\r\n"})
    void says_in_problem_details_that_it_cannot_read_what_is_no_http(String said) throws IOException {
        try (Knocking odd = Knocking.at(port)) {
            assertThat(odd.say(said).hearAll()).startsWith("HTTP/1.").contains(" 400 ", "application/problem+json", "\"code\":\"malformed\"");
        }
    }

    @Test
    void says_that_a_request_line_is_too_long() throws IOException {
        try (Knocking odd = Knocking.at(port)) {
            assertThat(odd.say("GET /" + "x".repeat(200_000) + HOST + "\r\n").hearAll()).contains(" 414 ", "\"code\":\"too-large\"", "\"status\":414");
        }
    }

    @Test
    void says_that_a_head_is_too_large() throws IOException {
        try (Knocking odd = Knocking.at(port)) {
            assertThat(odd.say("POST /echo" + HOST + "x: y\r\n".repeat(50_000) + "\r\n").hearAll()).contains(" 431 ", "\"code\":\"too-large\"", "\"status\":431");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n", "-1\r\n", "5\r\nhelloworld\r\n", "ffffffffffffffffff\r\n"})
    void says_that_chunks_are_none(String chunk) throws IOException {
        try (Knocking odd = Knocking.at(port)) {
            assertThat(odd.say(CHUNKED + chunk).hearAll()).startsWith("HTTP/1.1 400").contains("\"code\":\"malformed\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%", "/echo%", "/echo/%zz", "/%u0041"})
    void says_that_a_path_with_a_stray_percent_sign_is_no_address(String path) throws IOException {
        try (Knocking odd = Knocking.at(port)) {
            assertThat(odd.say("POST " + path + HOST + "Content-Length: 0\r\nConnection: close\r\n\r\n").hearAll())
                    .startsWith("HTTP/1.1 400").contains("\"code\":\"malformed\"");
        }
    }

    @Test
    void stays_with_http_1_1_whatever_is_offered() throws IOException {
        try (Knocking upgrading = Knocking.at(port)) {
            assertThat(upgrading.say("POST /echo" + HOST
                            + "Connection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\nContent-Length: 2\r\n\r\nhi").hearOne())
                    .startsWith("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "identity, gzip"})
    void takes_no_packed_message(String coding) throws IOException {
        try (Knocking packing = Knocking.at(port)) {
            assertThat(packing.say("POST /echo" + HOST + "Content-Encoding: " + coding + "\r\nContent-Length: 2\r\n\r\nhi").hearAll())
                    .startsWith("HTTP/1.1 415")
                    .contains("\r\nAccept-Encoding: identity\r\n", "\"code\":\"malformed\"", "\"place\":\"Content-Encoding\"", "\"status\":415");
        }
    }

    @Test
    void takes_a_message_that_says_it_is_not_packed() throws IOException {
        try (Knocking plain = Knocking.at(port)) {
            assertThat(plain.say("POST /echo" + HOST + "Content-Encoding: identity\r\nContent-Length: 2\r\n\r\nhi").hearOne()).startsWith("HTTP/1.1 200");
        }
    }

    // ---- methods ----

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"})
    void names_the_methods_a_path_knows(String method) throws IOException {
        try (Knocking other = Knocking.at(port)) {
            assertThat(other.say(method + " /echo" + HOST + "Content-Length: 0\r\n\r\n").hearOne())
                    .startsWith("HTTP/1.1 405").containsIgnoringCase("\r\nAllow: POST\r\n").contains("\"code\":\"malformed\"", "\"place\":\"method\"", "\"status\":405");
        }
    }

    @Test
    void says_where_nobody_is_that_nobody_is_there() throws IOException {
        try (Knocking lost = Knocking.at(port)) {
            assertThat(lost.say("PUT /nowhere" + HOST + "Content-Length: 0\r\n\r\n").hearOne()).startsWith("HTTP/1.1 404").contains("\"code\":\"unknown-kind\"");
        }
    }

    @Test
    void tells_of_its_keys_without_showing_them_to_who_asks_for_the_head_only() throws IOException, InterruptedException {
        HttpResponse<String> get = keys("GET");

        HttpResponse<String> head = keys("HEAD");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().map()).isEqualTo(get.headers().map()).containsKey("content-length");
    }

    private HttpResponse<String> keys(String method) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + PartnerApi.KEYS))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void takes_a_target_in_absolute_form() throws IOException {
        try (Knocking proxied = Knocking.at(port)) {
            assertThat(proxied.say("POST http://gateway.example:81/echo" + HOST + "Content-Length: 2\r\n\r\nhi").hearOne()).startsWith("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://gateway.example/echo", "http://user@gateway.example/echo", "echo", "http:/echo", "gateway.example:80"})
    void takes_no_other_target(String target) throws IOException {
        try (Knocking odd = Knocking.at(port)) {
            assertThat(odd.say("POST " + target + HOST + "Content-Length: 0\r\n\r\n").hearOne()).startsWith("HTTP/1.1 400").contains("\"code\":\"malformed\"");
        }
    }

    // ---- callers that only listen ----

    @Test
    void answers_a_caller_that_has_said_all_it_had_to_say_and_then_ends() throws IOException {
        try (Knocking listening = Knocking.at(port)) {
            assertThat(listening.say("POST /slow" + HOST + "Content-Length: 2\r\n\r\nhi").end().hearAll()).startsWith("HTTP/1.1 200").endsWith("late");
        }
    }

    @Test
    void forgets_a_caller_that_ends_in_the_middle() throws IOException {
        try (Knocking leaving = Knocking.at(port)) {
            assertThat(leaving.say("POST /slow" + HOST + "Content-Length: 2\r\n\r\nh").end().hearAll()).isEmpty();
        }
        assertThat(served).hasValue(0);
    }

    @Test
    void answers_what_comes_before_the_last_answer_in_turn() throws IOException {
        try (Knocking hasty = Knocking.at(port)) {
            String request = "POST /echo" + HOST + "Content-Length: 2\r\n\r\n";
            assertThat(hasty.say(request + "ab" + request + "cd" + request + "ef").end().hearAll()).containsSubsequence("ab", "HTTP", "cd", "HTTP", "ef");
        }
    }

    // ---- shares ----

    @Test
    void who_only_announces_keeps_nobody_out() throws IOException {
        List<Knocking> stalled = new ArrayList<>();
        try {
            stalled.add(Knocking.at(port).say(CHUNKED));
            stalled.add(Knocking.at(port).say("POST /slow" + HOST + "Content-Length: " + LIMITS.largestMessage() + "\r\n\r\n"));
            try (Knocking honest = Knocking.from("127.0.0.2", port)) {
                assertThat(honest.say(message("/echo")).hearOne()).startsWith("HTTP/1.1 200");
            }
        } finally {
            close(stalled);
        }
    }

    @Test
    void one_address_has_its_share_of_the_bytes_and_is_told_when_it_is_used_up() throws IOException {
        try (Knocking holding = Knocking.at(port)) {
            holding.say("POST /slow" + HOST + "Content-Length: " + LIMITS.largestMessage() + "\r\n\r\n" + "x".repeat(20 << 10));
            await().untilAsserted(() -> {
                try (Knocking more = Knocking.at(port)) {
                    assertThat(more.say(message("/echo")).hearOne()).startsWith("HTTP/1.1 429").contains("\"code\":\"too-many\"", "\"fault\":\"caller\"");
                }
            });
        }
    }

    @Test
    void a_gateway_that_is_full_says_so_and_blames_nobody_else() throws IOException {
        List<Knocking> holding = new ArrayList<>();
        try {
            for (int i = 1; i <= 3; i++) {
                holding.add(Knocking.from("127.0.0.1" + i, port).say("POST /slow" + HOST + "Content-Length: 32768\r\n\r\n" + "x".repeat(31 << 10)));
            }
            await().untilAsserted(() -> {
                try (Knocking honest = Knocking.from("127.0.0.2", port)) {
                    assertThat(honest.say(message("/echo")).hearOne())
                            .startsWith("HTTP/1.1 503")
                            .contains("\"code\":\"gateway-unavailable\"", "\"fault\":\"gateway\"")
                            .containsIgnoringCase("\r\nRetry-After: 1\r\n");
                }
            });
        } finally {
            close(holding);
        }
    }

    @Test
    void a_message_that_finds_no_room_while_it_comes_in_is_refused() throws IOException {
        try (Knocking first = Knocking.at(port); Knocking second = Knocking.at(port)) {
            first.say("POST /slow" + HOST + "Content-Length: 32768\r\n\r\n");
            second.say("POST /slow" + HOST + "Content-Length: 32768\r\n\r\n");

            assertThat(second.say("x".repeat(32768)).hearAll()).startsWith("HTTP/1.1 429");
        }
    }

    @Test
    void closes_what_is_over_the_number_of_connections_one_address_may_have() throws IOException {
        try (Knocking first = Knocking.at(port); Knocking second = Knocking.at(port); Knocking third = Knocking.at(port)) {
            assertThat(third.ended()).isTrue();
            assertThat(first.say(message("/echo")).hearOne()).startsWith("HTTP/1.1 200");
            assertThat(second.say(message("/echo")).hearOne()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void takes_connections_again_when_others_have_gone() throws IOException {
        for (int i = 0; i < 20; i++) {
            await().untilAsserted(() -> {
                try (Knocking one = Knocking.at(port)) {
                    assertThat(one.say(message("/echo")).hearOne()).startsWith("HTTP/1.1 200");
                }
            });
        }
    }

    @Test
    void closes_what_is_over_the_number_of_all_connections() throws IOException {
        List<Knocking> all = new ArrayList<>();
        try {
            for (int i = 1; i <= 8; i++) {
                all.add(Knocking.from("127.0.0.1" + i, port));
                assertThat(all.get(i - 1).say(message("/echo")).hearOne()).startsWith("HTTP/1.1 200");
            }
            try (Knocking over = Knocking.from("127.0.0.2", port)) {
                assertThat(over.ended()).isTrue();
            }
        } finally {
            close(all);
        }
    }

    // ---- before and after ----

    @Test
    void tells_everybody_to_come_again_while_it_does_not_serve() throws IOException {
        serving.set(false);
        try (Knocking early = Knocking.at(port)) {
            assertThat(early.say(message("/echo")).hearOne())
                    .startsWith("HTTP/1.1 503")
                    .contains("application/problem+json", "\"code\":\"gateway-unavailable\"", "\"status\":503")
                    .containsIgnoringCase("\r\nRetry-After: 1\r\n");
        }
    }

    @Test
    void tells_of_its_keys_while_it_does_not_serve_too() throws IOException, InterruptedException {
        serving.set(false);

        assertThat(keys("GET").statusCode()).isEqualTo(200);
    }

    @Test
    void tells_who_was_still_talking_when_it_stopped_serving_to_come_again() throws IOException {
        try (Knocking late = Knocking.at(port)) {
            assertThat(late.say("POST /echo" + HOST + "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n").hearOne()).startsWith("HTTP/1.1 100");
            serving.set(false);

            assertThat(late.say("hi").hearOne()).startsWith("HTTP/1.1 503").contains("gateway-unavailable");
        }
        assertThat(served).hasValue(0);
    }

    @Test
    void says_that_a_port_is_taken() {
        Reception second = PartnerApi.open(VERTX, Router.router(VERTX), PORTER, LIMITS, List.of(), MaterialDesk.none(), BatchDesk.none(), InboxDesk.none(), EnquiryDesk.none(), FeedDesk.none(), CatalogueDesk.none(), () -> true);

        assertThatThrownBy(() -> second.listen("127.0.0.1", port)).isInstanceOf(UncheckedIOException.class).hasMessageContaining(":" + port);
    }

    private static String message(String path) {
        return "POST " + path + HOST + "Content-Length: 2\r\n\r\nhi";
    }

    private static void close(List<Knocking> all) throws IOException {
        for (Knocking one : all) {
            one.close();
        }
    }
}
