package io.yizhan.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where PostgreSQL's programs are unpacked, once per user: {@code ~/.cache/yizhan}, or the data directory for users without a home. */
final class Binaries {
    private Binaries() {}

    /** What needs the programs. */
    @FunctionalInterface
    interface Use<T> {
        T with(Path cache) throws IOException;
    }

    static <T> T use(Path data, Use<T> use) throws IOException {
        Path cache = cache(data);
        synchronized (Binaries.class) {
            try (FileChannel channel = FileChannel.open(cache.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                dropHalfUnpacked(cache);
                return use.with(cache);
            }
        }
    }

    private static Path cache(Path data) throws IOException {
        Path home = Path.of(System.getProperty("user.home", "?"));
        boolean usable = home.isAbsolute() && Files.isDirectory(home) && Files.isWritable(home);
        return PrivateFiles.directory(usable ? home.resolve(".cache/yizhan") : data.resolve("cache"));
    }

    /** Unpacking marks its end; what was interrupted would never be completed nor work. The lock says that nobody is at it. */
    private static void dropHalfUnpacked(Path cache) throws IOException {
        try (DirectoryStream<Path> unpacked = Files.newDirectoryStream(cache, "PG-*")) {
            for (Path each : unpacked) {
                if (!Files.exists(each.resolve(".exists"))) {
                    PrivateFiles.deleteTree(each);
                }
            }
        }
    }
}
