package io.yizhan.template;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files that are to be written together or not at all. */
final class Draft {
    private final Map<Path, String> texts = new LinkedHashMap<>();

    void add(Path file, String text) {
        texts.put(file, text);
    }

    /** Nothing that exists is touched: what is there is looked for before the first file is written. */
    List<Path> write() {
        texts.keySet().forEach(file -> absent(file));
        texts.forEach(Draft::write);
        return List.copyOf(texts.keySet());
    }

    static void absent(Path path) {
        if (Files.exists(path)) {
            throw new CannotWrite(path + " is there already, and nothing is ever overwritten.");
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException failed) {
            throw new CannotWrite(file + " cannot be written.", failed);
        }
    }
}
