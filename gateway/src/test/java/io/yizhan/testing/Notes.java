package io.yizhan.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;

/** A small kind of the pattern feed beside the others, spoken by three dialects in the same words: settings of a gateway that knows it. */
public final class Notes {
    public static final String KIND = "notes";
    private static final String PROPERTIES = """
            "noteId": {"type": "string"%1$s}, "version": {"type": "integer"%1$s}, "withdrawn": {"type": "boolean"%1$s}, "title": {"type": "string"%1$s},
            "amount": {"type": "number"%1$s}, "regionCodes": {"type": "array", "items": {"type": "string"}%1$s},
            "themes": {"type": "array", "items": {"type": "string"}%1$s},
            "links": {"type": "array", "x-once": "channel", "items": {"type": "object", "properties": {"channel": {"type": "string"}}}%1$s}""";

    private Notes() {}

    public static Map<String, String> settings() {
        try {
            Path directory = Files.createTempDirectory("yizhan-test-notes");
            Path mappings = directory.resolve("mappings");
            Copies.mappings(mappings);
            Copies.routes(directory.resolve("routes"));
            canonical(mappings.resolve("canonical").resolve(KIND));
            spoken(mappings, "national", "request_no", "{path: /httpproxy, code: s_sys_notes}");
            spoken(mappings, "zhejiang", "requestId", "{path: /gateway/api/notes.htm}");
            spoken(mappings, "jiangxi", "id", "{path: /exchange/notes}");
            route(directory.resolve("routes").resolve("kinds"));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> FileUtils.deleteQuietly(directory.toFile())));
            return Map.of("mappings.directory", mappings.toString(), "routes.directory", directory.resolve("routes").toString());
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static void canonical(Path kind) throws IOException {
        Files.createDirectories(kind);
        Files.writeString(kind.resolve("kind.yaml"), """
                pattern: feed
                messages: [item]
                feed:
                  collection: notes
                  id: /noteId
                  version: /version
                  withdrawn: /withdrawn
                  search: {/title: 3}
                  facets: {region: /regionCodes, theme: /themes}
                """);
        Files.writeString(kind.resolve("item.schema.json"), schema(PROPERTIES.formatted(", \"x-release\": \"verdict\"")));
        Files.writeString(kind.resolve("item.terms.jslt"),
                "{\"purpose\": \"\", \"basis\": \"duty\", \"reference\": \"\", \"subject\": .noteId, \"to\": [], \"inform\": []}");
    }

    private static String schema(String properties) {
        return "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\", \"title\": \"A note\", \"type\": \"object\", "
                + "\"required\": [\"noteId\", \"version\"], \"additionalProperties\": false, \"properties\": {" + properties + "}}";
    }

    private static void spoken(Path mappings, String dialect, String id, String service) throws IOException {
        Path kind = Files.createDirectories(mappings.resolve(dialect).resolve(KIND));
        Files.writeString(kind.resolve("item.schema.json"), schema(PROPERTIES.formatted("") + ", \"" + id + "\": {\"type\": \"string\"}"));
        Files.writeString(kind.resolve("item.to-canonical.jslt"), "{* - " + id + " : .}");
        Files.writeString(kind.resolve("item.from-canonical.jslt"), "{* : .}");
        Files.writeString(kind.resolve("item.columns.yaml"), """
                columns:
                  编号: {at: /noteId, required: true}
                  版本: {at: /version, as: whole, required: true}
                  标题: {at: /title}
                  主题: {at: /themes, split: "[;；]"}
                  金额: {at: /amount, as: number}
                  撤回: {at: /withdrawn, as: yes-no}
                ignored: [备注]
                """);
        replace(mappings.resolve(dialect).resolve("dialect.yaml"), "\nservices:\n", "\nservices:\n  " + KIND + ": " + service + "\n");
    }

    private static void route(Path kinds) throws IOException {
        StringBuilder routes = new StringBuilder();
        for (List<String> each : List.of(
                List.of("notes", "feed", "largestMessage: 65536", "expires: 10d", "kept: 90d"),
                List.of("notes.dispatch", "dispatch", "attempts: 5", "firstPause: 1s", "longestPause: 1s"))) {
            routes.append("- templatedRoute:\n    routeId: ").append(each.get(0)).append("\n    routeTemplateRef: ").append(each.get(1))
                    .append("\n    parameters:\n      - {name: kind, value: notes}\n");
            each.subList(2, each.size()).forEach(parameter ->
                    routes.append("      - {name: ").append(parameter.replace(": ", ", value: \"")).append("\"}\n"));
        }
        Files.writeString(kinds.resolve("notes.camel.yaml"), routes);
    }

    private static void replace(Path file, String text, String other) throws IOException {
        String before = Files.readString(file, StandardCharsets.UTF_8);
        if (!before.contains(text)) {
            throw new IllegalStateException(file + " has changed");
        }
        Files.writeString(file, before.replace(text, other));
    }
}
