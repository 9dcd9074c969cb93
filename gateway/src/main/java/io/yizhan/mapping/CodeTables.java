package io.yizhan.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The code tables of one dialect.
 *
 * @param texts the files' text by table, for the version of what was used
 */
record CodeTables(Map<String, CodeTable> tables, Map<String, String> texts) {
    private static final Pattern USE = Pattern.compile("(?:canonical-code|dialect-code|is-code)\\s*\\(\\s*\"([^\"]*)\"");

    static CodeTables none() {
        return new CodeTables(Map.of(), Map.of());
    }

    /** From {@code codes/} in a dialect's folder; a dialect without codes needs no such folder. */
    static CodeTables in(Folder folder) {
        Map<String, CodeTable> tables = new TreeMap<>();
        Map<String, String> texts = new TreeMap<>();
        for (String file : folder.files(".json")) {
            String table = file.substring(0, file.length() - ".json".length());
            tables.put(table, CodeTable.of(folder.json(file), folder.name(file)));
            texts.put(table, folder.text(file));
        }
        return new CodeTables(tables, texts);
    }

    Optional<CodeTable> named(String table) {
        return Optional.ofNullable(tables.get(table));
    }

    /**
     * Holds a dialect's own schema and a kind's canonical one against the tables, so that a code forgotten in either is found now.
     *
     * @throws InvalidMappings if a canonical value has no code in a table the dialect has, or a code of the dialect cannot be read
     */
    void requireTotal(List<CodedValues> canonical, List<CodedValues> own, Folder folder) {
        canonical.forEach(coded -> named(coded.table()).ifPresent(table -> require(coded, table::code, folder, "has no code for")));
        own.forEach(coded -> {
            CodeTable table = named(coded.table())
                    .orElseThrow(() -> new InvalidMappings(coded.where() + ": there is no code table \"" + coded.table() + "\""));
            require(coded, table::canonical, folder, "does not read");
        });
    }

    private static void require(CodedValues coded, Function<String, Optional<String>> other, Folder folder, String trouble) {
        coded.values().stream().filter(value -> other.apply(value).isEmpty()).findFirst().ifPresent(value -> {
            throw new InvalidMappings(folder.name(coded.table() + ".json") + ": " + trouble + " \"" + value + "\", which is allowed by " + coded.where());
        });
    }

    /** A mapping that names a table there is none of should not wait for the first message to say so. */
    void requireAllUsedBy(String mapping, String file) {
        Matcher use = USE.matcher(mapping);
        while (use.find()) {
            if (!tables.containsKey(use.group(1))) {
                long line = 1 + mapping.substring(0, use.start()).chars().filter(c -> c == '\n').count();
                int column = use.start() - mapping.lastIndexOf('\n', use.start());
                throw new InvalidMappings(file + ":" + line + ":" + column + ": there is no code table \"" + use.group(1) + "\"");
            }
        }
    }

    /**
     * One code table ({@code codes/<table>.json}): canonical value → the dialect's code, or a list of which the first is written and all are read.
     */
    record CodeTable(Map<String, String> written, Map<String, String> read) {
        private static final int LONGEST = 400;

        /** In the order of the file, in which they are told to who sent none of them. */
        CodeTable {
            written = Collections.unmodifiableMap(new LinkedHashMap<>(written));
            read = Collections.unmodifiableMap(new LinkedHashMap<>(read));
        }

        /**
         * @param file its name, for errors
         * @throws InvalidMappings if it is no such table, or one code would be read as two values
         */
        static CodeTable of(JsonNode json, String file) {
            if (!json.isObject()) {
                throw new InvalidMappings(file + ": a code table is an object of canonical values and their codes");
            }
            Map<String, String> written = new LinkedHashMap<>();
            Map<String, String> read = new LinkedHashMap<>();
            for (var entry : json.properties()) {
                JsonNode codes = entry.getValue();
                for (JsonNode code : codes.isArray() && !codes.isEmpty() ? codes : List.of(codes)) {
                    String text = Optional.ofNullable(code.textValue())
                            .orElseThrow(() -> new InvalidMappings(file + ": the codes of \"" + entry.getKey() + "\" must be text"));
                    written.putIfAbsent(entry.getKey(), text);
                    if (read.put(text, entry.getKey()) != null) {
                        throw new InvalidMappings(file + ": the code \"" + text + "\" stands twice");
                    }
                }
            }
            return new CodeTable(written, read);
        }

        Optional<String> canonical(String code) {
            return Optional.ofNullable(read.get(code));
        }

        Optional<String> code(String canonical) {
            return Optional.ofNullable(written.get(canonical));
        }

        /** All that is read, of each value the code that is written first and its other spellings in brackets. */
        String codes() {
            return shortened(written.keySet().stream().map(this::spellings));
        }

        private String spellings(String canonical) {
            String code = written.get(canonical);
            String others = read.entrySet().stream()
                    .filter(one -> one.getValue().equals(canonical) && !one.getKey().equals(code))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.joining(", "));
            return others.isEmpty() ? code : code + " (" + others + ")";
        }

        String values() {
            return shortened(written.keySet().stream());
        }

        private static String shortened(Stream<String> words) {
            StringBuilder text = new StringBuilder();
            for (String word : (Iterable<String>) words::iterator) {
                if (text.length() + word.length() > LONGEST) {
                    return text + ", …";
                }
                text.append(text.isEmpty() ? "" : ", ").append(word);
            }
            return text.toString();
        }
    }
}
