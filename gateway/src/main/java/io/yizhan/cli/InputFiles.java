package io.yizhan.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files named on the command line. */
final class InputFiles {
    private InputFiles() {}

    static void readable(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new Cannot("there is no readable file " + file + ".", null);
        }
    }

    static byte[] bytes(Path file) {
        readable(file);
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new Cannot("the file " + file + " cannot be read.", unreadable);
        }
    }
}
