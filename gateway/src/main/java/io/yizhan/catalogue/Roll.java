package io.yizhan.catalogue;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.eligibility.Condition;
import io.yizhan.eligibility.Judgement;
import io.yizhan.eligibility.Profile;
import io.yizhan.eligibility.Rules;
import io.yizhan.vocabulary.RegionCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/** What is kept in memory of each item: which version is known, and what decides whom it is for. One writes, many read. */
final class Roll {
    private static final int NO_SHAPE = -1;

    private final Layout layout;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<String, Integer> places = new HashMap<>();
    private final List<Row> rows = new ArrayList<>();
    private final Rules rules = Rules.none();

    Roll(Layout layout) {
        this.layout = layout;
    }

    /** @param live not withdrawn */
    record Row(String key, long version, boolean live, int shape, Window effective, Window apply) {}

    /** 0 where it was never heard of. */
    long version(Key key) {
        lock.readLock().lock();
        try {
            Integer place = places.get(key.toString());
            return place == null ? 0 : rows.get(place).version();
        } finally {
            lock.readLock().unlock();
        }
    }

    void put(Change change) {
        Row row = change.withdrawn()
                ? new Row(change.key().toString(), change.version(), false, NO_SHAPE, Window.ALWAYS, Window.ALWAYS)
                : row(change.key().toString(), change.version(), change.item());
        lock.writeLock().lock();
        try {
            Integer place = places.putIfAbsent(row.key(), rows.size());
            if (place == null) {
                rows.add(row);
            } else {
                rows.set(place, row);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private Row row(String key, long version, JsonNode item) {
        int shape = layout.match().map(match -> shape(item, match)).orElse(NO_SHAPE);
        return new Row(key, version, true, shape, Window.of(item, layout, Layout.EFFECTIVE), Window.of(item, layout, Layout.APPLY));
    }

    /** Where somebody is counts as a condition among the others. */
    private int shape(JsonNode item, Layout.Match match) {
        List<Condition> all = new ArrayList<>(Condition.all(item.at(JsonPointer.compile(match.conditions()))));
        where(Documents.regions(item, layout)).ifPresent(all::add);
        List<List<Condition>> situations = Places.at(item, match.benefits()).stream()
                .map(benefit -> Condition.all(benefit.at(JsonPointer.compile(match.when()))))
                .toList();
        return rules.shape(all, situations);
    }

    /** Empty for what is for the whole country. */
    static Optional<Condition> where(List<RegionCode> regions) {
        return regions.stream().anyMatch(RegionCode::national) ? Optional.empty() : Optional.of(Condition.in(regions));
    }

    /** While somebody reads, nothing changes. */
    <T> T read(Function<List<Row>, T> reading) {
        lock.readLock().lock();
        try {
            return reading.apply(rows);
        } finally {
            lock.readLock().unlock();
        }
    }

    Judgement judge(Profile profile) {
        return rules.judge(profile);
    }
}
