package io.yizhan.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The project's own files, as tests about files read them. */
final class Sources {
    private Sources() {}

    static String text(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Every Java file below a folder, by its path. */
    static Map<String, String> java(String folder) {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(file -> texts.put(file.toString(), text(file.toString())));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return texts;
    }

    /** The names of the folders in a folder. */
    static Stream<String> folders(String folder) {
        try (Stream<Path> entries = Files.list(Path.of(folder))) {
            return entries.filter(Files::isDirectory).map(path -> path.getFileName().toString()).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
