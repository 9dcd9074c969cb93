package io.yizhan.exchange;

import io.yizhan.convention.Caller;
import io.yizhan.mapping.Dialect;
import io.yizhan.partner.Partner;
import java.util.Optional;

/**
 * It is known who asks and in which dialect, and so what is asked for.
 *
 * @param kind {@link #NO_KIND} when nothing the dialect knows is asked for, which ends the exchange but is still the caller's doing
 * @param file the name of the offered file, where one is asked for
 */
public record Identified(Received before, Caller caller, Partner partner, Dialect dialect, String kind, Optional<String> file) implements Stage {
    static final String NO_KIND = "-";

    /** Where the exchange goes on: the name of a route. */
    public String route() {
        return file.isPresent() ? FileFetch.route(kind) : kind;
    }
}
