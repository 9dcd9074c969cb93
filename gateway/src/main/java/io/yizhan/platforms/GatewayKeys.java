package io.yizhan.platforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.PublicKey;
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
            for (JsonNode key : new ObjectMapper().readTree(body).path("keys")) {
                byte[] der = Base64.getDecoder().decode(key.path("publicKey").asText());
                KeyKind.labelled(key.path("algorithm").asText()).ifPresent(kind -> known.put(key.path("keyId").asText(), kind.key(der)));
            }
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while fetching the gateway's keys", stopped);
        }
    }
}
