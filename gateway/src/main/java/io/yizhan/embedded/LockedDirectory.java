package io.yizhan.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Held by a lock on the file {@code lock}, which the operating system takes away with the process: a file alone would outlive a crash. */
record LockedDirectory(Path path, FileChannel channel) implements DataDirectory {

    static DataDirectory take(Path directory) {
        try {
            Path real = PrivateFiles.directory(directory).toRealPath();
            return lock(real, FileChannel.open(real.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        } catch (IOException unusable) {
            throw new UnusableDirectory(directory, unusable);
        }
    }

    private static DataDirectory lock(Path real, FileChannel channel) throws IOException {
        boolean held = false;
        try {
            held = channel.tryLock() != null;
        } catch (OverlappingFileLockException withinThisProcess) {
            throw new DirectoryInUse(real);
        } finally {
            if (!held) {
                channel.close();
            }
        }
        if (!held) {
            throw new DirectoryInUse(real);
        }
        return new LockedDirectory(real, channel);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("the lock of " + path + " was not let go", failed);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
