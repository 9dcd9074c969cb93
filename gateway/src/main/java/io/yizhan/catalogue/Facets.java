package io.yizhan.catalogue;

import io.yizhan.catalogue.Documents.Fields;
import io.yizhan.catalogue.Found.Count;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.FilterCollector;
import org.apache.lucene.search.FilterLeafCollector;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.TopFieldCollector;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.apache.lucene.util.BytesRef;

/**
 * Which values items have, in memory: every value has a number, the same in all segments, and of each item the numbers stand in a row. To count
 * is to add one at each; it is done for all that is found, and what comes before it takes longer. Numbers are never given up: a value costs what
 * its text does until the next start. One loads, many count.
 */
final class Facets {
    /** More than a person chooses from. */
    private static final int MOST = 50;
    private static final String BETWEEN = "\u001f";
    private static final Comparator<Tally> FREQUENT = Comparator.comparingInt(Tally::items).reversed().thenComparing(tally -> tally.value().value());

    private final Map<IndexReader.CacheKey, Segment> segments = new ConcurrentHashMap<>();
    private final Map<Value, Integer> numbers = new HashMap<>();
    private Value[] values = new Value[64];

    private record Value(String facet, String value) {}

    private record Tally(Value value, int items) {}

    /**
     * Of one segment.
     *
     * @param from by number of an item, where its values begin; they end where those of the next do
     * @param numbers of values
     */
    private record Segment(int[] from, int[] numbers) {}

    /** What an item with a value says in the index. */
    static BytesRef term(String facet, String value) {
        return new BytesRef(facet + BETWEEN + value);
    }

    /** Reads what is new in what a reader sees. */
    void load(IndexReader reader) throws IOException {
        for (LeafReaderContext leaf : reader.leaves()) {
            segment(leaf.reader());
        }
    }

    private Segment segment(LeafReader leaf) throws IOException {
        IndexReader.CacheHelper cache = leaf.getCoreCacheHelper();
        Segment there = segments.get(cache.getKey());
        if (there != null) {
            return there;
        }
        Segment read = read(leaf);
        if (segments.putIfAbsent(cache.getKey(), read) == null) {
            cache.addClosedListener(segments::remove);
        }
        return read;
    }

    private Segment read(LeafReader leaf) throws IOException {
        SortedSetDocValues there = DocValues.getSortedSet(leaf, Fields.COUNTS);
        int[] known = new int[Math.toIntExact(there.getValueCount())];
        TermsEnum terms = there.termsEnum();
        for (BytesRef term = terms.next(); term != null; term = terms.next()) {
            known[(int) terms.ord()] = number(term.utf8ToString());
        }
        int[] from = new int[leaf.maxDoc() + 1];
        int[] all = new int[leaf.maxDoc()];
        for (int doc = 0; doc < leaf.maxDoc(); doc++) {
            int many = there.advanceExact(doc) ? there.docValueCount() : 0;
            from[doc + 1] = from[doc] + many;
            all = from[doc + 1] > all.length ? Arrays.copyOf(all, 2 * from[doc + 1]) : all;
            for (int i = 0; i < many; i++) {
                all[from[doc] + i] = known[(int) there.nextOrd()];
            }
        }
        return new Segment(from, Arrays.copyOf(all, from[leaf.maxDoc()]));
    }

    private synchronized int number(String term) {
        int end = term.indexOf(BETWEEN);
        Value value = new Value(term.substring(0, end), term.substring(end + BETWEEN.length()));
        Integer there = numbers.putIfAbsent(value, numbers.size());
        if (there != null) {
            return there;
        }
        int number = numbers.size() - 1;
        values = number == values.length ? Arrays.copyOf(values, 2 * number) : values;
        values[number] = value;
        return number;
    }

    private synchronized int[] none() {
        return new int[numbers.size()];
    }

    private synchronized Value[] values() {
        return values;
    }

    /** Counts what is found, and keeps the best of it. */
    CollectorManager<Counting, Counting> counting(IndexReader reader, TopFieldCollectorManager best) throws IOException {
        load(reader);
        return new CollectorManager<>() {
            @Override
            public Counting newCollector() {
                return new Counting(best.newCollector());
            }

            /** One thread looks through all segments. */
            @Override
            public Counting reduce(Collection<Counting> one) {
                return one.iterator().next();
            }
        };
    }

    final class Counting extends FilterCollector {
        private final TopFieldCollector best;
        private final int[] counts = none();

        private Counting(TopFieldCollector best) {
            super(best);
            this.best = best;
        }

        TopFieldDocs best() {
            return best.topDocs();
        }

        @Override
        public ScoreMode scoreMode() {
            return in.scoreMode().needsScores() ? ScoreMode.COMPLETE : ScoreMode.COMPLETE_NO_SCORES;
        }

        @Override
        public LeafCollector getLeafCollector(LeafReaderContext context) throws IOException {
            Segment segment = segment(context.reader());
            int[] from = segment.from();
            int[] numbersOf = segment.numbers();
            return new FilterLeafCollector(in.getLeafCollector(context)) {
                @Override
                public void collect(int doc) throws IOException {
                    in.collect(doc);
                    for (int i = from[doc]; i < from[doc + 1]; i++) {
                        counts[numbersOf[i]]++;
                    }
                }
            };
        }

        /** By facet, the most frequent values first. */
        Map<String, List<Count>> most(Iterable<String> facets) {
            Map<String, PriorityQueue<Tally>> most = new LinkedHashMap<>();
            facets.forEach(facet -> most.put(facet, new PriorityQueue<>(FREQUENT.reversed())));
            Value[] all = values();
            for (int number = 0; number < counts.length; number++) {
                if (counts[number] > 0) {
                    add(new Tally(all[number], counts[number]), most.get(all[number].facet()));
                }
            }
            Map<String, List<Count>> counted = new LinkedHashMap<>();
            most.forEach((facet, tallies) -> counted.put(facet, tallies.stream().sorted(FREQUENT).map(one -> new Count(one.value().value(), one.items())).toList()));
            counted.values().removeIf(List::isEmpty);
            return counted;
        }

        private static void add(Tally tally, PriorityQueue<Tally> most) {
            if (most.size() < MOST || FREQUENT.compare(tally, most.peek()) < 0) {
                most.add(tally);
                if (most.size() > MOST) {
                    most.poll();
                }
            }
        }
    }
}
