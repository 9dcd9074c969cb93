package io.yizhan.embedded;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/** A database that another process of this machine runs; closing this leaves it running. */
record SharedDatabase(String url, String user, String password) implements OwnDatabase {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    /** A gateway that is just starting holds the directory before it has a database to announce: it is waited for. */
    static OwnDatabase connect(Path data, SecureRandom random, LongSupplier nanos) {
        AtomicReference<OwnDatabase> reached = new AtomicReference<>();
        boolean found = new Patience(nanos, PATIENCE, LOOK_AGAIN).until(() -> {
            reach(data, random, nanos).ifPresent(reached::set);
            return reached.get() != null;
        });
        if (!found) {
            throw new DatabaseNotStarted("another process holds " + data + " and has no database running", null);
        }
        return reached.get();
    }

    private static Optional<OwnDatabase> reach(Path data, SecureRandom random, LongSupplier nanos) {
        Path announced = data.resolve(EmbeddedDatabase.PROPERTIES);
        DataDirectory directory;
        try {
            directory = DataDirectory.take(data);
        } catch (DirectoryInUse running) {
            return Files.exists(announced) ? Optional.of(read(announced)) : Optional.empty();
        }
        return Optional.of(BorrowedDatabase.start(directory, random, nanos));
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
