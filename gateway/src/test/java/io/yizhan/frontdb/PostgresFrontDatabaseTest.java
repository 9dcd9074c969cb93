package io.yizhan.frontdb;

import io.yizhan.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresFrontDatabaseTest extends FrontDatabaseContract {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.fresh();

    @Override
    FrontDatabases.Address address() {
        return new FrontDatabases.Address("p", database.url(), database.user(), database.password().getBytes(StandardCharsets.UTF_8), 2, Duration.ofSeconds(5));
    }

    @Override
    Jdbi aside() {
        return database.jdbi();
    }
}
