package io.yizhan.sheet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the columns of a file mean ({@code mappings/<dialect>/<kind>/<message>.columns.yaml}).
 *
 * @param named by their names, as the first row has them, without blanks around
 * @param ignored what else may stand there and is passed over
 */
public record Columns(Map<String, Column> named, List<String> ignored) {
    private static final YAMLMapper YAML = YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    private static final Pattern POINTER = Pattern.compile("(/[A-Za-z_@][A-Za-z0-9_-]*(/[0-9]{1,2})?)+");

    /** Of a place no column leads to. */
    private static final int FAR = 3;

    /**
     * @param at where in the item it belongs, as a JSON pointer through objects and lists ({@code /benefits/0/name})
     * @param as how it is written in JSON
     * @param split where one cell holds several values, what is between them; they become a list
     * @param join where the dialect wants those several values in one text, what is between them there
     * @param required whether a file without that column is none; an empty cell is always only absent
     * @param also words that may stand there as well, and are written as they are
     * @param expected what is to stand there, for who wrote something else; empty where the rest says it all
     */
    public record Column(String at, As as, Optional<Pattern> split, Optional<String> join, boolean required, List<String> also, Optional<String> expected) {
        public Column {
            also = List.copyOf(also);
            if (!POINTER.matcher(at).matches()) {
                throw new IllegalArgumentException("at is a JSON pointer, /title or /benefits/0/name");
            }
        }
    }

    /** How a cell is written in JSON: as it stands, as a number or a whole one, as a day (2026-11-22), as true and false. */
    public enum As {
        TEXT,
        NUMBER,
        WHOLE,
        DATE,
        YES_NO
    }

    public Columns {
        named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
        ignored = List.copyOf(ignored);
        if (named.isEmpty() || named.keySet().stream().anyMatch(ignored::contains)) {
            throw new IllegalArgumentException("columns names at least one, and none that is ignored as well");
        }
        if (named.values().stream().map(Column::at).distinct().count() < named.size()) {
            throw new IllegalArgumentException("two columns lead to one place");
        }
    }

    /**
     * A refusal of a row, told to whoever wrote the file: by the column that leads to its place, or to what is in or around it, and with what
     * is to stand there, where the description says it. Any other is told as it is.
     */
    public Refusal told(Refusal refusal) {
        return leading(refusal.place()).map(name -> told(refusal, name)).orElse(refusal);
    }

    private Optional<String> leading(String place) {
        return place.startsWith("/")
                ? named.entrySet().stream()
                        .filter(column -> distance(column.getValue().at(), place) < FAR)
                        .min(Comparator.comparingInt(column -> distance(column.getValue().at(), place)))
                        .map(Map.Entry::getKey)
                : Optional.empty();
    }

    private static int distance(String at, String place) {
        if (at.equals(place)) {
            return 0;
        }
        return place.startsWith(at + "/") ? 1 : at.startsWith(place + "/") ? 2 : FAR;
    }

    private Refusal told(Refusal refusal, String name) {
        // a table's codes say more
        boolean coded = refusal.code() == RefusalCode.UNMAPPABLE;
        String expected = named.get(name).expected().filter(words -> !coded).orElse(refusal.expected());
        return new Refusal(refusal.code(), refusal.fault(), name, expected, refusal.gatewayTime(), refusal.http());
    }

    private record File(Map<String, Written> columns, List<String> ignored) {}

    private record Written(String at, String as, String split, String join, boolean required, List<String> also, String expected) {
        /** @param column null where nothing is said of it */
        static Column of(Written column) {
            if (column == null) {
                throw new IllegalArgumentException("each column says where it belongs (at)");
            }
            return column.read();
        }

        private Column read() {
            return new Column(String.valueOf(at), as == null ? As.TEXT : As.valueOf(as.toUpperCase(Locale.ROOT).replace('-', '_')),
                    Optional.ofNullable(split).map(Pattern::compile), Optional.ofNullable(join), required, also == null ? List.of() : also, Optional.ofNullable(expected));
        }
    }

    /** @throws InvalidColumns when the file cannot be read or says what cannot be */
    public static Columns load(Path file) {
        try {
            File written = YAML.readValue(file.toFile(), File.class);
            Map<String, Column> named = new LinkedHashMap<>();
            if (written != null && written.columns() != null) {
                written.columns().forEach((name, column) -> named.put(name.strip(), Written.of(column)));
            }
            return new Columns(named, written == null || written.ignored() == null ? List.of() : written.ignored());
        } catch (JsonProcessingException | IllegalArgumentException wrong) {
            throw new InvalidColumns(file, wrong.getMessage(), wrong);
        } catch (IOException unreadable) {
            throw new InvalidColumns(file, "cannot be read", unreadable);
        }
    }
}
