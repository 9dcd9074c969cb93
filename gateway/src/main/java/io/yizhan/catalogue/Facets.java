package io.yizhan.catalogue;

import io.yizhan.catalogue.Documents.Fields;
import io.yizhan.catalogue.Found.Count;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
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
 * is to add one at each; it is done for all that is found, and what comes before it takes longer.
 *
 * <p>So many values of a facet have a number and no more, those that came first: publishers write some of them as they like. What is beyond is
 * found by like any other, and not counted. Where most of them are gone, numbers are given anew. One loads, many count.
 */
final class Facets {
    private static final int NUMBERED = 10_000;
    /** More than a person chooses from. */
    private static final int MOST = 50;
    private static final String BETWEEN = "\u001f";
    private static final Comparator<Tally> FREQUENT = Comparator.comparingInt(Tally::items).reversed().thenComparing(tally -> tally.value().value());
    /** So many sets of counts are kept for the next who count. */
    private static final int IDLE = 8;

    private final int numbered;
    private final Queue<int[]> idle = new ArrayBlockingQueue<>(IDLE);
    private volatile Numbering values;

    Facets() {
        this(NUMBERED);
    }

    /** @param numbered how many values of each facet are counted */
    Facets(int numbered) {
        this.numbered = numbered;
        this.values = new Numbering(numbered);
    }

    /** A value of a facet. */
    record Value(String facet, String value) {
        static Value read(String term) {
            int end = term.indexOf(BETWEEN);
            return new Value(term.substring(0, end), term.substring(end + BETWEEN.length()));
        }
    }

    private record Tally(Value value, int items) {}

    /** What an item with a value says in the index. */
    static BytesRef term(String facet, String value) {
        return new BytesRef(facet + BETWEEN + value);
    }

    /** Reads what is new in what a reader sees. */
    void load(IndexReader reader) throws IOException {
        load(values, reader);
        if (values.mostlyGone(reader)) {
            Numbering anew = new Numbering(numbered);
            load(anew, reader);
            values = anew;
        }
    }

    /** Whoever still counts by numbers that were given up reads for themselves alone. */
    private void load(Numbering into, IndexReader reader) throws IOException {
        for (LeafReaderContext leaf : reader.leaves()) {
            if (into.load(leaf.reader())) {
                leaf.reader().getCoreCacheHelper().addClosedListener(key -> values.forget(key));
            }
        }
    }

    /** How many values have a number. */
    int counted() {
        return values.size();
    }

    private int[] none(int size) {
        int[] there = idle.poll();
        return there != null && there.length >= size ? there : new int[size + size / 2];
    }

    private void giveBack(int[] counts) {
        Arrays.fill(counts, 0);
        idle.offer(counts);
    }

    /** Counts what is found, and keeps the best of it. */
    CollectorManager<Counting, Counting> counting(IndexReader reader, TopFieldCollectorManager best) throws IOException {
        Numbering now = values;
        load(now, reader);
        return new CollectorManager<>() {
            @Override
            public Counting newCollector() {
                return new Counting(best.newCollector(), now);
            }

            /** One thread looks through all segments. */
            @Override
            public Counting reduce(Collection<Counting> one) {
                return one.iterator().next();
            }
        };
    }

    /** Numbers of values, and by segment those of its items. A number stands for the same value for good. */
    static final class Numbering {
        private static final int NONE = -1;
        /** Of a facet that has fewer, it does not matter how many are gone: a tenth of what there may be. */
        private static final int FEW = 10;

        private final int most;
        private final Map<IndexReader.CacheKey, Segment> segments = new ConcurrentHashMap<>();
        private final Map<Value, Integer> numbers = new HashMap<>();
        private final Map<String, Integer> sizes = new HashMap<>();
        private Value[] values = new Value[64];

        /** @param most of each facet */
        Numbering(int most) {
            this.most = most;
        }

        /**
         * Of one segment.
         *
         * @param from by number of an item, where its values begin; they end where those of the next do
         * @param numbers of values
         * @param distinct those that are among them
         */
        record Segment(int[] from, int[] numbers, BitSet distinct) {}

