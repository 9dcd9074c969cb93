package io.yizhan.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Uses per name in {@code minute_use}, of the latest minute only. One statement takes for a whole group; its row lock is what makes the count
 * exact across nodes, and the sorted order what keeps two of them from a deadlock.
 */
final class PostgresRates implements Rates {
    private static final long SECONDS = 60;

    @Override
    public List<Boolean> take(Handle handle, List<Use> uses, Instant now) {
        TreeMap<String, Use> limits = new TreeMap<>();
        TreeMap<String, Long> wanted = new TreeMap<>();
        uses.forEach(use -> {
            limits.put(use.name(), use);
            wanted.merge(use.name(), 1L, Long::sum);
        });
        Map<String, Integer> left = uses.isEmpty() ? Map.of() : grant(handle, limits, wanted, now);
        List<Boolean> taken = new ArrayList<>(uses.size());
        uses.forEach(use -> taken.add(left.merge(use.name(), -1, Integer::sum) >= 0));
        return taken;
    }

    /** A node whose clock is behind counts on in the minute that is there: it would otherwise begin each minute anew. */
    private static Map<String, Integer> grant(Handle handle, TreeMap<String, Use> limits, TreeMap<String, Long> wanted, Instant now) {
        Map<String, Integer> granted = new HashMap<>();
        handle.createQuery("""
                        INSERT INTO minute_use AS kept (name, minute, used, granted)
                        SELECT name, :minute, least(count, most), least(count, most)
                        FROM unnest(:names, :mosts, :counts) AS wish (name, most, count) ORDER BY name
                        ON CONFLICT (name) DO UPDATE SET (minute, used, granted) = (
                            SELECT greatest(kept.minute, excluded.minute), before + more, more
                            FROM (SELECT CASE WHEN kept.minute >= excluded.minute THEN kept.used ELSE 0 END AS before) AS so_far,
                                LATERAL (SELECT most FROM unnest(:names, :mosts) AS wish (name, most) WHERE name = kept.name) AS limited,
                                LATERAL (SELECT greatest(0, least(excluded.used, most - before)) AS more) AS taken)
                        RETURNING name, granted""")
                .bind("minute", Math.floorDiv(now.getEpochSecond(), SECONDS))
                .bind("names", Column.text(List.copyOf(limits.keySet())))
                .bind("mosts", Column.int8(limits.values().stream().map(use -> (long) use.most()).toList()))
                .bind("counts", Column.int8(List.copyOf(wanted.values())))
                .map((row, context) -> Map.entry(row.getString(1), row.getInt(2)))
                .forEach(grant -> granted.put(grant.getKey(), grant.getValue()));
        return granted;
    }
}
