package io.yizhan.finding;

import io.yizhan.catalogue.Catalogue;
import io.yizhan.catalogue.Layout;
import io.yizhan.catalogue.Quality.Must;
import io.yizhan.catalogue.Quality.Standard;
import io.yizhan.catalogue.Quality.Survey;
import io.yizhan.contract.Kind;
import io.yizhan.exchange.Rooms;
import io.yizhan.partner.Directory;
import io.yizhan.vocabulary.Environment;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What items are held against, and how well they do. A survey reads many items, so it is made once a minute, by whoever asks first. */
final class Standards {
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final int WORST = 20;

    private final Rooms rooms;
    private final Map<About, Kept> surveys = new ConcurrentHashMap<>();

    Standards(Rooms rooms) {
        this.rooms = rooms;
    }

    private record About(String kind, Environment environment, Optional<String> publisher) {}

    /** Whoever wants the same waits for it, and nobody else. */
    private static final class Kept {
        private Survey survey;
        private volatile Instant at = Instant.MIN;

        private synchronized Survey fresh(Instant now, Supplier<Survey> making) {
            if (at.isBefore(now.minus(FRESH))) {
                survey = making.get();
                at = now;
            }
            return survey;
        }

        /** One that is being made is not. */
        private boolean old(Instant now) {
            return !at.equals(Instant.MIN) && at.isBefore(now.minus(FRESH));
        }
    }

    /** Values are those of the kind's own schema, and regions those partners answer for. */
    Standard of(Kind kind, Directory directory) {
        Map<String, Set<String>> values = new HashMap<>();
        kind.feed().orElseThrow().facets().forEach((name, place) -> {
            Set<String> choices = rooms.contract().choices(kind.name(), kind.messages().get(0), place);
            if (!choices.isEmpty()) {
                values.put(name, choices);
            }
        });
        Map<String, List<String>> regions = new HashMap<>();
        directory.regions().forEach((partner, prefixes) -> regions.put(partner.value(), prefixes));
        return new Standard(values, regions, musts(kind.feed().orElseThrow()), rooms.today());
    }

    /** Where the kind does not say what an item should say, it is what items are compared by, and when it was published. */
    private static List<Must> musts(Kind.Feed feed) {
        if (!feed.must().isEmpty()) {
            return feed.must().stream().map(must -> new Must(must.any(), must.unless().map(place -> Map.of(place, must.is())).orElse(Map.of()))).toList();
        }
        String heading = feed.search().entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
        return Stream.concat(feed.compare().values().stream(), Optional.ofNullable(feed.dates().get(Layout.PUBLISHED)).stream())
                .filter(place -> !place.equals(heading) && !place.equals(feed.facets().get(Layout.REGION)))
                .distinct()
                .map(place -> new Must(List.of(place), Map.of()))
                .toList();
    }

    /** Every item of one publisher. */
    Survey own(Kind kind, Environment environment, Catalogue catalogue, Directory directory, String publisher) {
        Optional<String> whose = Optional.of(publisher);
        return kept(new About(kind.name(), environment, whose), () -> catalogue.survey(whose, of(kind, directory), Integer.MAX_VALUE));
    }

    /** Everybody's, of each the worst. */
    Survey all(Kind kind, Environment environment, Catalogue catalogue, Directory directory) {
        return kept(new About(kind.name(), environment, Optional.empty()), () -> catalogue.survey(Optional.empty(), of(kind, directory), WORST));
    }

    private Survey kept(About about, Supplier<Survey> making) {
        Instant now = rooms.now();
        surveys.entrySet().removeIf(other -> !other.getKey().equals(about) && other.getValue().old(now));
        return surveys.computeIfAbsent(about, first -> new Kept()).fresh(now, making);
    }
}
