package io.yizhan.convention;

import io.yizhan.signature.Algorithm;
import io.yizhan.signature.Signer;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.WireRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** A convention written down in a test, and what both sides of it need. */
final class Written {
    static final Instant NOW = Instant.ofEpochMilli(1_600_000_000_000L);
    static final Signer SM2 = Signer.read("gateway-sm2", Signer.generate(Algorithm.SM2_SM3, new SecureRandom()).text());
    static final Signer ED25519 = Signer.read("gateway", Signer.generate(Algorithm.ED25519, new SecureRandom()).text());

    private Written() {}

    static Convention of(Path directory, String description) {
        try {
            Files.writeString(directory.resolve("written.yaml"), description);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return in(directory, "written");
    }

    static Convention shipped(String name) {
        return in(Correspondent.CONVENTIONS, name);
    }

    static Convention in(Path directory, String name) {
        return Conventions.load(directory, List.of(ED25519, SM2), Set.of(), new Random(7)).named(name).orElseThrow();
    }

    /** Knows one caller by these secrets, the newest first. */
    static KeyBook book(String id, String... secrets) {
        return (convention, asked) -> Stream.of(secrets)
                .filter(secret -> asked.equals(id))
                .map(secret -> new Key(new PartnerId("partner"), id, Environment.TEST, "", utf8(secret)))
                .toList();
    }

    /** Knows one caller by its public key. */
    static KeyBook book(String id, Signer signer) {
        return (convention, asked) -> Stream.of(signer)
                .filter(key -> asked.equals(id))
                .map(key -> new Key(new PartnerId("partner"), id, Environment.TEST, key.algorithm(), key.publicKey()))
                .toList();
    }

    static Credential credential(String id, String secret) {
        return new Credential(id, utf8(secret));
    }

    static WireRequest post(String uri, String body) {
        return new WireRequest("POST", URI.create(uri), Headers.of("Content-Type", "application/json"), utf8(body));
    }

    static WireRequest saying(WireRequest request, String body) {
        return new WireRequest(request.method(), request.uri(), request.headers(), utf8(body));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
