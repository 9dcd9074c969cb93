package io.yizhan.crash;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file system that is soon full: in memory, mounted for one test. */
final class SmallDisk implements AutoCloseable {
    private static final int MEBIBYTE = 1 << 20;

    private final Path place;

    private SmallDisk(Path place) {
        this.place = place;
    }

    /** Empty where this machine lets nobody but root mount anything, and who asks is not root. */
    static Optional<SmallDisk> of(int mebibytes) throws Exception {
        Path place = Files.createTempDirectory("yizhan-test-disk");
        if (run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "yizhan-test", place.toString())) {
            return Optional.of(new SmallDisk(place));
        }
        Files.delete(place);
        return Optional.empty();
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    Path path() {
        return place;
    }

    private Path ballast() {
        return place.resolve("ballast");
    }

    /** Not one byte more fits on it. */
    void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(ballast())) {
            pour(out, new byte[MEBIBYTE]);
            pour(out, new byte[1]);
        }
    }

    private static void pour(OutputStream out, byte[] much) {
        try {
            while (true) {
                out.write(much);
            }
        } catch (IOException full) {
            // that is what was wanted
        }
    }

    /** As it was before. */
    void free() throws IOException {
        Files.delete(ballast());
    }

    @Override
    public void close() throws Exception {
        run("umount", "-l", place.toString());
        Files.delete(place);
    }
}
