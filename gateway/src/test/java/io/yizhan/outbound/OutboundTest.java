package io.yizhan.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class OutboundTest {
    private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
    private static final OutboundLimits LIMITS =
            new OutboundLimits(4, Duration.ofSeconds(2), Duration.ofSeconds(10), 100, true, Optional.empty());

    private final Outbound outbound = Outbound.with(LIMITS, System::nanoTime);
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void close() {
        end.countDown();
        outbound.close();
    }

    @Test
    void hands_on_what_was_answered() throws IOException {
        try (Wire wire = Wire.saying(HELLO)) {
            assertThat(get(wire.url(), 5000)).isEqualTo("200 hello");
        }
    }

    @Test
    void keeps_connections_for_the_next_call() throws IOException {
        try (Wire wire = Wire.saying(HELLO)) {
            for (int i = 0; i < 20; i++) {
                get(wire.url(), 5000);
            }
            assertThat(wire.connections()).isEqualTo(1);
        }
    }

    @Test
    void takes_no_second_answer_to_one_call_for_the_answer_to_the_next() throws IOException {
        try (Wire wire = Wire.saying(HELLO + HELLO.replace("hello", "HELLO"))) {
            assertThat(get(wire.url(), 5000)).isEqualTo("200 hello");
            assertThatThrownBy(() -> get(wire.url(), 5000)).isInstanceOf(ConnectionClosedException.class);
            assertThat(get(wire.url(), 5000)).isEqualTo("200 hello");
        }
    }

    @Test
    void keeps_the_deadline_header_off_the_wire() throws IOException {
        try (Wire wire = Wire.saying(HELLO)) {
            get(wire.url(), 5000);
            assertThat(wire.lines()).noneMatch(line -> line.toLowerCase().startsWith("yizhan-"));
        }
    }

    @Test
    void adds_no_more_to_a_request_than_it_must() throws IOException {
        try (Wire wire = Wire.saying(HELLO)) {
            get(wire.url(), 5000);
            assertThat(wire.lines()).allMatch(line -> line.matches("GET .*|Accept-Encoding: identity|Host: .*|Connection: keep-alive|User-Agent: yizhan|"));
        }
    }

    @Test
    void gives_up_on_a_server_that_stays_silent() throws IOException {
        try (Wire wire = new Wire(out -> waitForTheEnd())) {
            assertThatThrownBy(() -> get(wire.url(), 300)).isInstanceOf(DeadlineExceeded.class);
        }
    }

    @Test
    void gives_up_on_a_body_that_drips() throws IOException {
        try (Wire wire = new Wire(this::drip)) {
            assertThatThrownBy(() -> get(wire.url(), 400)).isInstanceOf(DeadlineExceeded.class);
        }
    }

    @Test
    void gives_up_on_headers_that_drip() throws IOException {
        try (Wire wire = new Wire(this::dripHeaders)) {
            assertThatThrownBy(() -> get(wire.url(), 400)).isInstanceOf(DeadlineExceeded.class);
        }
    }

    @Test
    void gives_up_in_time() throws IOException {
        try (Wire wire = new Wire(this::drip)) {
            long began = System.nanoTime();
            assertThatThrownBy(() -> get(wire.url(), 400)).isInstanceOf(DeadlineExceeded.class);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofMillis(390), Duration.ofMillis(1400));
        }
    }

    @Test
    void gives_up_when_nobody_accepts_the_connection() throws IOException {
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            fill(full, waiting);
            assertThatThrownBy(() -> get("http://127.0.0.1:" + full.getLocalPort() + "/", 300)).isInstanceOf(DeadlineExceeded.class);
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    @Test
    void makes_no_call_that_has_no_time_left() throws IOException {
        try (Wire wire = Wire.saying(HELLO)) {
            assertThatThrownBy(() -> get(wire.url(), 0)).isInstanceOf(DeadlineExceeded.class);
            assertThat(wire.connections()).isZero();
        }
    }

    @Test
    void a_call_broken_off_leaves_the_next_one_alone() throws IOException {
        try (Wire silent = new Wire(out -> waitForTheEnd());
                Wire wire = Wire.saying(HELLO)) {
            assertThatThrownBy(() -> get(silent.url(), 100)).isInstanceOf(DeadlineExceeded.class);
            assertThat(get(wire.url(), 5000)).isEqualTo("200 hello");
        }
    }

    @Test
    void broken_off_calls_use_no_connection_up() throws IOException {
        try (Wire silent = new Wire(out -> waitForTheEnd())) {
            for (int i = 0; i < LIMITS.connections() * 2; i++) {
                assertThatThrownBy(() -> get(silent.url(), 60)).isInstanceOf(DeadlineExceeded.class);
            }
            assertThat(silent.connections()).isEqualTo(LIMITS.connections() * 2);
        }
    }

    @Test
    void a_connection_broken_off_early_is_no_deadline() throws IOException {
        try (Wire wire = new Wire(out -> false)) {
            assertThatThrownBy(() -> get(wire.url(), 5000)).isInstanceOf(IOException.class).isNotInstanceOf(DeadlineExceeded.class);
        }
    }

    @Test
    void asks_once_only() throws IOException {
        try (Wire wire = Wire.saying("HTTP/1.1 503 Later\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n")) {
            get(wire.url(), 5000);
            assertThat(wire.lines()).filteredOn(line -> line.startsWith("GET")).hasSize(1);
        }
    }

    @Test
    void follows_no_redirect() throws IOException {
        try (Wire wire = Wire.saying("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(get(wire.url(), 5000)).isEqualTo("302 ");
        }
    }

    @Test
    void keeps_no_cookie() throws IOException {
        try (Wire wire = Wire.saying("HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n")) {
            get(wire.url(), 5000);
            get(wire.url(), 5000);
            assertThat(wire.lines()).noneMatch(line -> line.startsWith("Cookie"));
        }
    }

    @Test
    void refuses_an_answer_that_says_it_is_too_large() throws IOException {
        try (Wire wire = Wire.saying("HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n")) {
            assertThatThrownBy(() -> get(wire.url(), 5000)).isInstanceOf(AnswerTooLarge.class);
        }
    }

    @Test
    void refuses_an_answer_that_turns_out_too_large() throws IOException {
        String chunk = "32\r\n" + "x".repeat(50) + "\r\n";
        try (Wire wire = Wire.saying("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk.repeat(3) + "0\r\n\r\n")) {
            assertThatThrownBy(() -> get(wire.url(), 5000)).isInstanceOf(AnswerTooLarge.class);
        }
    }

    @Test
    void takes_an_answer_of_just_the_largest_size() throws IOException {
        String chunk = "32\r\n" + "x".repeat(50) + "\r\n";
        try (Wire wire = Wire.saying("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk.repeat(2) + "0\r\n\r\n")) {
            assertThat(get(wire.url(), 5000)).isEqualTo("200 " + "x".repeat(100));
        }
    }

    @Test
    void takes_no_head_of_fields_without_end() throws IOException {
        try (Wire wire = Wire.saying("HTTP/1.1 200 OK\r\n" + "x: y\r\n".repeat(100_000) + "\r\n")) {
            assertThatThrownBy(() -> get(wire.url(), 5000)).isInstanceOf(MessageConstraintException.class);
        }
    }

    @Test
    void takes_no_line_without_end_in_a_head() throws IOException {
        try (Wire wire = Wire.saying("HTTP/1.1 200 OK\r\n" + "x".repeat(100_000))) {
            assertThatThrownBy(() -> get(wire.url(), 5000)).isInstanceOf(MessageConstraintException.class);
        }
    }

    @Test
    void waits_for_no_status_line_behind_empty_lines_without_end() throws IOException {
        try (Wire wire = Wire.saying("\r\n".repeat(100_000))) {
            assertThatThrownBy(() -> get(wire.url(), 5000)).isInstanceOf(MessageConstraintException.class);
        }
    }

    @Test
    void takes_a_head_as_large_as_platforms_send() throws IOException {
        String head = "HTTP/1.1 200 OK\r\n" + ("x: " + "y".repeat(8_000) + "\r\n").repeat(40);
        try (Wire wire = Wire.saying(head + "Content-Length: 5\r\n\r\nhello")) {
            assertThat(get(wire.url(), 5000)).isEqualTo("200 hello");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "169.254.169.254", "0.0.0.0", "224.0.0.1", "[::ffff:169.254.169.254]"})
    void calls_no_address_that_is_guarded(String host) {
        OutboundLimits guarded = new OutboundLimits(4, Duration.ofSeconds(2), Duration.ofSeconds(10), 100, false, Optional.empty());
        try (Outbound cautious = Outbound.with(guarded, System::nanoTime)) {
            assertThatThrownBy(() -> cautious.client().execute(new HttpGet("http://" + host + ":9/"), response -> ""))
                    .isInstanceOf(AddressRefused.class);
        }
    }

    @Test
    void is_not_closed_by_those_it_is_lent_to() throws IOException {
        try (Wire wire = Wire.saying(HELLO)) {
            outbound.client().close();
            assertThat(get(wire.url(), 5000)).isEqualTo("200 hello");
        }
    }

    private String get(String url, long deadline) throws IOException {
        HttpGet request = new HttpGet(url);
        request.setHeader(Outbound.DEADLINE, deadline);
        return outbound.client().execute(request, response -> response.getCode() + " " + EntityUtils.toString(response.getEntity(), UTF_8));
    }

    private boolean waitForTheEnd() throws IOException {
        pause(15_000);
        return false;
    }

    /** A byte every 50 ms: never silent long enough for a time-out that measures inactivity. */
    private boolean drip(java.io.OutputStream out) throws IOException {
        out.write("HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n".getBytes(UTF_8));
        for (int i = 0; i < 90 && !pause(50); i++) {
            out.write('x');
            out.flush();
        }
        return false;
    }

    private boolean dripHeaders(java.io.OutputStream out) throws IOException {
        out.write("HTTP/1.1 200 OK\r\nX-Long: ".getBytes(UTF_8));
        for (int i = 0; i < 90 && !pause(50); i++) {
            out.write('x');
            out.flush();
        }
        return false;
    }

    private boolean pause(long milliseconds) {
        try {
            return end.await(milliseconds, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Takes every place in the queue of a socket that never accepts, so that the next connection only waits. */
    private static void fill(ServerSocket full, List<Socket> waiting) throws IOException {
        for (int i = 0; i < 8; i++) {
            Socket socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(full.getLocalSocketAddress(), 100);
            } catch (java.net.SocketTimeoutException queueIsFull) {
                return;
            }
        }
    }
}
