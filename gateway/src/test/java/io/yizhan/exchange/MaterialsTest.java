package io.yizhan.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.convention.Key;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.signature.ContentDigest;
import io.yizhan.signature.Signer;
import io.yizhan.testing.RunningWorld;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.Streamed;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Materials brought, looked for and fetched over HTTP, by platforms of several conventions. */
@Timeout(180)
class MaterialsTest {
    private static final int SIZE = 900_000;
    private static final int LARGEST = 8 << 20;

    @RegisterExtension
    static final RunningWorld world = RunningWorld.with(Map.of("attachments.largest", "8MiB"), partners -> partners);

    /** Made-up bytes, other ones for every seed. */
    private static byte[] bytes(int seed) {
        byte[] bytes = new byte[SIZE];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static Bringer bringer(Platform platform) {
        return Bringer.of(world, platform);
    }

    private static final Platform SOMEBODY = Platform.JIANGXI;

    // ---- bringing and fetching ----

    @ParameterizedTest
    @EnumSource(names = {"JIANGXI", "NATIONAL", "ZHEJIANG", "GUIZHOU"})
    void a_platform_fetches_what_it_brought(Platform platform) {
        byte[] content = bytes(platform.ordinal());
        Digest digest = Digest.sha256(content);

        assertThat(bringer(platform).bring(content).statusCode()).isEqualTo(201);

        HttpResponse<byte[]> response = bringer(platform).fetch(digest);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(content);
        assertThat(response.headers().firstValue("Content-Digest")).contains(ContentDigest.of(digest));
    }

    @Test
    void what_is_there_needs_not_be_sent_again() throws IOException {
        byte[] content = bytes(20);
        bringer(SOMEBODY).bring(content);

        try (Socket socket = Bringer.begin(bringer(SOMEBODY).signed(content), "Expect: 100-continue")) {
            assertThat(Bringer.said(socket)).startsWith("HTTP/1.1 204");
        }
    }

    @Test
    void who_may_bring_is_told_to_go_on() throws IOException {
        byte[] content = bytes(21);
        try (Socket socket = Bringer.begin(bringer(SOMEBODY).signed(content), "Expect: 100-continue")) {
            assertThat(new String(socket.getInputStream().readNBytes(12))).isEqualTo("HTTP/1.1 100");
        }
    }

    @Test
    void a_native_platform_can_prove_what_it_was_told_and_given() throws IOException {
        byte[] content = bytes(22);
        WireRequest put = bringer(SOMEBODY).signed(content);
        HttpResponse<byte[]> brought = Bringer.send(put, HttpRequest.BodyPublishers.ofByteArray(content));
        WireRequest get = bringer(SOMEBODY).signed("GET", Digest.sha256(content));
        HttpResponse<byte[]> fetched = Bringer.send(get.with(get.headers().with("Range", "bytes=5-")), HttpRequest.BodyPublishers.noBody());

        assertThat(verified(new WireAnswer(201, headers(brought), new byte[0]), put)).isInstanceOf(Outcome.Accepted.class);
        assertThat(verified(WireAnswer.of(206, headers(fetched), new Streamed(Digest.sha256(content), SIZE - 5)), get)).isInstanceOf(Outcome.Accepted.class);
    }

    private static Outcome<WireAnswer> verified(WireAnswer answer, WireRequest request) throws IOException {
        Signer gateways = Signer.read("yizhan", Files.readString(world.settings().gatewayKey()));
        Key key = new Key(new PartnerId("gateway"), "yizhan", Environment.PRODUCTION, gateways.algorithm(), gateways.publicKey());
        return bringer(SOMEBODY).convention().verifyAnswer(answer, request, (convention, id) -> List.of(key), Instant.now());
    }

    private static Headers headers(HttpResponse<?> response) {
        Headers headers = Headers.none();
        for (Map.Entry<String, List<String>> field : response.headers().map().entrySet()) {
            headers = headers.with(field.getKey(), field.getValue().get(0));
        }
        return headers;
    }

    @Test
    void gives_a_part_from_where_it_is_asked_for() {
        byte[] content = bytes(23);
        bringer(SOMEBODY).bring(content);

        HttpResponse<byte[]> response = bringer(SOMEBODY).fetch(Digest.sha256(content), "bytes=300000-399999");

        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(response.headers().firstValue("Content-Range")).contains("bytes 300000-399999/" + SIZE);
        assertThat(response.body()).isEqualTo(Arrays.copyOfRange(content, 300_000, 400_000));
    }

    @Test
    void refuses_a_part_there_is_none_of() {
        byte[] content = bytes(24);
        bringer(SOMEBODY).bring(content);

        assertThat(bringer(SOMEBODY).fetch(Digest.sha256(content), "bytes=" + SIZE + "-").statusCode()).isEqualTo(416);
    }

    @Test
    void what_is_brought_and_fetched_is_in_the_ledger() {
        byte[] content = bytes(25);
        bringer(SOMEBODY).bring(content);
        bringer(SOMEBODY).fetch(Digest.sha256(content));

        List<String> steps = world.database().jdbi().withHandle(handle -> handle.createQuery(
                        "SELECT step || ' ' || outcome FROM ledger_entry WHERE mappings = :material ORDER BY at")
                .bind("material", "material " + Digest.sha256(content))
                .mapTo(String.class)
                .list());
        assertThat(steps).containsExactly("upload-request asked", "upload whole", "file-request asked", "file answered");
    }

    @Test
    void the_same_request_gets_a_file_only_once() {
        byte[] content = bytes(26);
        bringer(SOMEBODY).bring(content);
        WireRequest get = bringer(SOMEBODY).signed("GET", Digest.sha256(content));
        Bringer.send(get, HttpRequest.BodyPublishers.noBody());

        HttpResponse<byte[]> again = Bringer.send(get, HttpRequest.BodyPublishers.noBody());

        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(Fetcher.refusal(again)).isEqualTo(RefusalCode.REPLAYED.code());
    }

    // ---- in parts ----

    @Test
    void tells_how_much_came_in_before_a_connection_broke() throws IOException {
        byte[] content = bytes(30);
        broken(content, 400_000);

        await().untilAsserted(() -> assertThat(offset(bringer(SOMEBODY).look(Digest.sha256(content)))).isEqualTo("400000"));
    }

    private static void broken(byte[] content, int after) throws IOException {
        try (Socket socket = Bringer.begin(bringer(SOMEBODY).signed(content))) {
            socket.getOutputStream().write(content, 0, after);
        }
    }

    private static String offset(HttpResponse<?> response) {
        return response.headers().firstValue("Upload-Offset").orElse("none");
    }

    @Test
    void goes_on_where_a_connection_broke_even_if_the_gateway_was_started_again() throws IOException {
        byte[] content = bytes(31);
        broken(content, 400_000);
        await().until(() -> offset(bringer(SOMEBODY).look(Digest.sha256(content))).equals("400000"));
        world.restart();

        HttpResponse<byte[]> rest = bringer(SOMEBODY).bring(content, 400_000, SIZE);

        assertThat(rest.statusCode()).isEqualTo(201);
        assertThat(rest.headers().firstValue("Upload-Complete")).contains("?1");
        assertThat(bringer(SOMEBODY).fetch(Digest.sha256(content)).body()).isEqualTo(content);
    }

    @Test
    void takes_a_part_and_says_that_more_is_missing() {
        byte[] content = bytes(32);

        HttpResponse<byte[]> part = bringer(SOMEBODY).bring(content, 0, 500_000);

        assertThat(part.statusCode()).isEqualTo(202);
        assertThat(offset(part)).isEqualTo("500000");
        assertThat(part.headers().firstValue("Upload-Complete")).contains("?0");
    }

    @Test
    void goes_on_as_well_from_an_offset_without_a_range() {
        byte[] content = bytes(33);
        bringer(SOMEBODY).bring(content, 0, 500_000);
        byte[] rest = Arrays.copyOfRange(content, 500_000, SIZE);
        WireRequest put = bringer(SOMEBODY)
                .signed(Digest.sha256(content), new Streamed(Digest.sha256(rest), rest.length), Headers.of("Upload-Offset", "500000"));

        assertThat(Bringer.send(put, HttpRequest.BodyPublishers.ofByteArray(rest)).statusCode()).isEqualTo(201);
    }

    @Test
    void a_part_that_does_not_follow_is_told_where_to_go_on() {
        byte[] content = bytes(34);
        bringer(SOMEBODY).bring(content, 0, 500_000);

        HttpResponse<byte[]> refused = bringer(SOMEBODY).bring(content, 600_000, SIZE);

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(offset(refused)).isEqualTo("500000");
        assertThat(Fetcher.refusal(refused)).isEqualTo(RefusalCode.MALFORMED.code());
    }

    // ---- refusing ----

    @Test
    void who_signs_for_another_content_is_refused_before_any_of_it_is_sent() throws IOException {
        Digest named = Digest.sha256(bytes(40));
        WireRequest put = bringer(SOMEBODY).signed(named, new Streamed(Digest.sha256(bytes(41)), SIZE), Headers.none());

        try (Socket socket = Bringer.begin(put)) {
            assertThat(Bringer.said(socket)).startsWith("HTTP/1.1 422");
        }
    }

    @Test
    void who_has_not_signed_is_refused_before_any_of_it_is_sent() throws IOException {
        WireRequest put = bringer(SOMEBODY).signed(bytes(42));

        try (Socket socket = Bringer.begin(put.with(put.headers().without(Set.of("signature"))))) {
            assertThat(Bringer.said(socket)).startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void a_signature_that_leaves_the_digest_out_is_refused() throws IOException {
        WireRequest put = bringer(SOMEBODY).signed(bytes(43));

        try (Socket socket = Bringer.begin(put.with(put.headers().without(Set.of("content-digest"))))) {
            assertThat(Bringer.said(socket)).startsWith("HTTP/1.1 401");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JIANGXI", "NATIONAL", "ZHEJIANG", "GUIZHOU"})
    void keeps_nothing_of_what_is_not_what_it_is_named(Platform platform) {
        byte[] content = bytes(44 + platform.ordinal());
        byte[] another = bytes(50 + platform.ordinal());

        HttpResponse<byte[]> refused = Bringer.send(bringer(platform).signed(content), HttpRequest.BodyPublishers.ofByteArray(another));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(bringer(platform).look(Digest.sha256(content)).statusCode()).isEqualTo(404);
        assertThat(arriving()).doesNotContain(Digest.sha256(content).toString());
    }

    private static String arriving() {
        try (Stream<Path> files = Files.list(world.settings().attachments().directory().resolve("arriving"))) {
            return files.map(Path::toString).toList().toString();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void refuses_what_is_too_large_before_any_of_it_is_sent() throws IOException {
        Digest digest = Digest.sha256(bytes(60));

        try (Socket socket = Bringer.begin(bringer(SOMEBODY).signed(digest, new Streamed(digest, LARGEST + 1), Headers.none()))) {
            assertThat(Bringer.said(socket)).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void refuses_a_content_of_which_nobody_says_how_long_it_is() throws IOException {
        Digest digest = Digest.sha256(bytes(61));
        WireRequest put = bringer(SOMEBODY).signed(digest, new Streamed(digest, 0), Headers.none());

        try (Socket socket = Bringer.begin(put, "Transfer-Encoding: chunked")) {
            assertThat(Bringer.said(socket)).startsWith("HTTP/1.1 411");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JIANGXI", "NATIONAL", "ZHEJIANG", "GUIZHOU"})
    void another_platform_that_knows_the_digest_gets_nothing(Platform platform) {
        byte[] content = bytes(70 + platform.ordinal());
        Platform another = platform == Platform.JIANGXI ? Platform.NATIONAL : Platform.JIANGXI;
        bringer(another).bring(content);

        assertThat(bringer(platform).look(Digest.sha256(content)).statusCode()).isEqualTo(404);
        assertThat(bringer(platform).fetch(Digest.sha256(content)).body()).isNotEqualTo(content);
    }

    @Test
    void who_a_message_goes_to_fetches_what_it_speaks_of() {
        byte[] content = bytes(80);
        bringer(Platform.NATIONAL).bring(content);
        world.database().jdbi().useHandle(handle -> handle.execute(
                "INSERT INTO attachment_grant (digest, environment, partner, message, until) VALUES (?, 'PRODUCTION', 'jiangxi', gen_random_uuid(), now() + interval '1 hour')",
                Digest.sha256(content).bytes()));

        assertThat(bringer(Platform.JIANGXI).fetch(Digest.sha256(content)).body()).isEqualTo(content);
    }

    @Test
    void says_which_methods_there_are() throws IOException, InterruptedException {
        HttpRequest other = HttpRequest.newBuilder(URI.create(world.url() + "/attachments/" + Digest.sha256(bytes(81)))).DELETE().build();

        HttpResponse<Void> response = HttpClient.newHttpClient().send(other, HttpResponse.BodyHandlers.discarding());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD, PUT");
    }

    @Test
    void an_address_that_is_no_digest_is_nowhere() throws IOException, InterruptedException {
        HttpRequest other = HttpRequest.newBuilder(URI.create(world.url() + "/attachments/a-name")).build();

        assertThat(HttpClient.newHttpClient().send(other, HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(404);
    }
}
