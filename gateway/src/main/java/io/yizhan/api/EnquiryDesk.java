package io.yizhan.api;

import io.yizhan.exchange.Enquiry;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where partners ask what became of their messages.
 *
 * @param places the convention's name by the path below which they are
 * @param enquiry is asked once the gateway serves
 * @param external the address callers use, where a proxy rewrites it
 */
public record EnquiryDesk(Map<String, String> places, Supplier<Enquiry> enquiry, Optional<URI> external) {
    public EnquiryDesk {
        places = Map.copyOf(places);
    }

    /** Where nobody has a place for them. */
    static EnquiryDesk none() {
        return new EnquiryDesk(Map.of(), () -> null, Optional.empty());
    }
}
