package io.yizhan.store;

import io.yizhan.vocabulary.MessageId;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Batch;

/**
 * Partitions named {@code <table>_<kind>_<year>_<month>}. Only committed ones are remembered, so that one rolled back is made again; should
 * making them ahead have failed for months, a row makes its own.
 */
final class MonthlyPartitions implements Partitions {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuu_MM", Locale.ROOT);
    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]*");
    private static final int AHEAD = 3;

    private final Jdbi jdbi;
    private final List<String> tables;
    private final Set<Room> ready = ConcurrentHashMap.newKeySet();

    private record Room(String kind, YearMonth month) {
        Room {
            if (!KIND.matcher(kind).matches()) {
                throw new IllegalArgumentException("no name of a kind");
            }
        }

        static Room of(String kind, Instant at) {
            return new Room(kind, YearMonth.from(at.atOffset(ZoneOffset.UTC)));
        }

        Instant begins() {
            return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        }

        Instant ends() {
            return month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        }

        String partition(String table) {
            return prefix(table, kind) + NAME.format(month);
        }

        static String prefix(String table, String kind) {
            return table + "_" + kind.replace('-', '_') + "_";
        }
    }

    MonthlyPartitions(Jdbi jdbi, List<String> tables) {
        this.jdbi = jdbi;
        this.tables = List.copyOf(tables);
    }

    @Override
    public void prepare(Collection<String> kinds, Instant now) {
        YearMonth month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        List<Room> rooms = new ArrayList<>();
        kinds.forEach(kind -> {
            for (int i = -1; i <= AHEAD; i++) {
                rooms.add(new Room(kind, month.plusMonths(i)));
            }
        });
        rooms.removeAll(ready);
        if (!rooms.isEmpty()) {
            jdbi.useTransaction(handle -> make(handle, rooms));
            ready.addAll(rooms);
        }
    }

    @Override
    public void ensure(Handle handle, String kind, MessageId id) {
        Room room = Room.of(kind, id.at());
        if (!ready.contains(room)) {
            make(handle, List.of(room));
        }
    }

    /**
     * Looked for first, because making one, even in vain, locks out every writer; all at once, because a first start makes hundreds. Nodes take
     * turns by an advisory lock.
     */
    private void make(Handle handle, Collection<Room> rooms) {
        for (String table : tables) {
            List<Room> missing = missing(handle, table, rooms);
            if (!missing.isEmpty()) {
                handle.execute("SELECT pg_advisory_xact_lock(hashtext('" + table + "'))");
                Batch batch = handle.createBatch();
                missing.forEach(room -> batch.add(making(table, room)));
                batch.execute();
            }
        }
    }

    private static List<Room> missing(Handle handle, String table, Collection<Room> rooms) {
        Map<String, Room> named = new LinkedHashMap<>();
        rooms.forEach(room -> named.put(room.partition(table), room));
        return handle.createQuery("SELECT name FROM unnest(:names) WITH ORDINALITY AS wanted (name, turn) WHERE to_regclass(name) IS NULL ORDER BY turn")
                .bind("names", Column.text(List.copyOf(named.keySet())))
                .mapTo(String.class)
                .map(named::get)
                .list();
    }

    private static String making(String table, Room room) {
        return "CREATE TABLE IF NOT EXISTS " + room.partition(table) + " PARTITION OF " + table + " FOR VALUES FROM ('" + room.kind() + "', '"
                + MessageId.first(room.begins()) + "') TO ('" + room.kind() + "', '" + MessageId.first(room.ends()) + "')";
    }

    @Override
    public List<String> purge(String kind, Instant before) {
        List<String> purged = new ArrayList<>();
        for (String table : tables) {
            for (Room room : rooms(table, kind)) {
                if (!room.ends().isAfter(before)) {
                    jdbi.useHandle(handle -> handle.execute("DROP TABLE IF EXISTS " + room.partition(table)));
                    ready.remove(room);
                    purged.add(room.partition(table));
                }
            }
        }
        return purged;
    }

    private List<Room> rooms(String table, String kind) {
        String prefix = Room.prefix(table, kind);
        return jdbi.withHandle(handle -> handle.createQuery(
                                "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = CAST(:table AS regclass) ORDER BY 1")
                        .bind("table", table)
                        .mapTo(String.class)
                        .list())
                .stream()
                .filter(name -> name.startsWith(prefix) && name.length() == prefix.length() + "uuuu_MM".length())
                .map(name -> new Room(kind, YearMonth.parse(name.substring(prefix.length()), NAME)))
                .toList();
    }
}
