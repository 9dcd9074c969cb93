package io.yizhan.exchange;

import io.yizhan.convention.Conventions;
import io.yizhan.convention.Convention;
import io.yizhan.convention.Credential;
import io.yizhan.sandbox.World;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.signature.Algorithm;
import io.yizhan.signature.Signer;
import io.yizhan.testing.RunningWorld;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Streamed;
import io.yizhan.vocabulary.WireRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A platform that brings and fetches materials, signed in its own convention. */
record Bringer(World world, Platform platform, URI gateway) {
    private static final Map<Platform, String> CONVENTION = Map.of(
            Platform.JIANGXI, Conventions.NATIVE, Platform.NATIONAL, "gjgxjhpt", Platform.ZHEJIANG, "zhejiang", Platform.GUIZHOU, "x-tif");
    private static final Map<Platform, String> PLACE = Map.of(
            Platform.JIANGXI, "/attachments", Platform.NATIONAL, "/httpproxy/attachments", Platform.ZHEJIANG, "/gateway/api/attachments",
            Platform.GUIZHOU, "/gzegov/attachments");
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static Bringer of(RunningWorld world, Platform platform) {
        return new Bringer(world.world(), platform, world.url());
    }

    URI address(Digest digest) {
        return gateway.resolve(PLACE.get(platform) + "/" + digest);
    }

    // ---- what is signed ----

    WireRequest signed(String method, Digest digest) {
        return sign(new WireRequest(method, address(digest), Headers.none(), new byte[0]));
    }

    /** @param content of this request, by its digest */
    WireRequest signed(Digest digest, Streamed content, Headers more) {
        Headers headers = Headers.of("Content-Type", "application/octet-stream").and(more);
        return sign(WireRequest.of("PUT", address(digest), headers, content));
    }

    WireRequest signed(byte[] content) {
        Digest digest = Digest.sha256(content);
        return signed(digest, new Streamed(digest, content.length), Headers.none());
    }

    WireRequest signed(byte[] content, int from, int to) {
        byte[] part = Arrays.copyOfRange(content, from, to);
        Headers range = Headers.of("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + content.length);
        return signed(Digest.sha256(content), new Streamed(Digest.sha256(part), part.length), range);
    }

    WireRequest sign(WireRequest request) {
        return convention().sign(request, credential(), "s_sys_attachments", Instant.now());
    }

    private Credential credential() {
        return Optional.ofNullable(world.own().get(platform)).map(own -> new Credential(own.id(), own.value().getBytes())).orElseGet(Credential::none);
    }

    Convention convention() {
        return Conventions.load(RunningWorld.MAPPINGS.resolve("conventions"), List.of(signer()), Set.of(), new SecureRandom())
                .named(CONVENTION.get(platform))
                .orElseThrow();
    }

    private Signer signer() {
        try {
            return platform == Platform.JIANGXI
                    ? Signer.read(World.JIANGXI_KEY, Files.readString(world.keys().resolve("jiangxi.pem")))
                    : Signer.read("unused", Signer.generate(Algorithm.ED25519, new SecureRandom()).text());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    // ---- what is sent ----

    HttpResponse<byte[]> bring(byte[] content) {
        return send(signed(content), HttpRequest.BodyPublishers.ofByteArray(content));
    }

    HttpResponse<byte[]> bring(byte[] content, int from, int to) {
        return send(signed(content, from, to), HttpRequest.BodyPublishers.ofByteArray(content, from, to - from));
    }

    HttpResponse<byte[]> look(Digest digest) {
        return send(signed("HEAD", digest), HttpRequest.BodyPublishers.noBody());
    }

    HttpResponse<byte[]> fetch(Digest digest) {
        return send(signed("GET", digest), HttpRequest.BodyPublishers.noBody());
    }

    HttpResponse<byte[]> fetch(Digest digest, String range) {
        WireRequest get = signed("GET", digest);
        return send(get.with(get.headers().with("Range", range)), HttpRequest.BodyPublishers.noBody());
    }

    static HttpResponse<byte[]> send(WireRequest call, HttpRequest.BodyPublisher body) {
        return send(call, body, HttpResponse.BodyHandlers.ofByteArray());
    }

    static <T> HttpResponse<T> send(WireRequest call, HttpRequest.BodyPublisher body, HttpResponse.BodyHandler<T> handler) {
        HttpRequest.Builder request = HttpRequest.newBuilder(call.uri()).timeout(Duration.ofSeconds(170)).method(call.method(), body);
        call.headers().fields().forEach(field -> request.header(field.name(), field.value()));
        try {
            return CLIENT.send(request.build(), handler);
        } catch (IOException unanswered) {
            throw new UncheckedIOException(unanswered);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** A connection on which only the head of a request was sent. */
    static Socket begin(WireRequest call, String... more) throws IOException {
        Socket socket = new Socket(InetAddress.getByName(call.uri().getHost()), call.uri().getPort());
        socket.setSoTimeout(60_000);
        String target = call.uri().getRawPath() + Optional.ofNullable(call.uri().getRawQuery()).map(query -> "?" + query).orElse("");
        StringBuilder head = new StringBuilder(call.method() + " " + target + " HTTP/1.1\r\nHost: " + call.uri().getAuthority() + "\r\n");
        call.headers().fields().forEach(field -> head.append(field.name()).append(": ").append(field.value()).append("\r\n"));
        for (String line : more) {
            head.append(line).append("\r\n");
        }
        if (call.length() > 0) {
            head.append("Content-Length: ").append(call.length()).append("\r\n");
        }
        socket.getOutputStream().write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** All that comes back until the gateway ends the connection. */
    static String said(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
