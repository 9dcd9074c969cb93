package io.yizhan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.testing.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class CaseCommandsTest {
    private static final String CASE = "01935b2e-7c00-7000-8000-000000000000";
    private static final String RESULT = "01935b2e-7c00-7000-8000-000000000001";

    @RegisterExtension
    static final TestDatabase database = TestDatabase.fresh();

    @TempDir
    Path directory;

    @BeforeEach
    void no_case() {
        database.jdbi().useHandle(handle -> handle.execute("DELETE FROM case_file"));
    }

    private static void told() {
        database.jdbi().useHandle(handle -> {
            handle.execute("INSERT INTO case_file VALUES (CAST(? AS uuid), 'joint-approval', 'PRODUCTION', 'guizhou', 'GZ-1', 'remote', 'all', now(), '{}', '{}')", CASE);
            handle.execute("INSERT INTO case_unmapped VALUES (CAST(? AS uuid), 'zhejiang', 'p1', '/result', '77', CAST(? AS uuid), 'result', now())", CASE, RESULT);
        });
    }

    @Test
    void lists_what_was_told_in_codes_nobody_knows() {
        told();
        assertThat(run("unmappable").out()).contains("joint-approval").contains("GZ-1").contains("zhejiang").contains("p1").contains("/result").contains("77");
    }

    @Test
    void lists_it_as_json() {
        told();
        assertThat(run("unmappable", "--json").out()).contains("\"case\" : \"" + CASE + "\"").contains("\"code\" : \"77\"");
    }

    @Test
    void says_that_there_is_none() {
        assertThat(run("unmappable").out()).isEqualToNormalizingNewlines("There are none.\n");
    }

    @Test
    void says_that_nothing_is_unanswered() {
        assertThat(run("unanswered").out()).isEqualToNormalizingNewlines("There are none.\n");
    }

    @Test
    void takes_a_number_that_is_none_for_wrong_usage() {
        assertThat(run("unanswered", "--limit", "0").exit()).isEqualTo(2);
    }

    private Terminal run(String... words) {
        List<String> line = new ArrayList<>(List.of("cases"));
        line.addAll(List.of(words));
        line.addAll(List.of("--data", directory.resolve("data").toString()));
        Map<String, String> environment = Map.of(
                "YIZHAN_DATABASE_URL", database.url(), "YIZHAN_DATABASE_USER", database.user(), "YIZHAN_DATABASE_PASSWORD", database.password(),
                "YIZHAN_ROUTES_DIRECTORY", "../routes", "YIZHAN_MAPPINGS_DIRECTORY", "../mappings");
        return Terminal.with(environment, line.toArray(String[]::new));
    }
}
