package io.yizhan.catalogue;

import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.RegionCode;
import java.util.Optional;

/** What may be asked for, so that nobody's question costs the others much. */
final class Limits {
    static final String REGION = "the code of a division, 2, 4, 6 or 12 digits";
    private static final int VALUES = 50;

    private Limits() {}

    static Optional<Refusal> broken(Search search, Layout layout) {
        if (search.words().length() > Search.LONGEST) {
            return wrong("words", "at most " + Search.LONGEST + " characters");
        }
        if (search.size() < 1 || search.size() > Search.LARGEST) {
            return wrong("size", "1 to " + Search.LARGEST);
        }
        if (!layout.facets().keySet().containsAll(search.facets().keySet())) {
            return wrong("facets", "one of " + layout.facets().keySet());
        }
        if (search.facets().values().stream().anyMatch(values -> values.isEmpty() || values.size() > VALUES)) {
            return wrong("facets", "1 to " + VALUES + " values of each");
        }
        if (!layout.windows().containsAll(search.holding().keySet())) {
            return wrong("holding", "one of " + layout.windows());
        }
        return order(search, layout).or(() -> region(search, layout));
    }

    private static Optional<Refusal> order(Search search, Layout layout) {
        return search.order().date()
                .filter(date -> !layout.dates().containsKey(date))
                .flatMap(date -> wrong("order", "one of " + layout.dates().keySet()));
    }

    private static Optional<Refusal> region(Search search, Layout layout) {
        boolean known = layout.facets().containsKey(Layout.REGION);
        return search.region().filter(code -> !known || RegionCode.read(code).isEmpty()).flatMap(code -> wrong("region", REGION));
    }

    static Optional<Refusal> wrong(String place, String expected) {
        return Optional.of(Refusal.of(RefusalCode.MALFORMED, place, expected));
    }
}
