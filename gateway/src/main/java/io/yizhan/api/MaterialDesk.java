package io.yizhan.api;

import io.yizhan.exchange.Materials;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where partners bring and fetch materials.
 *
 * @param places the convention's name by the path below which they are
 * @param materials is asked once the gateway serves
 * @param external the address callers use, where a proxy rewrites it
 * @param patience how long nothing worth mentioning may move
 */
public record MaterialDesk(Map<String, String> places, Supplier<Materials> materials, Optional<URI> external, Duration patience) {
    public MaterialDesk {
        places = Map.copyOf(places);
    }

    /** Where nobody has a place for them. */
    static MaterialDesk none() {
        return new MaterialDesk(Map.of(), () -> null, Optional.empty(), Duration.ofSeconds(30));
    }
}
