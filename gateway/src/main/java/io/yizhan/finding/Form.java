package io.yizhan.finding;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.contract.Contract;
import io.yizhan.contract.Kind;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.util.Optional;

/**
 * How somebody is described whom items of a kind are matched with: a word that is none of those conditions know would only ever be told no.
 *
 * @param kind the name of a feed
 */
record Form(Contract contract, String kind) {
    private static final String PLACE = "/profile";

    /** Refuses malformed, naming the place and what may stand there. Of a kind that matches nobody, no profile is wrong. */
    Optional<Refusal> wrong(JsonNode profile) {
        if (contract.kind(kind).flatMap(Kind::feed).flatMap(Kind.Feed::match).isEmpty()) {
            return Optional.empty();
        }
        return contract.validate(Contract.CANONICAL, kind, Contract.PROFILE, profile).fold(
                right -> Optional.empty(), refusal -> Optional.of(Refusal.of(RefusalCode.MALFORMED, PLACE + refusal.place(), refusal.expected())));
    }
}
