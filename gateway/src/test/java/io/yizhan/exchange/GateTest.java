package io.yizhan.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Outside;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.platforms.Question;
import io.yizhan.sandbox.tongues.Case;
import io.yizhan.sandbox.tongues.Tongue;
import io.yizhan.testing.RunningWorld;
import io.yizhan.vocabulary.RefusalCode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anybody looks who is calling, told in the dialect that is spoken where the caller knocked. */
class GateTest {
    private static final int LARGEST = 32 * 1024;
    private static final String HERE = "127.0.0.1";

    private static final Outside OUTSIDE = new Outside(InstantSource.system(), new SecureRandom(), System::nanoTime);

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

        assertThat(stable(caller, answer)).isEqualTo(RefusalCode.TOO_LARGE.code());
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void refuses_more_bytes_of_one_address_at_the_same_time_than_its_share(Platform caller) throws IOException {
        try (Socket slow = connect(HERE)) {
            hold(slow, caller);

            await().untilAsserted(() -> assertThat(ToldRefusal.read(caller, send(caller, draft(caller))))
                    .isEqualTo(ToldRefusal.toStranger(caller, RefusalCode.TOO_MANY, "")));
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void a_gateway_filled_by_others_is_the_gateways_own_fault(Platform caller) throws IOException {
        try (Socket slow = connect("127.0.0.2")) {
            hold(slow, caller);

            await().untilAsserted(() -> {
                Asker.Reply reply = send(caller, draft(caller));
                assertThat(ToldRefusal.read(caller, reply).code()).isEqualTo(RefusalCode.GATEWAY_UNAVAILABLE.code());
                assertThat(ToldRefusal.read(caller, reply).fault()).isEqualTo("gateway");
                assertThat(reply.status()).isEqualTo(503);
                assertThat(reply.headers()).containsEntry("retry-after", List.of("1"));
            });
        }
    }

    /** Sends more than half of what may be held, and then no more. */
    private static void hold(Socket slow, Platform caller) throws IOException {
        begin(slow, caller, "Content-Length: " + LARGEST);
        slow.getOutputStream().write(new byte[20 * 1024]);
    }

    @Test
    void forgets_the_bytes_of_a_caller_that_went_away() throws IOException {
        try (Socket slow = connect(HERE)) {
            hold(slow, Platform.NATIONAL);
            await().until(() -> send(Platform.NATIONAL, draft(Platform.NATIONAL)).refusal().equals(Optional.of(RefusalCode.TOO_MANY.code())));
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

    static Stream<Arguments> otherMethods() {
        return Arrays.stream(Platform.values()).flatMap(caller -> Stream.of("GET", "PUT", "DELETE", "PATCH").map(method -> Arguments.of(caller, method)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("otherMethods")
    void refuses_another_method_than_post_and_says_which_it_takes(Platform caller, String method) throws IOException, InterruptedException {
        HttpRequest other = HttpRequest.newBuilder(world.url().resolve(draft(caller).path()))
                .method(method, HttpRequest.BodyPublishers.ofString("{}"))
                .build();

        HttpResponse<String> answer = HttpClient.newHttpClient().send(other, HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("POST");
        assertThat(stable(caller, answer.body())).isEqualTo(RefusalCode.MALFORMED.code());
    }

    @Test
    void verifies_what_is_signed_for_a_target_in_absolute_form_whatever_the_field_host_says() throws IOException {
        assertThat(sent(call -> "POST " + call.uri() + " HTTP/1.1\r\nHost: elsewhere.example\r\n")).startsWith("HTTP/1.1 200");
    }

    @Test
    void a_target_in_absolute_form_with_another_host_is_not_what_was_signed() throws IOException {
        assertThat(sent(call -> "POST http://elsewhere.example" + call.uri().getRawPath() + " HTTP/1.1\r\nHost: " + call.uri().getAuthority() + "\r\n"))
                .startsWith("HTTP/1.1 401");
    }

    /** What is answered to a message of Jiangxi's under a head of its own. */
    private static String sent(Function<Asker.Call, String> beginning) throws IOException {
        Asker.Call call = world.asker(Platform.JIANGXI).sign(draft(Platform.JIANGXI));
        StringBuilder head = new StringBuilder(beginning.apply(call));
        call.headers().forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        try (Socket socket = connect(HERE)) {
            socket.getOutputStream().write((head + "Connection: close\r\nContent-Length: " + call.body().length + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(call.body());
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
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

        assertThat(stable(Platform.JIANGXI, said(head + "\r\nHost: " + world.url().getAuthority()))).isEqualTo(RefusalCode.MALFORMED.code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\nHost: a{b}", "\r\nHost: a b", "\r\nHost: 127.0.0.1:99999999999", "\r\nHost: user@127.0.0.1"})
    void takes_no_request_without_one_host(String host) throws IOException {
        assertThat(stable(Platform.JIANGXI, said("POST /exchange/licence-recognition HTTP/1.1" + host))).isEqualTo(RefusalCode.MALFORMED.code());
    }

    /** The body of what is answered to a request of which only the head is given. */
    private static String said(String head) throws IOException {
        try (Socket socket = connect(HERE)) {
            socket.getOutputStream().write((head + "\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}").getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.substring(answer.indexOf("\r\n\r\n") + 4);
        }
    }

    private static Socket connect(String from) throws IOException {
        Socket socket = new Socket(world.url().getHost(), world.url().getPort(), InetAddress.getByName(from), 0);
        socket.setSoTimeout(20_000);
        return socket;
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
        try (Socket socket = connect(HERE)) {
            begin(socket, caller, header);
            socket.getOutputStream().write(body.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return answer.substring(answer.indexOf("\r\n\r\n") + 4);
        }
    }

    /** @param body its bytes as characters, since not everybody is answered in one charset */
    private static String stable(Platform caller, String body) {
        return ToldRefusal.stable(caller, Tongue.of(caller, OUTSIDE).tree(body.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
