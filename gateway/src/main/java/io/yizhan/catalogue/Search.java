package io.yizhan.catalogue;

import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.RegionCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.util.BytesRef;

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
     * @param from for the end of a window: what is over by this day is left out
     */
    public record Order(Optional<String> date, boolean newestFirst, Optional<LocalDate> from) {
        public static final Order RELEVANCE = new Order(Optional.empty(), true, Optional.empty());

        public static Order latest(String date) {
            return new Order(Optional.of(date), true, Optional.empty());
        }

        public static Order earliest(String date) {
            return new Order(Optional.of(date), false, Optional.empty());
        }

        /** Deadlines that are yet to come, the next one first. */
        public static Order deadline(String date, LocalDate today) {
            return new Order(Optional.of(date), false, Optional.of(today));
        }

        /** The window that ends then; empty where none does. */
        Optional<String> window() {
            return date.filter(name -> name.endsWith(Layout.TO)).map(name -> name.substring(0, name.length() - Layout.TO.length()));
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

    /**
     * Where an answer ended: what the last item was sorted by, and its key, which no two have in common. Good for the very same search only.
     *
     * @param score 0 where it is not sorted by
     * @param date as days since 1970
     */
    record Cursor(float score, long date, String key) {
        private static final int MARK = 8;
        private static final int FIXED = MARK + Float.BYTES + Long.BYTES;

        static Cursor of(FieldDoc last, boolean scored) {
            Object[] by = last.fields;
            return new Cursor(scored ? (Float) by[0] : 0, (Long) by[by.length - 2], ((BytesRef) by[by.length - 1]).utf8ToString());
        }

        /** @param doc not smaller than any in the index: of two that are sorted the same, which are the same item, it is the later */
        FieldDoc last(boolean scored, int doc) {
            BytesRef id = new BytesRef(key);
            return new FieldDoc(doc, score, scored ? new Object[] {score, date, id} : new Object[] {date, id});
        }

        String written(Search search) {
            byte[] id = key.getBytes(StandardCharsets.UTF_8);
            byte[] all = ByteBuffer.allocate(FIXED + id.length).put(mark(search)).putFloat(score).putLong(date).put(id).array();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
        }

        /** Empty for what is no cursor of this search. */
        static Optional<Cursor> read(String written, Search search) {
            try {
                byte[] all = Base64.getUrlDecoder().decode(written);
                if (all.length <= FIXED || !Arrays.equals(mark(search), Arrays.copyOf(all, MARK))) {
                    return Optional.empty();
                }
                ByteBuffer parts = ByteBuffer.wrap(all, MARK, all.length - MARK);
                return Optional.of(new Cursor(parts.getFloat(), parts.getLong(), new String(all, FIXED, all.length - FIXED, StandardCharsets.UTF_8)));
            } catch (IllegalArgumentException noBase64) {
                return Optional.empty();
            }
        }

        /** Of an answer that is sorted by a day and the key alone. */
        static String text(long date, String key) {
            byte[] id = key.getBytes(StandardCharsets.UTF_8);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(ByteBuffer.allocate(Long.BYTES + id.length).putLong(date).put(id).array());
        }

        static Optional<Cursor> position(String written) {
            try {
                byte[] all = Base64.getUrlDecoder().decode(written);
                return all.length <= Long.BYTES
                        ? Optional.empty()
                        : Optional.of(new Cursor(0, ByteBuffer.wrap(all).getLong(), new String(all, Long.BYTES, all.length - Long.BYTES, StandardCharsets.UTF_8)));
            } catch (IllegalArgumentException noBase64) {
                return Optional.empty();
            }
        }

        private static byte[] mark(Search search) {
            Digest digest = Digest.ofTexts(search.words(), search.facets().toString(), search.region().toString(), search.holding().toString(),
                    search.order().toString());
            return Arrays.copyOf(digest.bytes(), MARK);
        }
    }

    /** What may be asked for, so that nobody's question costs the others much. */
    static final class Limits {
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
            boolean known = search.order().date().filter(date -> !layout.dates().containsKey(date)).isEmpty();
            boolean ends = search.order().from().isEmpty() || search.order().window().filter(layout.windows()::contains).isPresent();
            return known && ends ? Optional.empty() : wrong("order", "one of " + layout.dates().keySet());
        }

        private static Optional<Refusal> region(Search search, Layout layout) {
            boolean known = layout.facets().containsKey(Layout.REGION);
            return search.region().filter(code -> !known || RegionCode.read(code).isEmpty()).flatMap(code -> wrong("region", REGION));
        }

        static Optional<Refusal> wrong(String place, String expected) {
            return Optional.of(Refusal.of(RefusalCode.MALFORMED, place, expected));
        }
    }
}
