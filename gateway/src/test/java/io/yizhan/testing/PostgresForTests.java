package io.yizhan.testing;

import io.yizhan.embedded.DataDirectory;
import io.yizhan.embedded.OwnDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Properties;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * The PostgreSQL of a test run: one as the gateway starts for itself, or, where the run is to be on another, the one whose address is in the
 * environment variable {@code POSTGRES_FOR_TESTS}.
 *
 * @param end what it takes to get rid of it
 */
public record PostgresForTests(String url, String user, String password, AutoCloseable end) implements AutoCloseable {
    public static final String VARIABLE = "POSTGRES_FOR_TESTS";

    /** Whether this run is on one that is not the gateway's own. */
    public static boolean external() {
        return "external".equals(System.getProperty("postgres.for.tests"));
    }

    static PostgresForTests shared(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(PostgresForTests.class, key -> external() ? given() : started(), PostgresForTests.class);
    }

    private static PostgresForTests given() {
        Properties parts = Driver.parseURL(System.getenv(VARIABLE), null);
        String url = "jdbc:postgresql://" + PGProperty.PG_HOST.getOrDefault(parts) + ":" + PGProperty.PG_PORT.getOrDefault(parts) + "/"
                + PGProperty.PG_DBNAME.getOrDefault(parts);
        return new PostgresForTests(url, PGProperty.USER.getOrDefault(parts), PGProperty.PASSWORD.getOrDefault(parts), () -> {});
    }

    private static PostgresForTests started() {
        if (System.getenv(VARIABLE) == null) {
            System.err.println(VARIABLE + " is not set (see .ci/with-postgres): tests run on the gateway's own PostgreSQL only");
        }
        try {
            Path path = Files.createTempDirectory("yizhan-test-postgres");
            DataDirectory directory = DataDirectory.take(path);
            OwnDatabase own = OwnDatabase.start(directory, new SecureRandom(), System::nanoTime);
            return new PostgresForTests(own.url(), own.user(), own.password(), () -> {
                own.close();
                directory.close();
                FileUtils.deleteDirectory(path.toFile());
            });
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() throws Exception {
        end.close();
    }
}
