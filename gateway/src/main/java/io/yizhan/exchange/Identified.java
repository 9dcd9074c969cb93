package io.yizhan.exchange;

import io.yizhan.convention.Caller;
import io.yizhan.mapping.Dialect;
import io.yizhan.partner.Partner;

/**
 * It is known who asks and in which dialect, and so what is asked for.
 *
 * @param kind {@link #NO_KIND} when nothing the dialect knows is asked for, which ends the exchange but is still the caller's doing
 */
public record Identified(Received before, Caller caller, Partner partner, Dialect dialect, String kind) implements Stage {
    static final String NO_KIND = "-";
}
