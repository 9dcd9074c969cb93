package io.yizhan.partner;

import io.yizhan.vocabulary.RegionCode;
import java.util.Optional;

/**
 * Whose answer is asked for.
 *
 * @param owner who is registered for it; a region may have nobody and still be reached through a hub
 * @param region today's code; empty where an authority answers nation-wide, whatever the region
 */
record Target(Optional<Partner> owner, Optional<RegionCode> region) {

    /** Whether it is what an agreement names: a partner's id, a region's prefix or {@code *}. */
    boolean named(String answer) {
        return answer.equals("*")
                || owner.filter(partner -> partner.id().value().equals(answer)).isPresent()
                || region.filter(code -> Character.isDigit(answer.charAt(0)) && code.value().startsWith(answer)).isPresent();
    }
}
