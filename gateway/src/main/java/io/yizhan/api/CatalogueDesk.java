package io.yizhan.api;

import io.yizhan.finding.Finding;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where partners look for what was published.
 *
 * @param places the convention's name by the path below which they do
 * @param finding is asked once the gateway serves
 * @param external the address callers use, where a proxy rewrites it
 */
public record CatalogueDesk(Map<String, String> places, Supplier<Finding> finding, Optional<URI> external) {
    public CatalogueDesk {
        places = Map.copyOf(places);
    }

    /** Where nobody has a place for it. */
    static CatalogueDesk none() {
        return new CatalogueDesk(Map.of(), () -> null, Optional.empty());
    }
}
