package io.yizhan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.yizhan.testing.PostgresForTests;
import io.yizhan.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which PostgreSQL these tests run on; a run that is to be on another than the gateway's own must not be on that one unnoticed. */
class EngineTest {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.fresh();

    @Test
    void runs_on_a_postgresql_that_is_not_the_gateways_own() {
        assumeTrue(PostgresForTests.external(), PostgresForTests.VARIABLE + " is not set, or this is the run on the gateway's own");
        assertThat(directory()).doesNotContain("yizhan");
    }

    @Test
    void runs_on_the_gateways_own_postgresql() {
        assumeTrue(!PostgresForTests.external(), "this is the run on another");
        assertThat(directory()).contains("yizhan-test-postgres");
    }

    private static String directory() {
        return database.jdbi().withHandle(handle -> handle.createQuery("SHOW data_directory").mapTo(String.class).one());
    }
}
