package io.yizhan.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.yizhan.platforms.Asker;
import io.yizhan.platforms.Platform;
import io.yizhan.platforms.Question;
import io.yizhan.testing.RunningWorld;
import io.yizhan.tongues.Case;
import io.yizhan.vocabulary.RefusalCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anybody looks who is calling, told in the dialect that is spoken where the caller knocked. */
class GateTest {
    private static final int LARGEST = 32 * 1024;

    @RegisterExtension
    static final RunningWorld world =
            RunningWorld.with(Map.of("http.largest-message", "32KiB", "http.bytes-in-flight", "33KiB"), partners -> partners);

    private static Asker.Draft draft(Platform caller) {
        return world.asker(caller).draft(question(caller));
    }

    private static Question question(Platform caller) {
        return Case.of(caller == Platform.JIANGXI ? Platform.ZHEJIANG : Platform.JIANGXI, "valid").question();
    }

    private static Asker.Reply send(Platform caller, Asker.Draft draft) {
        Asker asker = world.asker(caller);
        return asker.send(asker.sign(draft));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void refuses_a_message_whose_announced_length_is_too_large(Platform caller) {
        Asker.Reply reply = send(caller, draft(caller).saying(new byte[LARGEST + 1]));

        assertThat(ToldRefusal.read(caller, reply)).isEqualTo(ToldRefusal.toStranger(caller, RefusalCode.TOO_LARGE, ""));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void refuses_a_message_that_grows_too_large_without_having_announced_its_length(Platform caller) throws IOException {
        String answer = talk(caller, "Transfer-Encoding: chunked", Integer.toHexString(LARGEST + 1) + "\r\n" + " ".repeat(LARGEST + 1) + "\r\n");

        assertThat(details(caller, answer).path(caller == Platform.JIANGXI ? "code" : "refusal").asText())
                .isEqualTo(RefusalCode.TOO_LARGE.code());
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void refuses_more_bytes_at_the_same_time_than_it_may_hold(Platform caller) throws IOException {
        try (Socket slow = connect(); BufferedReader answers = reader(slow)) {
            begin(slow, caller, "Content-Length: " + LARGEST + "\r\nExpect: 100-continue");
            assertThat(answers.readLine()).isEqualTo("HTTP/1.1 100 Continue");

            Asker.Reply reply = send(caller, draft(caller).saying(new byte[2048]));

            assertThat(ToldRefusal.read(caller, reply)).isEqualTo(ToldRefusal.toStranger(caller, RefusalCode.TOO_MANY, ""));
        }
    }

    @Test
    void forgets_the_bytes_of_a_caller_that_went_away() throws IOException {
        try (Socket slow = connect(); BufferedReader answers = reader(slow)) {
            begin(slow, Platform.NATIONAL, "Content-Length: " + LARGEST + "\r\nExpect: 100-continue");
            assertThat(answers.readLine()).isEqualTo("HTTP/1.1 100 Continue");
        }

        await().untilAsserted(
                () -> assertThat(world.asker(Platform.NATIONAL).ask(question(Platform.NATIONAL)).refusal()).isEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void refuses_a_form(Platform caller) {
        Asker.Reply reply = send(caller, draft(caller).with("Content-Type", "application/x-www-form-urlencoded"));

        assertThat(ToldRefusal.read(caller, reply)).isEqualTo(ToldRefusal.toStranger(caller, RefusalCode.MALFORMED, "Content-Type"));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void refuses_another_method_than_post(Platform caller) throws IOException, InterruptedException {
        HttpRequest put = HttpRequest.newBuilder(world.url().resolve(draft(caller).path()))
                .PUT(HttpRequest.BodyPublishers.ofString("{}"))
                .build();

        HttpResponse<String> answer = HttpClient.newHttpClient().send(put, HttpResponse.BodyHandlers.ofString());

        assertThat(details(caller, answer.body()).path(caller == Platform.JIANGXI ? "code" : "refusal").asText())
                .isEqualTo(RefusalCode.MALFORMED.code());
    }

    @Test
    void tells_who_asks_at_a_path_nobody_serves_that_there_is_no_such_kind() {
        Asker asker = world.asker(Platform.JIANGXI);
        URI nowhere = world.url().resolve("/nowhere");

        Asker.Reply reply = asker.send(asker.sign(draft(Platform.JIANGXI)).at(nowhere));

        assertThat(ToldRefusal.read(Platform.JIANGXI, reply))
                .isEqualTo(ToldRefusal.toStranger(Platform.JIANGXI, RefusalCode.UNKNOWN_KIND, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "POST /exchange/{kind} HTTP/1.1", "POST /exchange/licence-recognition?a=%zz HTTP/1.1", "POST /exchange/licence-recognition?|",
        "POST *", "POST /exchange\r\nExpect: a miracle", "POST /exchange\r\nHost: elsewhere.example"
    })
    void tells_callers_of_http_that_cannot_be_served_that_it_is_their_fault(String beginning) throws IOException {
        String head = beginning.contains(" HTTP/") ? beginning : beginning.replaceFirst("(\r|$)", " HTTP/1.1$1");

        assertThat(details(Platform.JIANGXI, said(head + "\r\nHost: " + world.url().getAuthority())).path("code").asText())
                .isEqualTo(RefusalCode.MALFORMED.code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\nHost: a{b}", "\r\nHost: a b", "\r\nHost: 127.0.0.1:99999999999", "\r\nHost: user@127.0.0.1"})
    void takes_no_request_without_one_host(String host) throws IOException {
        assertThat(details(Platform.JIANGXI, said("POST /exchange/licence-recognition HTTP/1.1" + host)).path("code").asText())
                .isEqualTo(RefusalCode.MALFORMED.code());
    }

    /** The body of what is answered to a request of which only the head is given. */
    private static String said(String head) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write((head + "\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}").getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.substring(answer.indexOf("\r\n\r\n") + 4);
        }
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket(world.url().getHost(), world.url().getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Sends the head of a request that nobody signed. */
    private static void begin(Socket socket, Platform caller, String more) throws IOException {
        String head = "POST " + draft(caller).path() + " HTTP/1.1\r\nHost: " + world.url().getAuthority() + "\r\n"
                + "Content-Type: application/json\r\nConnection: close\r\n" + more + "\r\n\r\n";
        OutputStream out = socket.getOutputStream();
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** The body of what is answered, until the gateway closes the connection, to a request that nobody signed and that does not end. */
    private static String talk(Platform caller, String header, String body) throws IOException {
        try (Socket socket = connect()) {
            begin(socket, caller, header);
            socket.getOutputStream().write(body.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.substring(answer.indexOf("\r\n\r\n") + 4);
        }
    }

    private static JsonNode details(Platform caller, String body) throws IOException {
        return ToldRefusal.details(caller, new ObjectMapper().readTree(body));
    }
}
