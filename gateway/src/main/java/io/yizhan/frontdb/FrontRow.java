package io.yizhan.frontdb;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A row of an agreed table; all of it text, as the database writes it.
 *
 * @param operation I, U or D
 * @param payload the whole of what it says, empty where only its columns say it
 * @param columns the others, by their names in lower case; without those that are null
 * @param numbers which of these are numbers to the database
 */
public record FrontRow(
        String guid, String operation, String batch, String time, String source, String payload, Map<String, String> columns, Set<String> numbers) {
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter BATCH = DateTimeFormatter.ofPattern("yyyyMMddHHmm");

    public FrontRow {
        columns = Collections.unmodifiableMap(new TreeMap<>(columns));
        numbers = Set.copyOf(numbers);
    }

    /** A new row of the gateway's; the rows of a minute are a batch. */
    public static FrontRow of(String guid, Instant at, String source, String payload, Map<String, String> columns) {
        LocalDateTime local = LocalDateTime.ofInstant(at, CHINA);
        return new FrontRow(guid, "I", BATCH.format(local), TIME.format(local), source, payload, columns, Set.of());
    }

    /** Never what it says. */
    @Override
    public String toString() {
        return guid + " " + operation;
    }
}
