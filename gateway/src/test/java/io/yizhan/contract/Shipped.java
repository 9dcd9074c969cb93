package io.yizhan.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The contract this project ships, its samples, and changes made to them. */
final class Shipped {
    static final Path MAPPINGS = Path.of("..", "mappings");
    static final Contract CONTRACT = Contract.load(MAPPINGS);
    static final ObjectMapper JSON = new ObjectMapper();

    private Shipped() {}

    static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    static JsonNode sample(String dialect, String kind, String file) {
        return read(MAPPINGS.resolve(dialect).resolve(kind).resolve("samples").resolve(file + ".json"));
    }

    /** Those of dialects; what a kind has of its own is tried with its rules. */
    static List<Path> samples(String ending) {
        try (Stream<Path> files = Files.walk(MAPPINGS)) {
            return files.filter(file -> file.getParent().endsWith("samples") && !file.startsWith(MAPPINGS.resolve(Contract.CANONICAL)) && file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The dialect whose schema a sample follows. */
    static String dialect(Path sample) {
        return sample.toString().endsWith(".canonical.json") ? Contract.CANONICAL : sample.getName(sample.getNameCount() - 4).toString();
    }

    static String kind(Path sample) {
        return sample.getName(sample.getNameCount() - 3).toString();
    }

    static String message(Path sample) {
        String name = sample.getFileName().toString();
        return CONTRACT.kind(kind(sample)).orElseThrow().messages().stream()
                .filter(message -> name.startsWith(message + "-"))
                .max(Comparator.comparingInt(String::length))
                .orElseThrow();
    }

    /** A copy with the value at a pointer replaced, added, or taken out where the value is null. */
    static JsonNode changed(JsonNode json, String pointer, JsonNode value) {
        JsonNode copy = json.deepCopy();
        int last = pointer.lastIndexOf('/');
        String name = pointer.substring(last + 1);
        JsonNode parent = copy.at(pointer.substring(0, last));
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(name), value);
        } else if (value == null) {
            ((ObjectNode) parent).remove(name);
        } else {
            ((ObjectNode) parent).set(name, value);
        }
        return copy;
    }

    static Refusal refusal(Outcome<JsonNode> outcome) {
        return outcome.fold(
                accepted -> {
                    throw new AssertionError("accepted");
                },
                refusal -> refusal);
    }
}
