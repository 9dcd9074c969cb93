package io.yizhan.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.convention.Conventions;
import io.yizhan.convention.Credential;
import io.yizhan.signature.Algorithm;
import io.yizhan.signature.Signer;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.WireRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** Somebody who signs as the native convention says. */
public final class NativePartner {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final String id;
    private final Signer signer;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public NativePartner(String id) {
        this.id = id;
        this.signer = Signer.read(id + "-1", Signer.generate(Algorithm.ED25519, new SecureRandom()).text());
    }

    /** Enters it into a file of partners. */
    public void join(PartnersYaml file, String dialect, String region) {
        ObjectNode partner = file.file().withArray("partners").addObject();
        partner.put("id", id).put("name", "样本").put("role", "region").put("dialect", dialect).putArray("regions").add(region);
        partner.putArray("keys");
        signFor(file, id, "production");
    }

    /** Gives its key to a partner that is in the file already. */
    public void signFor(PartnersYaml file, String partner, String environment) {
        file.partner(partner).withArray("keys").addObject().put("convention", "native").put("id", id + "-1").put("environment", environment)
                .put("algorithm", "ed25519").put("public", "file:" + publicKey());
    }

    private Path publicKey() {
        try {
            Path file = Files.createTempFile("yizhan-test-native", ".pem");
            file.toFile().deleteOnExit();
            return Files.writeString(file, "-----BEGIN PUBLIC KEY-----\n" + Base64.getEncoder().encodeToString(signer.publicKey()) + "\n-----END PUBLIC KEY-----\n");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    public HttpResponse<String> get(URI gateway, String path, Headers more) {
        return call(new WireRequest("GET", URI.create(gateway + path), more, new byte[0]));
    }

    public HttpResponse<String> post(URI gateway, String path, String json) {
        return call(new WireRequest("POST", URI.create(gateway + path), Headers.of("Content-Type", "application/json"), json.getBytes(StandardCharsets.UTF_8)));
    }

    /** What is sent as a whole, in header fields of its own. */
    public HttpResponse<String> post(URI gateway, String path, Headers headers, byte[] body) {
        return send(sign(new WireRequest("POST", URI.create(gateway + path), headers, body)));
    }

    public HttpResponse<String> put(URI gateway, String path, String json) {
        return call(new WireRequest("PUT", URI.create(gateway + path), Headers.of("Content-Type", "application/json"), json.getBytes(StandardCharsets.UTF_8)));
    }

    public HttpResponse<String> delete(URI gateway, String path) {
        return call(new WireRequest("DELETE", URI.create(gateway + path), Headers.none(), new byte[0]));
    }

    private HttpResponse<String> call(WireRequest request) {
        return send(sign(request));
    }

    public WireRequest sign(WireRequest request) {
        return Conventions.load(
                        RunningWorld.MAPPINGS.resolve("conventions"), List.of(signer), Set.of(request.uri().getAuthority()), new SecureRandom())
                .named(Conventions.NATIVE)
                .orElseThrow()
                .sign(request, Credential.none(), "", Instant.now());
    }

    /** As often as one likes. */
    public HttpResponse<String> send(WireRequest signed) {
        HttpRequest.Builder built = HttpRequest.newBuilder(signed.uri()).timeout(LONG).method(signed.method(), HttpRequest.BodyPublishers.ofByteArray(signed.body()));
        signed.headers().fields().forEach(field -> built.header(field.name(), field.value()));
        return client.sendAsync(built.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8)).join();
    }
}
