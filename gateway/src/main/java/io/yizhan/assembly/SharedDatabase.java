package io.yizhan.assembly;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A database that another process of this machine runs; closing this leaves it running. */
record SharedDatabase(String url, String user, String password) implements OwnDatabase {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(50);

    /** A gateway that is just starting holds the directory before it has a database to announce: it is waited for. */
    static OwnDatabase connect(Path data, SecureRandom random) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Optional<OwnDatabase> reached = reach(data, random);
        while (reached.isEmpty()) {
            if (System.nanoTime() - end > 0) {
                throw new DatabaseNotStarted("another process holds " + data + " and has no database running", null);
            }
            LockSupport.parkNanos(LOOK_AGAIN);
            reached = reach(data, random);
        }
        return reached.get();
    }

    private static Optional<OwnDatabase> reach(Path data, SecureRandom random) {
        Path announced = data.resolve(EmbeddedDatabase.PROPERTIES);
        DataDirectory directory;
        try {
            directory = DataDirectory.take(data);
        } catch (DirectoryInUse running) {
            return Files.exists(announced) ? Optional.of(read(announced)) : Optional.empty();
        }
        return Optional.of(BorrowedDatabase.start(directory, random));
    }

    private static OwnDatabase read(Path announced) {
        try {
            Properties properties = new Properties();
            properties.load(new StringReader(Files.readString(announced)));
            return new SharedDatabase(properties.getProperty("url"), properties.getProperty("user"), properties.getProperty("password"));
        } catch (IOException unreadable) {
            throw new DatabaseNotStarted(announced + " cannot be read", unreadable);
        }
    }

    @Override
    public void close() {
        // It is another's.
    }

    /** Never the password. */
    @Override
    public String toString() {
        return url;
    }
}
