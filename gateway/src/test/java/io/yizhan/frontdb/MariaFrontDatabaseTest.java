package io.yizhan.frontdb;

import io.yizhan.testing.MariaDb;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Under the name MySQL has, which the driver does not take by itself. */
class MariaFrontDatabaseTest extends FrontDatabaseContract {
    private static final String PASSWORD = "made-up-for-this-test";
    private static MariaDb maria;

    @RegisterExtension
    static final BeforeAllCallback START = context -> maria = MariaDb.of(context, PASSWORD);

    @Override
    FrontDatabases.Address address() {
        String url = maria.url().replace("jdbc:mariadb:", "jdbc:mysql:");
        return new FrontDatabases.Address("m", url, MariaDb.USER, PASSWORD.getBytes(StandardCharsets.UTF_8), 2, Duration.ofSeconds(5));
    }

    @Override
    Jdbi aside() {
        return Jdbi.create(maria.url(), MariaDb.USER, PASSWORD);
    }
}
