package io.yizhan.testing;

import io.yizhan.embedded.DataDirectory;
import io.yizhan.embedded.OwnDatabase;
import io.yizhan.store.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.UUID;
import org.apache.commons.io.FileUtils;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A migrated database of its own for a test class, on one real PostgreSQL per test run:
 * {@code @RegisterExtension static final TestDatabase database = TestDatabase.fresh();}
 */
public final class TestDatabase implements BeforeAllCallback, AfterAllCallback {
    private final String name = "test_" + UUID.randomUUID().toString().replace("-", "");
    private Server server;
    private Database database;

    private TestDatabase() {}

    public static TestDatabase fresh() {
        return new TestDatabase();
    }

    /** The PostgreSQL of this test run, with what it takes to get rid of it. */
    private record Server(Path path, DataDirectory directory, OwnDatabase own) implements AutoCloseable {
        static Server start() {
            try {
                Path path = Files.createTempDirectory("yizhan-test-postgres");
                DataDirectory directory = DataDirectory.take(path);
                return new Server(path, directory, OwnDatabase.start(directory, new SecureRandom(), System::nanoTime));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        @Override
        public void close() throws IOException {
            own.close();
            directory.close();
            FileUtils.deleteDirectory(path.toFile());
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        server = context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL).getOrComputeIfAbsent(Server.class, key -> Server.start(), Server.class);
        Jdbi.create(server.own().url(), server.own().user(), server.own().password())
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

    /** Connections outside any pool, for looking in from aside. */
    public Jdbi aside() {
        return Jdbi.create(url(), user(), password());
    }

    public String url() {
        return server.own().url().replaceAll("/[^/]*$", "/" + name);
    }

    public String user() {
        return server.own().user();
    }

    public String password() {
        return server.own().password();
    }

    public int port() {
        return Integer.parseInt(url().replaceAll(".*:(\\d+)/.*", "$1"));
    }
}
