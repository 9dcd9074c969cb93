package io.yizhan.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory nobody needs afterwards. */
final class ThrownAway {
    private ThrownAway() {}

    static Path make() {
        try {
            return Files.createTempDirectory("yizhan-sandbox");
        } catch (IOException failed) {
            throw new Cannot("no directory for temporary data can be made.", failed);
        }
    }

    static void delete(Path directory) {
        try (Stream<Path> found = Files.walk(directory)) {
            List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
