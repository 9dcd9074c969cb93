package io.yizhan.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.feed.PostgresSent.Sending;
import io.yizhan.feed.PostgresSent.Way;
import io.yizhan.feed.Sent.Offer;
import io.yizhan.vocabulary.PartnerId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Who gets items, one after the other: what one of them is sent counts for the next. For one transaction and one thread. */
final class Offering {
    private final Set<Way> known;
    private final Map<Way, Sending> sendings = new LinkedHashMap<>();

    /** @param known what those who want some items only were sent before */
    Offering(Set<Way> known) {
        this.known = new HashSet<>(known);
    }

    /** Those to whom it makes a difference what they were sent before. */
    static Stream<Way> choosy(Offer offer) {
        return offer.followers().entrySet().stream()
                .filter(follower -> !follower.getValue().isEmpty())
                .map(follower -> new Way(offer.publication().name(), follower.getKey()));
    }

    Set<PartnerId> judge(Offer offer) {
        Optional<JsonNode> says = choosy(offer).findAny().map(somebody -> Item.read(offer.publication().content()));
        Set<PartnerId> getting = new TreeSet<>(Comparator.comparing(PartnerId::value));
        offer.followers().forEach((follower, wants) -> {
            Way way = new Way(offer.publication().name(), follower);
            if (wants.isEmpty() || known.contains(way) || wants.matches(offer.places(), says.orElseThrow())) {
                getting.add(follower);
                known.add(way);
                sendings.put(way, new Sending(way, offer.publication().version(), offer.message()));
            }
        });
        return getting;
    }

    /** What goes out of each item last. */
    Collection<Sending> sendings() {
        return sendings.values();
    }
}
