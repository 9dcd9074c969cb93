package io.yizhan.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.yizhan.dispatch.Acceptance;
import io.yizhan.dispatch.Dispatch;
import io.yizhan.exchange.FileFetch;
import io.yizhan.exchange.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The YAML route files: the doors, the patterns and the kinds. Camel itself accepts a parameter that no pattern knows, so a misspelt one
 * would silently do nothing: it is refused here, before anything starts.
 */
final class RouteFiles {
    private static final YAMLMapper YAML = new YAMLMapper();

    /** What patterns ask of kinds, and who reads it: those that have all of one set are read by it. */
    private static final Map<Set<String>, Consumer<UnaryOperator<String>>> READERS = Map.of(
            Set.of("timeBudget", "attempts", "largestMessage"),
            value -> Limits.of(value.apply("timeBudget"), value.apply("attempts"), value.apply("largestMessage")),
            Set.of("timeBudget", "largestFile"),
            value -> FileFetch.Bounds.of(value.apply("timeBudget"), value.apply("largestFile")),
            Set.of("largestMessage", "expires", "kept"),
            value -> Acceptance.Terms.of(value.apply("largestMessage"), value.apply("expires"), value.apply("kept")),
            Set.of("attempts", "firstPause", "longestPause"),
            value -> Dispatch.Plan.of(value.apply("attempts"), value.apply("firstPause"), value.apply("longestPause")));

    private final List<Path> files;

    private RouteFiles(List<Path> files) {
        this.files = files;
    }

    /** Patterns come first: a kind fills in a pattern that must be there. Dialects whose calls take one step have no file. */
    static RouteFiles in(Path routes) {
        List<Path> files = new ArrayList<>(below(routes.resolve("patterns")));
        files.add(routes.resolve("front.camel.yaml"));
        files.addAll(below(routes.resolve("kinds")));
        if (Files.isDirectory(routes.resolve("dialects"))) {
            files.addAll(below(routes.resolve("dialects")));
        }
        RouteFiles all = new RouteFiles(files);
        all.check();
        return all;
    }

    private static List<Path> below(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> file.toString().endsWith(".camel.yaml")).sorted().toList();
        } catch (IOException unreadable) {
            throw new InvalidRoutes(folder, "a readable folder with files *.camel.yaml");
        }
    }

    List<Path> files() {
        return files;
    }

    private void check() {
        Map<String, Set<String>> patterns = new HashMap<>();
        items("routeTemplate").forEach(item -> patterns.put(item.body().path("id").asText(), names(item.body())));
        items("templatedRoute").forEach(item -> check(item, patterns));
    }

    private static void check(Item item, Map<String, Set<String>> patterns) {
        String pattern = item.body().path("routeTemplateRef").asText();
        if (!patterns.containsKey(pattern)) {
            throw new InvalidRoutes(item.file(), "routeTemplateRef: one of " + new TreeSet<>(patterns.keySet()));
        }
        Set<String> unknown = new TreeSet<>(names(item.body()));
        unknown.removeAll(patterns.get(pattern));
        if (!unknown.isEmpty()) {
            throw new InvalidRoutes(item.file(), "parameters " + unknown + ": only " + patterns.get(pattern));
        }
        READERS.forEach((all, reader) -> {
            if (patterns.get(pattern).containsAll(all)) {
                read(item, reader);
            }
        });
    }

    /** What cannot be read would otherwise show with the first message. */
    private static void read(Item item, Consumer<UnaryOperator<String>> reader) {
        Map<String, String> values = new HashMap<>();
        item.body().path("parameters").forEach(parameter -> values.put(parameter.path("name").asText(), parameter.path("value").asText()));
        try {
            reader.accept(name -> values.getOrDefault(name, ""));
        } catch (IllegalArgumentException wrong) {
            throw new InvalidRoutes(item.file(), "in the route " + item.body().path("routeId").asText() + ", " + wrong.getMessage());
        }
    }

    private static Set<String> names(JsonNode item) {
        Set<String> names = new TreeSet<>();
        item.path("parameters").forEach(parameter -> names.add(parameter.path("name").asText()));
        return names;
    }

    private record Item(Path file, JsonNode body) {}

    private Stream<Item> items(String type) {
        return files.stream().flatMap(file -> StreamSupport.stream(read(file).spliterator(), false)
                .filter(item -> item.has(type))
                .map(item -> new Item(file, item.get(type))));
    }

    private static JsonNode read(Path file) {
        try {
            return YAML.readTree(file.toFile());
        } catch (com.fasterxml.jackson.core.JsonProcessingException broken) {
            throw new InvalidRoutes(file, "YAML; line " + broken.getLocation().getLineNr() + " is none");
        } catch (IOException unreadable) {
            throw new InvalidRoutes(file, "a file that can be read");
        }
    }
}
