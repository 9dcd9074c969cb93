package io.yizhan.api;

import io.yizhan.following.Following;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Where partners ask what changed in feeds.
 *
 * @param places the convention's name by the path below which they are
 * @param following is asked once the gateway serves
 * @param external the address callers use, where a proxy rewrites it
 * @param looking how often it is looked whether something has changed, for all who wait together
 * @param bell is given what is to be run as soon as something may have changed
 */
public record FeedDesk(
        Map<String, String> places, Supplier<Following> following, Optional<URI> external, Duration looking, Consumer<Runnable> bell) {
    public FeedDesk {
        places = Map.copyOf(places);
    }

    /** Where nobody has a place for them. */
    static FeedDesk none() {
        return new FeedDesk(Map.of(), () -> null, Optional.empty(), Duration.ofSeconds(1), look -> {});
    }
}
