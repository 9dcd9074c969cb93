package io.yizhan.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A mapping tree as files: what is in it already. */
record Tree(Path root) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String SAMPLES = "samples";
    private static final Set<String> DURABLE = Set.of("case", "notice");

    static Tree of(Path root) {
        if (!Files.isDirectory(root.resolve("canonical"))) {
            throw new CannotWrite(root + " is no folder of mappings: it has no folder canonical.");
        }
        return new Tree(root);
    }

    Path canonical(String kind) {
        return root.resolve("canonical").resolve(kind);
    }

    List<String> kinds() {
        return children(root.resolve("canonical"), Files::isDirectory);
    }

    List<String> messages(String kind) {
        if (!kinds().contains(kind)) {
            throw new CannotWrite("there is no kind " + kind + " in " + root.resolve("canonical") + "; there are " + String.join(", ", kinds()) + ".");
        }
        JsonNode messages = read(YAML, canonical(kind).resolve("kind.yaml")).path("messages");
        return StreamSupport.stream(messages.spliterator(), false).map(JsonNode::asText).toList();
    }

    /** Whether a kind's messages are accepted now and delivered later. */
    boolean deliversLater(String kind) {
        return DURABLE.contains(read(YAML, canonical(kind).resolve("kind.yaml")).path("pattern").asText());
    }

    JsonNode schema(String kind, String message) {
        return json(canonical(kind).resolve(message + ".schema.json"));
    }

    /** Conventions that are described; the gateway's own is in no file. */
    List<String> conventions() {
        return children(root.resolve("conventions"), file -> file.toString().endsWith(".yaml")).stream()
                .map(file -> file.substring(0, file.length() - ".yaml".length()))
                .toList();
    }

    boolean carriesService(String convention) {
        return described(convention).has("service");
    }

    /** The paths where the callers of a convention get short-lived secrets. */
    List<String> grants(String convention) {
        JsonNode grants = described(convention).path("tokens").path("grants");
        return StreamSupport.stream(grants.spliterator(), false).map(grant -> grant.path("path").asText()).toList();
    }

    private JsonNode described(String convention) {
        return conventions().contains(convention) ? yaml(root.resolve("conventions").resolve(convention + ".yaml")) : MissingNode.getInstance();
    }

    /** The dialects that have golden samples of a kind, in order. */
    List<String> speakers(String kind) {
        return children(root, dialect -> Files.isDirectory(dialect.resolve(kind).resolve(SAMPLES)) && !dialect.endsWith("canonical"));
    }

    /** The golden samples of a kind in a dialect, sorted. */
    List<Path> samples(String dialect, String kind) {
        Path folder = root.resolve(dialect).resolve(kind).resolve(SAMPLES);
        return children(folder, Files::isRegularFile).stream().map(folder::resolve).toList();
    }

    static JsonNode json(Path file) {
        return read(JSON, file);
    }

    static JsonNode yaml(Path file) {
        return read(YAML, file);
    }

    static String pretty(JsonNode json) {
        return json.toPrettyString() + "\n";
    }

    static List<String> children(Path folder, Predicate<Path> wanted) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(wanted).map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (IOException unreadable) {
            throw new CannotWrite(folder + " cannot be read.", unreadable);
        }
    }

    private static JsonNode read(ObjectMapper mapper, Path file) {
        try {
            return mapper.readTree(file.toFile());
        } catch (JsonProcessingException broken) {
            throw new CannotWrite(file + " cannot be understood: line " + broken.getLocation().getLineNr() + ".", broken);
        } catch (IOException unreadable) {
            throw new CannotWrite(file + " cannot be read.", unreadable);
        }
    }
}