        /** Whether it was not known yet. */
        boolean load(LeafReader leaf) throws IOException {
            IndexReader.CacheKey key = leaf.getCoreCacheHelper().getKey();
            return !segments.containsKey(key) && segments.putIfAbsent(key, read(leaf)) == null;
        }

        void forget(IndexReader.CacheKey key) {
            segments.remove(key);
        }

        /** One that was loaded. */
        Segment segment(LeafReader leaf) {
            return segments.get(leaf.getCoreCacheHelper().getKey());
        }

        private Segment read(LeafReader leaf) throws IOException {
            SortedSetDocValues there = DocValues.getSortedSet(leaf, Fields.COUNTS);
            BitSet distinct = new BitSet();
            int[] known = known(there, distinct);
            int[] from = new int[leaf.maxDoc() + 1];
            int[] all = new int[leaf.maxDoc()];
            for (int doc = 0; doc < leaf.maxDoc(); doc++) {
                int many = there.advanceExact(doc) ? there.docValueCount() : 0;
                int end = from[doc];
                all = end + many > all.length ? Arrays.copyOf(all, 2 * (end + many)) : all;
                for (int i = 0; i < many; i++) {
                    all[end] = known[(int) there.nextOrd()];
                    end += all[end] == NONE ? 0 : 1;
                }
                from[doc + 1] = end;
            }
            return new Segment(from, Arrays.copyOf(all, from[leaf.maxDoc()]), distinct);
        }

        /** By what the segment calls them. */
        private int[] known(SortedSetDocValues there, BitSet distinct) throws IOException {
            int[] known = new int[Math.toIntExact(there.getValueCount())];
            TermsEnum terms = there.termsEnum();
            for (BytesRef term = terms.next(); term != null; term = terms.next()) {
                int number = number(Value.read(term.utf8ToString()));
                known[(int) terms.ord()] = number;
                if (number != NONE) {
                    distinct.set(number);
                }
            }
            return known;
        }

        private synchronized int number(Value value) {
            Integer there = numbers.get(value);
            if (there != null) {
                return there;
            }
            if (sizes.getOrDefault(value.facet(), 0) == most) {
                return NONE;
            }
            sizes.merge(value.facet(), 1, Integer::sum);
            int number = numbers.size();
            numbers.put(value, number);
            values = number == values.length ? Arrays.copyOf(values, 2 * number) : values;
            values[number] = value;
            return number;
        }

        synchronized int size() {
            return numbers.size();
        }

        /** By number; there may be more room than there are values. */
        synchronized Value[] all() {
            return values;
        }

        /** Whether of a facet more values are gone than are left in what a reader sees. */
        synchronized boolean mostlyGone(IndexReader reader) {
            BitSet there = new BitSet(numbers.size());
            for (LeafReaderContext leaf : reader.leaves()) {
                there.or(segment(leaf.reader()).distinct());
            }
            Map<String, Integer> left = new HashMap<>();
            there.stream().forEach(number -> left.merge(values[number].facet(), 1, Integer::sum));
            return sizes.entrySet().stream()
                    .anyMatch(facet -> facet.getValue() > most / FEW && 2 * left.getOrDefault(facet.getKey(), 0) < facet.getValue());
        }
    }

    final class Counting extends FilterCollector {
        private final TopFieldCollector best;
        private final Numbering values;
        private final int[] counts;

        private Counting(TopFieldCollector best, Numbering values) {
            super(best);
            this.best = best;
            this.values = values;
            this.counts = none(values.size());
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
            Numbering.Segment segment = values.segment(context.reader());
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

        /** By facet, the most frequent values first. To be asked once. */
        Map<String, List<Count>> most(Iterable<String> facets) {
            Map<String, PriorityQueue<Tally>> most = new LinkedHashMap<>();
            facets.forEach(facet -> most.put(facet, new PriorityQueue<>(FREQUENT.reversed())));
            Value[] all = values.all();
            for (int number = 0; number < counts.length; number++) {
                if (counts[number] > 0) {
                    add(new Tally(all[number], counts[number]), most.get(all[number].facet()));
                }
            }
            giveBack(counts);
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
