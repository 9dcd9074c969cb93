package io.yizhan.mapping;

import io.yizhan.vocabulary.Digest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every mapping of one dialect, by kind and message. */
record Translations(Map<String, Map<String, Both>> byKind) {

    /** The two directions of one message, and the version of both. */
    record Both(Mapping to, Mapping from, String version) {}

    /** @throws InvalidMappings if a message of a kind the dialect serves is not mapped both ways, or a folder belongs to no such kind */
    static Translations load(Folder dialect, Set<String> kinds, FileCanonical canonical) {
        CodeTables codes = CodeTables.in(dialect.in("codes"));
        dialect.folders().stream().filter(folder -> !folder.equals("codes") && !kinds.contains(folder)).findFirst().ifPresent(stray -> {
            throw new InvalidMappings(dialect.name(stray) + " belongs to no kind under services in dialect.yaml");
        });
        Map<String, Map<String, Both>> byKind = new HashMap<>();
        for (String kind : kinds) {
            List<String> messages = canonical.messages(kind)
                    .orElseThrow(() -> new InvalidMappings(dialect.name("dialect.yaml") + ": services." + kind + " is not a kind of canonical/"));
            Map<String, Both> both = new HashMap<>();
            messages.forEach(message -> both.put(message, both(dialect.in(kind), message, codes)));
            byKind.put(kind, Map.copyOf(both));
        }
        return new Translations(Map.copyOf(byKind));
    }

    private static Both both(Folder kind, String message, CodeTables codes) {
        Mapping to = Mapping.compile(kind, message + ".to-canonical.jslt", codes);
        Mapping from = Mapping.compile(kind, message + ".from-canonical.jslt", codes);
        return new Both(to, from, version(to, from, codes));
    }

    /** Each text is preceded by its length, so that moving text from one file to another changes the digest. */
    private static String version(Mapping to, Mapping from, CodeTables codes) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        add(all, to.text());
        add(all, from.text());
        codes.texts().forEach((table, text) -> {
            add(all, table);
            add(all, text);
        });
        return Digest.sha256(all.toByteArray()).toString().substring(0, 16);
    }

    private static void add(ByteArrayOutputStream all, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        all.writeBytes((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        all.writeBytes(bytes);
    }

    Both of(String kind, String message) {
        return Optional.ofNullable(byKind.get(kind)).map(messages -> messages.get(message))
                .orElseThrow(() -> new IllegalArgumentException("this dialect has no mapping of that kind and message"));
    }
}
