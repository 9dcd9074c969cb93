package io.yizhan.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Outcome;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Every mapping of one dialect.
 *
 * @param byKind by kind and message
 * @param steps by kind and step, where a call takes several
 */
record Translations(Map<String, Map<String, Both>> byKind, Map<String, Map<String, Mapping>> steps) {
    /** The step that is the service's own request. */
    static final String LAST_STEP = "request";
    private static final String STEP = ".step.jslt";

    /** The two directions of one message, and the version of both. */
    record Both(Mapping to, Mapping from, String version) {}

    /** @throws InvalidMappings if a message of a kind the dialect serves is not mapped both ways, or a folder belongs to no such kind */
    static Translations load(Folder dialect, Services services, FileCanonical canonical) {
        CodeTables codes = CodeTables.in(dialect.in("codes"));
        Set<String> kinds = services.byKind().keySet();
        dialect.folders().stream().filter(folder -> !folder.equals("codes") && !kinds.contains(folder)).findFirst().ifPresent(stray -> {
            throw new InvalidMappings(dialect.name(stray) + " belongs to no kind under services in dialect.yaml");
        });
        Map<String, Map<String, Both>> byKind = new HashMap<>();
        Map<String, Map<String, Mapping>> steps = new HashMap<>();
        for (Service service : services.byKind().values()) {
            Folder folder = dialect.in(service.kind());
            Map<String, Mapping> own = steps(folder, service, codes);
            Map<String, Both> both = new HashMap<>();
            messages(dialect, service.kind(), canonical).forEach((message, coded) -> {
                codes.requireTotal(coded, CodedValues.of(folder, message), dialect.in("codes"));
                both.put(message, both(folder, message, own, codes));
            });
            byKind.put(service.kind(), Map.copyOf(both));
            steps.put(service.kind(), Map.copyOf(own));
        }
        return new Translations(Map.copyOf(byKind), Map.copyOf(steps));
    }

    private static Map<String, List<CodedValues>> messages(Folder dialect, String kind, FileCanonical canonical) {
        return canonical.messages(kind)
                .orElseThrow(() -> new InvalidMappings(dialect.name("dialect.yaml") + ": services." + kind + " is not a kind of canonical/"));
    }

    /** One mapping per step; that of the last step may be missing, which then sends what was asked. */
    private static Map<String, Mapping> steps(Folder kind, Service service, CodeTables codes) {
        Set<String> named = new TreeSet<>(service.steps().keySet());
        kind.files(STEP).stream().map(file -> file.substring(0, file.length() - STEP.length())).forEach(step -> {
            if (!step.equals(LAST_STEP) && !named.contains(step)) {
                throw new InvalidMappings(kind.name(step + STEP) + " belongs to no step of the service in dialect.yaml");
            }
            named.add(step);
        });
        Map<String, Mapping> steps = new TreeMap<>();
        named.forEach(step -> steps.put(step, Mapping.compile(kind, step + STEP, codes)));
        return steps;
    }

    private static Both both(Folder kind, String message, Map<String, Mapping> steps, CodeTables codes) {
        Mapping to = Mapping.compile(kind, message + ".to-canonical.jslt", codes);
        Mapping from = Mapping.compile(kind, message + ".from-canonical.jslt", codes);
        return new Both(to, from, version(to, from, message.equals(LAST_STEP) ? steps : Map.of(), codes));
    }

    /** Each text is preceded by its length, so that moving text from one file to another changes the digest. */
    private static String version(Mapping to, Mapping from, Map<String, Mapping> steps, CodeTables codes) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        add(all, to.text());
        add(all, from.text());
        steps.forEach((step, mapping) -> {
            add(all, step);
            add(all, mapping.text());
        });
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

    Set<String> messages(String kind) {
        return byKind.getOrDefault(kind, Map.of()).keySet();
    }

    Optional<Both> find(String kind, String message) {
        return Optional.ofNullable(byKind.get(kind)).map(messages -> messages.get(message));
    }

    /** What is asked or submitted comes first. */
    String versions(String kind) {
        Map<String, Both> messages = new TreeMap<>(Comparator.reverseOrder());
        messages.putAll(byKind.getOrDefault(kind, Map.of()));
        return messages.values().stream().map(Both::version).collect(Collectors.joining(":"));
    }

    Both of(String kind, String message) {
        return find(kind, message)
                .orElseThrow(() -> new IllegalArgumentException("this dialect has no mapping of that kind and message"));
    }

    /** A step's payload; refuses unmappable. */
    Outcome<JsonNode> step(String kind, String step, JsonNode asked, Map<String, JsonNode> said) {
        Mapping mapping = steps.getOrDefault(kind, Map.of()).get(step);
        if (mapping == null) {
            return Outcome.of(asked);
        }
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        input.set("asked", asked);
        input.putObject("said").setAll(said);
        return mapping.apply(input);
    }
}
