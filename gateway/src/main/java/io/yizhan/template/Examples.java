package io.yizhan.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Canonical messages to be written in a new dialect: those of a dialect there is, as few as show every field that any of them shows. */
record Examples(Tree tree, Optional<String> like) {
    private static final String CANONICAL = ".canonical.json";

    /** @return canonical messages by the name of their case, none where nobody has any */
    Map<String, JsonNode> of(String kind, String message) {
        Map<String, JsonNode> fewest = new LinkedHashMap<>();
        Map<String, JsonNode> candidates = candidates(kind, message);
        Set<String> seen = new HashSet<>();
        while (true) {
            Optional<String> next = candidates.keySet().stream()
                    .filter(name -> fresh(candidates.get(name), seen) > 0)
                    .max(Comparator.comparingLong(name -> fresh(candidates.get(name), seen)));
            if (next.isEmpty()) {
                return fewest;
            }
            JsonNode chosen = candidates.get(next.get());
            fewest.put(next.get(), chosen);
            seen.addAll(places(chosen));
        }
    }

    /** Where the examples of a kind come from: a dialect, or else the kind's own folder. */
    String source(String kind) {
        List<String> speakers = tree.speakers(kind);
        like.filter(dialect -> !speakers.contains(dialect)).ifPresent(dialect -> {
            throw new CannotWrite("the dialect " + dialect + " has no samples of " + kind
                    + (speakers.isEmpty() ? "." : "; these have: " + String.join(", ", speakers) + "."));
        });
        return like.orElse(speakers.isEmpty() ? "canonical" : speakers.get(0));
    }

    private Map<String, JsonNode> candidates(String kind, String message) {
        String source = source(kind);
        List<Path> files = tree.samples(source, kind);
        Set<String> names = files.stream().map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        Map<String, JsonNode> candidates = new LinkedHashMap<>();
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (name.startsWith(message + "-") && name.endsWith(CANONICAL)) {
                String example = name.substring(0, name.length() - CANONICAL.length());
                if (source.equals("canonical") || bothWays(example, names)) {
                    candidates.put(example.substring(message.length() + 1), Tree.json(file));
                }
            }
        }
        return candidates;
    }

    /** A pair that is neither refused nor about one direction only. */
    private static boolean bothWays(String example, Set<String> names) {
        return names.stream().anyMatch(name -> name.startsWith(example + ".dialect."))
                && names.stream().noneMatch(name -> name.startsWith(example) && name.endsWith(".refused.json"))
                && !example.endsWith("-read")
                && !example.endsWith("-write");
    }

    private static long fresh(JsonNode message, Set<String> seen) {
        return places(message).stream().filter(place -> !seen.contains(place)).count();
    }

    private static Set<String> places(JsonNode message) {
        Set<String> places = new HashSet<>();
        collect(message, "", places);
        return places;
    }

    private static void collect(JsonNode node, String here, Set<String> places) {
        places.add(here);
        List<JsonNode> items = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(items::add);
        }
        items.forEach(item -> collect(item, here + "/*", places));
        node.properties().forEach(member -> collect(member.getValue(), here + "/" + member.getKey(), places));
    }
}
