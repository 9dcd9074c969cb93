package io.yizhan.embedded;

import java.security.SecureRandom;
import java.util.function.LongSupplier;

/** The database for the time of one command: stopped, and the directory let go, when the command ends, by itself or by Ctrl-C. */
final class BorrowedDatabase implements OwnDatabase {
    private final DataDirectory directory;
    private OwnDatabase database;
    private boolean closed;

    private BorrowedDatabase(DataDirectory directory) {
        this.directory = directory;
    }

    static OwnDatabase start(DataDirectory directory, SecureRandom random, LongSupplier nanos) {
        BorrowedDatabase borrowed = new BorrowedDatabase(directory);
        boolean started = false;
        try {
            // before the start: a signal in the middle of it waits for the server, then stops it
            Runtime.getRuntime().addShutdownHook(new Thread(borrowed::close, "stop-database"));
            borrowed.open(random, nanos);
            started = true;
            return borrowed;
        } finally {
            if (!started) {
                borrowed.close();
            }
        }
    }

    private synchronized void open(SecureRandom random, LongSupplier nanos) {
        if (closed) {
            throw new DatabaseNotStarted("the process is ending", null);
        }
        database = OwnDatabase.start(directory, random, nanos);
    }

    @Override
    public synchronized String url() {
        return database.url();
    }

    @Override
    public synchronized String user() {
        return database.user();
    }

    @Override
    public synchronized String password() {
        return database.password();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (database != null) {
                database.close();
            }
        } finally {
            directory.close();
        }
    }
}
