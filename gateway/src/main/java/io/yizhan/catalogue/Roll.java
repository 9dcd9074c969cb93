package io.yizhan.catalogue;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.catalogue.Catalogue.Change;
import io.yizhan.catalogue.Documents.Fields;
import io.yizhan.eligibility.Condition;
import io.yizhan.eligibility.Judgement;
import io.yizhan.eligibility.Profile;
import io.yizhan.eligibility.Rules;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;

/**
 * What is kept in memory of each item: which version is known, and what decides whom it is for. In rows, since all are looked at for whoever is
 * matched, one after the other. One writes, many read.
 */
final class Roll {
    private static final int NO_SHAPE = -1;
    private static final int GONE = -2;
    private static final int NOWHERE = -1;
    private static final int FIRST = 16;
    /** Of each item: in force from and until, to be applied for from and until. */
    private static final int DAYS = 4;

    private static final int UNTIL = 3;

    private final Layout layout;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<String, Integer> places = new ConcurrentHashMap<>();
    private final Segments segments = new Segments();
    private final Rules rules = Rules.none();
    private String[] keys = new String[FIRST];
    private long[] versions = new long[FIRST];
    private int[] shapes = new int[FIRST];
    private int[] days = new int[FIRST * DAYS];
    private int size;

    Roll(Layout layout) {
        this.layout = layout;
    }

    /** @param shape {@link #GONE} where it was withdrawn */
    private record Row(int shape, Window effective, Window apply) {}

    /** 0 where it was never heard of. */
    long version(Key key) {
        lock.readLock().lock();
        try {
            Integer place = places.get(key.toString());
            return place == null ? 0 : versions[place];
        } finally {
            lock.readLock().unlock();
        }
    }

    /** What it is for is worked out before anybody has to wait. */
    void put(Change change) {
        Row row = row(change);
        lock.writeLock().lock();
        try {
            Integer there = places.putIfAbsent(change.key().toString(), size);
            int place = there == null ? added(change.key().toString()) : there;
            if (there != null) {
                drop(shapes[place]);
            }
            versions[place] = change.version();
            shapes[place] = row.shape();
            days[place * DAYS] = row.effective().from();
            days[place * DAYS + 1] = row.effective().until();
            days[place * DAYS + 2] = row.apply().from();
            days[place * DAYS + UNTIL] = row.apply().until();
        } finally {
            lock.writeLock().unlock();
        }
    }

    private int added(String key) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
            versions = Arrays.copyOf(versions, 2 * size);
            shapes = Arrays.copyOf(shapes, 2 * size);
            days = Arrays.copyOf(days, 2 * size * DAYS);
        }
        keys[size] = key;
        return size++;
    }

    private void drop(int shape) {
        if (shape >= 0) {
            rules.drop(shape);
        }
    }

    private Row row(Change change) {
        if (change.withdrawn()) {
            return new Row(GONE, Window.ALWAYS, Window.ALWAYS);
        }
        int shape = layout.match().map(match -> shape(change.item(), match)).orElse(NO_SHAPE);
        return new Row(shape, Window.of(change.item(), layout, Layout.EFFECTIVE), Window.of(change.item(), layout, Layout.APPLY));
    }

    private int shape(JsonNode item, Layout.Match match) {
        List<Condition> all = Condition.all(
                Documents.regions(item, layout), Documents.audiences(item, layout), item.at(JsonPointer.compile(match.conditions())));
        List<List<Condition>> situations = Places.at(item, match.benefits()).stream()
                .map(benefit -> Condition.all(benefit.at(JsonPointer.compile(match.when()))))
                .toList();
        return rules.shape(all, situations);
    }

    /** Reads where what is new in what a reader sees stands here. */
    void load(IndexReader reader) throws IOException {
        for (LeafReaderContext leaf : reader.leaves()) {
            segments.of(leaf.reader());
        }
    }

    /** Places of all that a query finds. */
    BitSet found(IndexSearcher searcher, Query query) throws IOException {
        BitSet found = new BitSet();
        searcher.search(query, new SimpleCollector() {
            private int[] here;

            @Override
            protected void doSetNextReader(LeafReaderContext leaf) throws IOException {
                here = segments.of(leaf.reader());
            }

            @Override
            public void collect(int doc) {
                if (here[doc] != NOWHERE) {
                    found.set(here[doc]);
                }
            }

            @Override
            public ScoreMode scoreMode() {
                return ScoreMode.COMPLETE_NO_SCORES;
            }
        });
        return found;
    }

    /** By segment of the index, the place of each of its items: to look it up by its key for each that is found would take longer than to find it. */
    private final class Segments {
        private final Map<IndexReader.CacheKey, int[]> known = new ConcurrentHashMap<>();

        private int[] of(LeafReader leaf) throws IOException {
            IndexReader.CacheKey key = leaf.getCoreCacheHelper().getKey();
            int[] there = known.get(key);
            if (there == null) {
                there = read(leaf);
                if (known.putIfAbsent(key, there) == null) {
                    leaf.getCoreCacheHelper().addClosedListener(known::remove);
                }
            }
            return there;
        }

        private int[] read(LeafReader leaf) throws IOException {
            SortedDocValues keysThere = DocValues.getSorted(leaf, Fields.KEY);
            int[] all = new int[leaf.maxDoc()];
            for (int doc = 0; doc < all.length; doc++) {
                Integer place = keysThere.advanceExact(doc) ? places.get(keysThere.lookupOrd(keysThere.ordValue()).utf8ToString()) : null;
                all[doc] = place == null ? NOWHERE : place;
            }
            return all;
        }
    }

    /** What is done while nothing changes. */
    interface Reading<T> {
        T read(Judgement judgement);
    }

    /** While somebody reads, nothing changes. */
    <T> T read(Profile profile, Reading<T> reading) {
        lock.readLock().lock();
        try {
            return reading.read(rules.judge(profile));
        } finally {
            lock.readLock().unlock();
        }
    }

    /** How many places there are; as all below, to be asked while reading. */
    int size() {
        return size;
    }

    /** Whether there is an item that is in force then. */
    boolean effective(int place, int day) {
        return shapes[place] != GONE && days[place * DAYS] <= day && day <= days[place * DAYS + 1];
    }

    boolean applicable(int place, int day) {
        return days[place * DAYS + 2] <= day && day <= days[place * DAYS + UNTIL];
    }

    int applyUntil(int place) {
        return days[place * DAYS + UNTIL];
    }

    String key(int place) {
        return keys[place];
    }

    int shape(int place) {
        return shapes[place];
    }
}
