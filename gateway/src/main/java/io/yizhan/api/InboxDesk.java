package io.yizhan.api;

import io.yizhan.dispatch.Inbox;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Where partners fetch what waits for them.
 *
 * @param places the convention's name by the path
 * @param inbox is asked once the gateway serves
 * @param external the address callers use, where a proxy rewrites it
 * @param looking how often it is looked whether something has come, for all who wait together
 * @param bell is given what is to be run as soon as something may have come
 */
public record InboxDesk(
        Map<String, String> places, Supplier<Inbox> inbox, Optional<URI> external, Duration looking, Consumer<Runnable> bell) {
    public InboxDesk {
        places = Map.copyOf(places);
    }

    /** Where nobody has a place for them. */
    static InboxDesk none() {
        return new InboxDesk(Map.of(), () -> null, Optional.empty(), Duration.ofSeconds(1), look -> {});
    }
}
