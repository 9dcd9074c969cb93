package io.yizhan.sandbox.platforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
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
    private final Courier courier = new Courier();
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
        byte[] body = courier.fetch(new Asker.Call("GET", published, Map.of(), new byte[0]));
        try {
            for (JsonNode key : new ObjectMapper().readTree(body).path("keys")) {
                byte[] der = Base64.getDecoder().decode(key.path("publicKey").asText());
                KeyKind.labelled(key.path("algorithm").asText()).ifPresent(kind -> known.put(key.path("keyId").asText(), kind.key(der)));
            }
        } catch (IOException noJson) {
            throw new UncheckedIOException(noJson);
        }
    }
}
