package io.yizhan.testing;

import io.yizhan.store.Database;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A migrated database of its own for a test class, on one real PostgreSQL per test run:
 * {@code @RegisterExtension static final TestDatabase database = TestDatabase.fresh();}
 */
public final class TestDatabase implements BeforeAllCallback, AfterAllCallback {
    private String name;
    private PostgresForTests server;
    private Database database;

    private TestDatabase() {}

    public static TestDatabase fresh() {
        return new TestDatabase();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        server = PostgresForTests.shared(context);
        // a new one each time: classes that run the same contract share this field
        name = "test_" + UUID.randomUUID().toString().replace("-", "");
        Jdbi.create(server.url(), server.user(), server.password())
                .useHandle(handle -> handle.execute("CREATE DATABASE " + name));
        database = Database.open(url(), user(), password(), 8);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        database.close();
    }

    /** The pool the rooms would be given. */
    public Jdbi jdbi() {
        return database.jdbi();
    }

    /** Another pool, for a second node. */
    public Database another(int connections) {
        return Database.open(url(), user(), password(), connections);
    }

    /** The same database, reached over a wire that can be cut. */
    public Database over(Wire wire, int connections) {
        return Database.open(url(wire), user(), password(), connections);
    }

    /** The address of the same database at the near end of a wire. */
    public String url(Wire wire) {
        return url().replace(":" + port() + "/", ":" + wire.port() + "/");
    }

    /** Ends every connection to it and lets nobody in, until it is opened again. */
    public void shut() {
        Jdbi.create(server.url(), server.user(), server.password()).useHandle(handle -> {
            handle.execute("ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS false");
            handle.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ?", name);
        });
    }

    public void open() {
        Jdbi.create(server.url(), server.user(), server.password())
                .useHandle(handle -> handle.execute("ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS true"));
    }

    /** Connections outside any pool, for looking in from aside. */
    public Jdbi aside() {
        return Jdbi.create(url(), user(), password());
    }

    public String url() {
        return server.url().replaceAll("/[^/]*$", "/" + name);
    }

    public String user() {
        return server.user();
    }

    public String password() {
        return server.password();
    }

    public int port() {
        return Integer.parseInt(url().replaceAll(".*:(\\d+)/.*", "$1"));
    }
}
