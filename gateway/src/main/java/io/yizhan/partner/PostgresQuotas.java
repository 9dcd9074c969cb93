package io.yizhan.partner;

import io.yizhan.store.Column;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Uses per agreement and day in {@code agreement_use}. One statement takes for a whole group; its row lock is what makes the count exact
 * across nodes, and the sorted order what keeps two of them from a deadlock.
 */
final class PostgresQuotas implements Quotas {

    /** How much one agreement is asked for by a group. */
    private record Wish(String agreement, int quota, int count) {
        Wish and(Wish other) {
            return new Wish(agreement, quota, count + other.count);
        }
    }

    @Override
    public List<Boolean> take(Handle handle, List<Agreement> agreements, LocalDate today) {
        TreeMap<String, Wish> wishes = new TreeMap<>();
        for (Agreement agreement : agreements) {
            agreement.dailyQuota().ifPresent(quota -> wishes.merge(agreement.id(), new Wish(agreement.id(), quota, 1), Wish::and));
        }
        Map<String, Integer> left = wishes.isEmpty() ? Map.of() : grant(handle, List.copyOf(wishes.values()), today);
        List<Boolean> taken = new ArrayList<>(agreements.size());
        for (Agreement agreement : agreements) {
            taken.add(agreement.dailyQuota().isEmpty() || left.merge(agreement.id(), -1, Integer::sum) >= 0);
        }
        return taken;
    }

    /** How many each is given; {@code excluded} carries the wish, already cut to the quota. */
    private static Map<String, Integer> grant(Handle handle, List<Wish> sorted, LocalDate today) {
        Map<String, Integer> granted = new HashMap<>();
        handle.createQuery("""
                        INSERT INTO agreement_use AS kept (agreement, day, quota, used, granted)
                        SELECT agreement, :today, quota, least(count, quota), least(count, quota)
                        FROM unnest(:agreements, :quotas, :counts) AS wish (agreement, quota, count) ORDER BY agreement
                        ON CONFLICT (agreement, day) DO UPDATE SET
                            quota = excluded.quota,
                            used = kept.used + greatest(0, least(excluded.used, excluded.quota - kept.used)),
                            granted = greatest(0, least(excluded.used, excluded.quota - kept.used))
                        RETURNING agreement, granted""")
                .bind("today", today)
                .bind("agreements", Column.text(sorted.stream().map(Wish::agreement).toList()))
                .bind("quotas", Column.int8(sorted.stream().map(wish -> (long) wish.quota()).toList()))
                .bind("counts", Column.int8(sorted.stream().map(wish -> (long) wish.count()).toList()))
                .map((row, context) -> Map.entry(row.getString(1), row.getInt(2)))
                .forEach(grant -> granted.put(grant.getKey(), grant.getValue()));
        return granted;
    }
}
