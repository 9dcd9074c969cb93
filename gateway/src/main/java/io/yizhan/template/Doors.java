package io.yizhan.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The ways in that routes describe, each for one convention. */
record Doors(Path routes) {
    private static final String FRONT = "front.camel.yaml";
    private static final String DIALECTS = "dialects";
    private static final String DOOR = "door";
    /** How messages come; a door that takes anything else is for files. */
    private static final String POST = "POST";

    static Doors in(Path routes) {
        if (!Files.isRegularFile(routes.resolve(FRONT))) {
            throw new CannotWrite(routes + " is no folder of routes: it has no " + FRONT + ".");
        }
        return new Doors(routes);
    }

    /** The path below which a convention's callers come in. */
    Optional<String> of(String convention) {
        return Stream.concat(Stream.of(routes.resolve(FRONT)), dialects())
                .flatMap(file -> StreamSupport.stream(Tree.yaml(file).spliterator(), false))
                .map(route -> route.path("templatedRoute"))
                .filter(route -> route.path("routeTemplateRef").asText().equals(DOOR))
                .map(route -> route.path("parameters"))
                .filter(parameters -> convention.equals(value(parameters, "convention")))
                .filter(parameters -> List.of("", POST).contains(value(parameters, "method")))
                .map(parameters -> value(parameters, "path"))
                .findFirst();
    }

    /**
     * A door, and the counters where its callers get short-lived secrets if there are any. These come first: of two routes whose paths fit,
     * the earlier one gets the request.
     *
     * @param counters their paths
     */
    static String text(String dialect, String convention, List<String> counters) {
        StringBuilder text = new StringBuilder();
        for (String path : counters) {
            String route = convention + path.replace('/', '-');
            text.append(Blank.filled("counter.camel.yaml", Map.of("route", route, "path", path, "convention", convention)));
        }
        return text + Blank.filled("door.camel.yaml", Map.of("name", dialect, "convention", convention));
    }

    /** Where a dialect's own door is written. */
    Path file(String dialect) {
        return routes.resolve(DIALECTS).resolve(dialect + ".camel.yaml");
    }

    private Stream<Path> dialects() {
        Path folder = routes.resolve(DIALECTS);
        return Tree.children(folder, file -> file.toString().endsWith(".camel.yaml")).stream().map(folder::resolve);
    }

    private static String value(JsonNode parameters, String name) {
        for (JsonNode parameter : parameters) {
            if (parameter.path("name").asText().equals(name)) {
                return parameter.path("value").asText();
            }
        }
        return "";
    }
}
