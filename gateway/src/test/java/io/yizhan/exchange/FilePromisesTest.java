package io.yizhan.exchange;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.yizhan.exchange.Fetcher.refusal;
import static io.yizhan.exchange.Neighbours.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.testing.RunningWorld;
import io.yizhan.vocabulary.WireRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Keepers that do not give what they promised and callers that do not take what they asked for: nothing of it stays, and nobody else pays. */
@Timeout(120)
class FilePromisesTest {
    private static final int LARGEST = 8 << 20;
    private static final MadeUpFile PDF = MadeUpFile.pdf(300_000);

    @Order(1)
    @RegisterExtension
    static final Neighbours neighbours = new Neighbours();

    @Order(2)
    @RegisterExtension
    static final RunningWorld world = RunningWorld.with(Map.of(), neighbours::join)
            .kinds(Map.of("timeBudget", "4s", "largestFile", String.valueOf(LARGEST)));

    private static final Keeping keeping = new Keeping(neighbours, world);

    private final Neighbour neighbour = neighbours.speaking("zhejiang");

    @AfterEach
    void nothing_stays_in_the_spool() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(keeping.spooled()).isEmpty());
    }

    // ---- keepers that do not keep what they promise ----

    static Stream<Arguments> brokenPromises() {
        MadeUpFile other = MadeUpFile.pdf(PDF.bytes().length - 1);
        byte[] same = PDF.bytes().clone();
        same[1_000] ^= 1;
        return Stream.of(
                Arguments.of("other bytes of the same size", Keeping.bytes(new MadeUpFile("pdf", "", same)), "endpoint-bad-answer"),
                Arguments.of("fewer bytes", Keeping.bytes(other), "endpoint-bad-answer"),
                Arguments.of("more bytes", Keeping.bytes(MadeUpFile.pdf(PDF.bytes().length + 1)), "endpoint-bad-answer"),
                Arguments.of("many more bytes", Keeping.bytes(MadeUpFile.pdf(LARGEST)), "endpoint-bad-answer"),
                Arguments.of("many more bytes of no stated number", Keeping.bytes(MadeUpFile.pdf(LARGEST)).withChunkedDribbleDelay(2, 10), "endpoint-bad-answer"),
                Arguments.of("nothing", aResponse().withStatus(200), "endpoint-bad-answer"),
                Arguments.of("no content", aResponse().withStatus(204), "endpoint-refused"),
                Arguments.of("a part", Keeping.bytes(PDF).withStatus(206), "endpoint-refused"),
                Arguments.of("a page to log in", aResponse().withHeader("Content-Type", "text/html").withBody("<html>登录</html>"), "endpoint-bad-answer"),
                Arguments.of("a redirect", aResponse().withStatus(302).withHeader("Location", "/elsewhere"), "endpoint-refused"),
                Arguments.of("403", aResponse().withStatus(403).withBody("no"), "endpoint-refused"),
                Arguments.of("404", aResponse().withStatus(404).withBody("<html>404</html>"), "endpoint-refused"),
                Arguments.of("429", aResponse().withStatus(429), "endpoint-unavailable"),
                Arguments.of("500", aResponse().withStatus(500).withBody("x".repeat(100_000)), "endpoint-unavailable"),
                Arguments.of("a connection that is reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), "endpoint-unavailable"),
                Arguments.of("no answer", aResponse().withFault(Fault.EMPTY_RESPONSE), "endpoint-unavailable"),
                Arguments.of("words that say it is not there", json("{\"code\":\"11\",\"msg\":\"无数据\",\"datas\":[]}"), "endpoint-refused"),
                Arguments.of("words that say later", json("{\"code\":\"99\",\"msg\":\"系统繁忙\",\"datas\":[]}"), "endpoint-unavailable"),
                Arguments.of("words that say who are you", json("{\"code\":\"03\",\"msg\":\"签名错误\",\"datas\":[]}"), "endpoint-refused"),
                Arguments.of("an answer instead of a file", json("{\"code\":\"00\",\"msg\":\"成功\",\"datas\":[]}"), "endpoint-bad-answer"),
                Arguments.of("an answer that breaks off", Keeping.bytes(PDF).withFault(Fault.MALFORMED_RESPONSE_CHUNK), "endpoint-unavailable"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenPromises")
    void nothing_is_released_of_a_file_that_is_not_what_was_promised(String what, ResponseDefinitionBuilder given, String expected) {
        neighbours.keep(neighbour, given);
        String link = keeping.offered(Platform.JIANGXI, neighbour, PDF);
        for (int place = 0; place < Neighbours.CONCURRENCY; place++) {
            keeping.fetcher(Platform.JIANGXI).fetch(link);
        }

        HttpResponse<byte[]> response = keeping.fetcher(Platform.JIANGXI).fetch(link);

        assertThat(refusal(response)).isEqualTo(expected);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(new String(response.body(), StandardCharsets.ISO_8859_1)).doesNotContain("%PDF");
        neighbours.keep(neighbour, Keeping.bytes(PDF));
        assertThat(keeping.fetcher(Platform.JIANGXI).fetch(link).body()).as("no place in the lane is lost").isEqualTo(PDF.bytes());
    }

    static Stream<Arguments> otherForms() {
        byte[] archive = MadeUpFile.zip("word/document.xml", "OFD.xml.bak");
        return Stream.of(
                Arguments.of("an OFD that was promised as PDF", new MadeUpFile("pdf", "", MadeUpFile.ofd().bytes())),
                Arguments.of("a PDF that was promised as OFD", new MadeUpFile("ofd", "", PDF.bytes())),
                Arguments.of("an archive of something else", new MadeUpFile("ofd", "", archive)),
                Arguments.of("an archive cut in two", new MadeUpFile("ofd", "", Arrays.copyOf(MadeUpFile.ofd().bytes(), 60))),
                Arguments.of("a page", new MadeUpFile("pdf", "", "<html>%PDF-</html>".getBytes(StandardCharsets.UTF_8))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherForms")
    void a_file_of_another_form_than_promised_is_not_released_however_well_digested(String what, MadeUpFile file) {
        neighbours.keep(neighbour, Keeping.bytes(file));
        String link = keeping.offered(Platform.JIANGXI, neighbour, file);

        HttpResponse<byte[]> response = keeping.fetcher(Platform.JIANGXI).fetch(link);

        assertThat(refusal(response)).isEqualTo("endpoint-bad-answer");
    }

    @Test
    void a_file_larger_than_the_kind_allows_is_not_even_fetched() {
        String link = keeping.offered(Platform.JIANGXI, neighbour, MadeUpFile.pdf(LARGEST + 1));

        HttpResponse<byte[]> response = keeping.fetcher(Platform.JIANGXI).fetch(link);

        assertThat(refusal(response)).isEqualTo("endpoint-bad-answer");
        assertThat(neighbours.fetches(neighbour)).isEmpty();
    }

    @Test
    void a_file_of_no_promised_size_is_read_no_further_than_the_kind_allows() {
        neighbours.keep(neighbour, Keeping.bytes(MadeUpFile.pdf(LARGEST + 1)));
        neighbours.answer(neighbour, Keeping.row("\"file_url\":\"" + neighbours.link(neighbour) + "\",\"file_type\":\"pdf\""));

        HttpResponse<byte[]> response = keeping.fetcher(Platform.JIANGXI).fetch(Keeping.link(keeping.ask(Platform.JIANGXI, neighbour)).orElseThrow());

        assertThat(refusal(response)).isEqualTo("endpoint-bad-answer");
    }

    static Stream<Arguments> slowness() {
        return Stream.of(Arguments.of("silence", Keeping.bytes(PDF).withFixedDelay(30_000)), Arguments.of("drops", Keeping.bytes(PDF).withChunkedDribbleDelay(100, 60_000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("slowness")
    void a_keeper_that_is_too_slow_is_not_waited_for_longer_than_the_kind_allows(String what, ResponseDefinitionBuilder given) {
        neighbours.keep(neighbour, given);
        String link = keeping.offered(Platform.JIANGXI, neighbour, PDF);

        HttpResponse<byte[]> response = keeping.fetcher(Platform.JIANGXI).fetch(link);

        assertThat(refusal(response)).isEqualTo("endpoint-timeout");
    }

    // ---- callers that do not take what they asked for ----

    @Test
    void what_a_caller_that_hangs_up_was_to_get_is_gone_and_takes_no_place_from_others() throws IOException {
        MadeUpFile large = MadeUpFile.pdf(LARGEST);
        neighbours.keep(neighbour, Keeping.bytes(large));
        String link = keeping.offered(Platform.NATIONAL, neighbour, large);
        for (int caller = 0; caller < 3; caller++) {
            try (Socket socket = request(keeping.fetcher(Platform.NATIONAL).signed(link))) {
                InputStream answer = socket.getInputStream();
                assertThat(answer.readNBytes(20_000)).startsWith("HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII));
            }
        }

        HttpResponse<byte[]> response = keeping.fetcher(Platform.NATIONAL).fetch(link);

        assertThat(response.body()).isEqualTo(large.bytes());
    }

    @Test
    void a_caller_that_does_not_read_is_not_waited_for_longer_than_the_kind_allows() throws IOException {
        MadeUpFile large = MadeUpFile.pdf(LARGEST);
        neighbours.keep(neighbour, Keeping.bytes(large));
        try (Socket socket = request(keeping.fetcher(Platform.NATIONAL).signed(keeping.offered(Platform.NATIONAL, neighbour, large)))) {
            socket.getInputStream().readNBytes(12);
            assertThat(keeping.spooled()).hasSize(1);

            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(keeping.spooled()).isEmpty());

            assertThat(socket.getInputStream().readAllBytes()).as("the file breaks off").hasSizeLessThan(LARGEST);
        } catch (SocketException reset) {
            assertThat(keeping.spooled()).isEmpty();
        }
    }

    /** A caller whose socket takes little at a time. */
    private static Socket request(WireRequest get) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(16 << 10);
        socket.connect(new InetSocketAddress("127.0.0.1", get.uri().getPort()));
        StringBuilder text = new StringBuilder("GET " + get.uri().getRawPath() + (get.uri().getRawQuery() == null ? "" : "?" + get.uri().getRawQuery()) + " HTTP/1.1\r\n");
        text.append("Host: ").append(get.uri().getRawAuthority()).append("\r\n");
        get.headers().fields().forEach(field -> text.append(field.name()).append(": ").append(field.value()).append("\r\n"));
        socket.getOutputStream().write(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }
}
