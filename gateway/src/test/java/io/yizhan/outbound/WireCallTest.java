package io.yizhan.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls as values: what an answer and every failure is told as. */
@Timeout(20)
class WireCallTest {
    private static final String HELLO = "HTTP/1.1 200 OK\r\nX-One: a\r\nX-One: b\r\nContent-Length: 5\r\n\r\nhello";
    private static final Duration LONG = Duration.ofSeconds(5);

    private final Outbound outbound = with(true);
    private final CountDownLatch end = new CountDownLatch(1);

    private static Outbound with(boolean loopback) {
        return Outbound.with(new OutboundLimits(4, Duration.ofSeconds(2), Duration.ofSeconds(10), 100, loopback, Optional.empty()), System::nanoTime);
    }

    @AfterEach
    void close() {
        end.countDown();
        outbound.close();
    }

    @Test
    void hands_on_status_headers_and_body() throws IOException {
        try (Wire wire = Wire.saying(HELLO)) {
            WireAnswer answer = answered(outbound.call(post(wire.url()), LONG));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers().all("x-one")).containsExactly("a", "b");
            assertThat(new String(answer.body(), UTF_8)).isEqualTo("hello");
        }
    }

    @Test
    void sends_method_address_headers_and_body_as_they_are() throws IOException {
        try (Wire wire = Wire.saying(HELLO)) {
            outbound.call(post(wire.url() + "?a=%2B&b=c"), LONG);
            assertThat(wire.lines()).anyMatch(line -> line.matches("POST .*\\?a=%2B&b=c HTTP/1.1")).contains("X-Mine: 1", "Content-Length: 4")
                    .noneMatch(line -> line.toLowerCase().startsWith("yizhan-"));
        }
    }

    @Test
    void an_error_is_an_answer_too() throws IOException {
        try (Wire wire = Wire.saying("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(answered(outbound.call(post(wire.url()), LONG)).status()).isEqualTo(503);
        }
    }

    @Test
    void silence_is_a_timeout() throws IOException {
        try (Wire wire = new Wire(out -> waitForTheEnd())) {
            assertThat(refused(outbound.call(post(wire.url()), Duration.ofMillis(200)))).isEqualTo(RefusalCode.ENDPOINT_TIMEOUT);
        }
    }

    @Test
    void no_time_is_a_timeout() throws IOException {
        try (Wire wire = Wire.saying(HELLO)) {
            assertThat(refused(outbound.call(post(wire.url()), Duration.ofMillis(-5)))).isEqualTo(RefusalCode.ENDPOINT_TIMEOUT);
        }
    }

    @Test
    void more_than_may_be_read_is_a_bad_answer() throws IOException {
        try (Wire wire = Wire.saying("HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n" + "x".repeat(101))) {
            assertThat(refused(outbound.call(post(wire.url()), LONG))).isEqualTo(RefusalCode.ENDPOINT_BAD_ANSWER);
        }
    }

    @Test
    void nobody_there_is_unavailable() {
        assertThat(refused(outbound.call(post("http://127.0.0.1:1/"), LONG))).isEqualTo(RefusalCode.ENDPOINT_UNAVAILABLE);
    }

    @Test
    void an_address_that_must_not_be_called_is_unavailable_and_not_called() throws IOException {
        try (Wire wire = Wire.saying(HELLO); Outbound guarded = with(false)) {
            assertThat(refused(guarded.call(post(wire.url()), LONG))).isEqualTo(RefusalCode.ENDPOINT_UNAVAILABLE);
            assertThat(wire.connections()).isZero();
        }
    }

    private boolean waitForTheEnd() {
        try {
            end.await();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private static WireRequest post(String url) {
        return new WireRequest("POST", URI.create(url), Headers.of("X-Mine", "1"), "body".getBytes(UTF_8));
    }

    private static WireAnswer answered(Outcome<WireAnswer> outcome) {
        return outcome.<Optional<WireAnswer>>fold(Optional::of, refusal -> Optional.empty()).orElseThrow();
    }

    private static RefusalCode refused(Outcome<WireAnswer> outcome) {
        return outcome.<Optional<RefusalCode>>fold(answer -> Optional.empty(), refusal -> Optional.of(refusal.code())).orElseThrow();
    }
}
