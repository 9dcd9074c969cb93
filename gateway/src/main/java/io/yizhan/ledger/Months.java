package io.yizhan.ledger;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The monthly partitions of the ledger, by UTC.
 *
 * <p>They are made well ahead. Should that have failed for months, an entry makes its own month in its own transaction rather than be refused;
 * only partitions that were committed are remembered, so that a rolled back one is made again.
 */
final class Months {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuu_MM", Locale.ROOT);
    private static final int AHEAD = 3;

    private final Jdbi jdbi;
    private final Set<YearMonth> ready = ConcurrentHashMap.newKeySet();

    Months(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The month before as well: another node's clock may be a little behind. */
    void prepare(Instant now) {
        YearMonth month = of(now);
        for (int i = -1; i <= AHEAD; i++) {
            YearMonth next = month.plusMonths(i);
            jdbi.useTransaction(handle -> make(handle, next));
            ready.add(next);
        }
    }

    void ensure(Handle handle, YearMonth month) {
        if (!ready.contains(month)) {
            make(handle, month);
        }
    }

    static YearMonth of(Instant at) {
        return YearMonth.from(at.atOffset(ZoneOffset.UTC));
    }

    /** Looked for first, because making one, even in vain, locks out every writer. Two nodes take turns by an advisory lock. */
    private static void make(Handle handle, YearMonth month) {
        String name = "ledger_entry_" + NAME.format(month);
        if (exists(handle, name)) {
            return;
        }
        handle.execute("SELECT pg_advisory_xact_lock(hashtext('ledger_entry'))");
        handle.execute("CREATE TABLE IF NOT EXISTS " + name + " PARTITION OF ledger_entry FOR VALUES FROM ('" + month.atDay(1)
                + " 00:00:00+00') TO ('" + month.plusMonths(1).atDay(1) + " 00:00:00+00')");
    }

    private static boolean exists(Handle handle, String name) {
        return handle.createQuery("SELECT to_regclass(:name) IS NOT NULL").bind("name", name).mapTo(Boolean.class).one();
    }
}
