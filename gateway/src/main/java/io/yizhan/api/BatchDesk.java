package io.yizhan.api;

import io.yizhan.intake.Batches;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where partners send items by the thousand.
 *
 * @param places the convention's name by the path
 * @param batches is asked once the gateway serves
 * @param external the address callers use, where a proxy rewrites it
 * @param patience how long nothing worth mentioning may move
 */
public record BatchDesk(Map<String, String> places, Supplier<Batches> batches, Optional<URI> external, Duration patience) {
    public BatchDesk {
        places = Map.copyOf(places);
    }

    /** Where nobody has a place for them. */
    static BatchDesk none() {
        return new BatchDesk(Map.of(), () -> null, Optional.empty(), Duration.ofSeconds(30));
    }
}
