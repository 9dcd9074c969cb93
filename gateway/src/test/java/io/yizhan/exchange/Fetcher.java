package io.yizhan.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.yizhan.convention.Convention;
import io.yizhan.convention.Conventions;
import io.yizhan.convention.Credential;
import io.yizhan.sandbox.World;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.signature.Algorithm;
import io.yizhan.signature.Signer;
import io.yizhan.testing.RunningWorld;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.WireRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A platform that fetches what it was given a link to, signed in its own convention. */
record Fetcher(World world, Platform platform) {
    private static final Map<Platform, String> CONVENTION =
            Map.of(Platform.JIANGXI, Conventions.NATIVE, Platform.NATIONAL, "gjgxjhpt", Platform.ZHEJIANG, "zhejiang");
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    WireRequest signed(String link) {
        WireRequest get = new WireRequest("GET", URI.create(link), Headers.none(), new byte[0]);
        return convention().sign(get, credential(), "s_sys_licence_file", Instant.now());
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

    HttpResponse<byte[]> fetch(String link) {
        return send(signed(link), HttpResponse.BodyHandlers.ofByteArray());
    }

    static <T> HttpResponse<T> send(WireRequest get, HttpResponse.BodyHandler<T> body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(get.uri()).timeout(Duration.ofSeconds(90)).GET();
        get.headers().fields().forEach(field -> request.header(field.name(), field.value()));
        try {
            return CLIENT.send(request.build(), body);
        } catch (IOException unanswered) {
            throw new UncheckedIOException(unanswered);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** The code of a refusal, in whichever dialect it is told. */
    static String refusal(HttpResponse<byte[]> response) {
        try {
            JsonNode json = JsonMapper.builder().build().readTree(response.body());
            return json.path("type").asText(json.findPath("refusal").asText()).replace("urn:yizhan:refusal:", "");
        } catch (IOException none) {
            return "no refusal";
        }
    }
}
