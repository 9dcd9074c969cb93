package io.yizhan.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.envelope.Notation;
import io.yizhan.envelope.Unreadable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A folder of the mapping tree.
 *
 * @param name as errors show it, relative to the tree
 */
record Folder(Path path, String name) {

    static Folder of(Path path) {
        return new Folder(path, path.toString());
    }

    Folder in(String child) {
        return new Folder(path.resolve(child), name(child));
    }

    String name(String child) {
        return name + "/" + child;
    }

    boolean has(String file) {
        return Files.isRegularFile(path.resolve(file));
    }

    /** Names of the files with an ending, sorted; none where there is no such folder. */
    List<String> files(String ending) {
        return children(child -> Files.isRegularFile(child) && child.getFileName().toString().endsWith(ending));
    }

    /** Names of the folders inside, sorted. */
    List<String> folders() {
        return children(child -> Files.isDirectory(child) && !child.getFileName().toString().startsWith("."));
    }

    String text(String file) {
        try {
            return Files.readString(path.resolve(file), StandardCharsets.UTF_8);
        } catch (IOException absent) {
            throw new InvalidMappings(name(file) + ": cannot be read", absent);
        }
    }

    JsonNode json(String file) {
        try {
            return Notation.json().read(text(file));
        } catch (Unreadable wrong) {
            throw new InvalidMappings(name(file) + ":" + wrong.line() + ":" + wrong.column() + ": " + wrong.getMessage(), wrong);
        }
    }

    private List<String> children(Predicate<Path> wanted) {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(path)) {
            return children.filter(wanted).map(child -> child.getFileName().toString()).sorted().toList();
        } catch (IOException unreadable) {
            throw new InvalidMappings(name + ": cannot be read", unreadable);
        }
    }
}
