package io.yizhan.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The gateway's public keys, fetched where it publishes them when one is first needed. */
final class GatewayKeys implements Function<String, Optional<PublicKey>> {
    private final Supplier<URI> gateway;
    private final Map<String, PublicKey> known = new ConcurrentHashMap<>();

    /** @param gateway asked late, because the platforms may start before the gateway knows its port */
    GatewayKeys(Supplier<URI> gateway) {
        this.gateway = gateway;
    }

    @Override
    public Optional<PublicKey> apply(String keyId) {
        if (!known.containsKey(keyId)) {
            fetch();
        }
        return Optional.ofNullable(known.get(keyId));
    }

    private void fetch() {
        URI published = gateway.get().resolve("/.well-known/yizhan/keys");
        try {
            byte[] body = HttpClient.newHttpClient().send(HttpRequest.newBuilder(published).build(), BodyHandlers.ofByteArray()).body();
            for (JsonNode key : Json.read(body).path("keys")) {
                byte[] der = Base64.getDecoder().decode(key.path("publicKey").asText());
                known.put(key.path("keyId").asText(), KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der)));
            }
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while fetching the gateway's keys", stopped);
        } catch (GeneralSecurityException odd) {
            throw new IllegalStateException("the gateway publishes a key that is none", odd);
        }
    }
}
