package io.yizhan.catalogue;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody looks for. All of it must hold.
 *
 * @param words keywords, or nothing
 * @param facets by name of a facet, values of which an item has at least one
 * @param region whom it concerns: items for it, for what it lies in, and for the whole country; empty for anybody
 * @param holding by name of a window, a day on which it is open: {@code effective} for what is in force then
 * @param order of what is found
 * @param size how many at once
 * @param after where an earlier answer ended ({@link Found#next})
 */
public record Search(
        String words, Map<String, List<String>> facets, Optional<String> region, Map<String, LocalDate> holding, Order order, int size,
        Optional<String> after) {
    public static final int LONGEST = 200;
    public static final int LARGEST = 100;
    static final int USUAL = 20;

    /**
     * @param date the name of one, or empty for relevance; what has no such date comes last
     * @param newestFirst for a date: the latest first, or the earliest
     */
    public record Order(Optional<String> date, boolean newestFirst) {
        public static final Order RELEVANCE = new Order(Optional.empty(), true);

        public static Order latest(String date) {
            return new Order(Optional.of(date), true);
        }

        public static Order earliest(String date) {
            return new Order(Optional.of(date), false);
        }
    }

    public Search {
        facets = Collections.unmodifiableMap(new LinkedHashMap<>(facets));
        holding = Collections.unmodifiableMap(new LinkedHashMap<>(holding));
    }

    /** For keywords, or for everything where there are none. */
    public static Search of(String words) {
        return new Search(words, Map.of(), Optional.empty(), Map.of(), Order.RELEVANCE, USUAL, Optional.empty());
    }

    public Search where(String facet, String... values) {
        Map<String, List<String>> more = new LinkedHashMap<>(facets);
        more.put(facet, List.of(values));
        return new Search(words, more, region, holding, order, size, after);
    }

    public Search in(String code) {
        return new Search(words, facets, Optional.of(code), holding, order, size, after);
    }

    public Search holding(String window, LocalDate day) {
        Map<String, LocalDate> more = new LinkedHashMap<>(holding);
        more.put(window, day);
        return new Search(words, facets, region, more, order, size, after);
    }

    public Search by(Order other) {
        return new Search(words, facets, region, holding, other, size, after);
    }

    public Search atOnce(int many) {
        return new Search(words, facets, region, holding, order, many, after);
    }

    public Search after(String cursor) {
        return new Search(words, facets, region, holding, order, size, Optional.of(cursor));
    }
}
