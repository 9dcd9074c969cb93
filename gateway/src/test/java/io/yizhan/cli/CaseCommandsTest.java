package io.yizhan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.delivery.Messages;
import io.yizhan.ledger.Ledger;
import io.yizhan.testing.TestDatabase;
import io.yizhan.vocabulary.MessageId;
import java.nio.file.Path;
import java.security.SecureRandom;
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

    private static final String DIGEST = "\\x" + "01".repeat(32);

    @RegisterExtension
    static final TestDatabase database = TestDatabase.fresh();

    @TempDir
    Path directory;

    @BeforeEach
    void no_case() {
        database.jdbi().useHandle(handle -> {
            handle.execute("DELETE FROM case_file");
            handle.execute("TRUNCATE sequel, message, ledger_entry");
        });
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

    @Test
    void lists_what_could_not_be_followed_up_and_has_it_tried_again() {
        stuck();
        assertThat(run("stuck").out()).contains(RESULT).contains("consultation").contains("zhejiang").contains("12").contains("gateway-fault");
        assertThat(run("stuck", "--json").out()).contains("\"message\" : \"" + RESULT + "\"").contains("\"reason\" : \"gateway-fault\"");
        assertThat(run("retry", RESULT, "--by", "li.si").out()).isEqualToNormalizingNewlines("1 to be tried again\n");
        assertThat(run("stuck").out()).isEqualToNormalizingNewlines("There are none.\n");
        assertThat(noted()).isEqualTo("retry again operator:li.si");
    }

    @Test
    void has_all_tried_again() {
        stuck();
        assertThat(run("retry", "--all", "--by", "li.si").out()).isEqualToNormalizingNewlines("1 to be tried again\n");
        assertThat(run("retry", "--all", "--by", "li.si").out()).isEqualToNormalizingNewlines("0 to be tried again\n");
    }

    @Test
    void finds_nothing_to_be_tried_again() {
        Terminal terminal = run("retry", RESULT, "--by", "li.si");
        assertThat(terminal.exit()).isEqualTo(1);
        assertThat(terminal.err()).contains("there is no such message that is stuck");
    }

    @Test
    void takes_a_message_and_all_for_wrong_usage() {
        assertThat(run("retry", RESULT, "--all").exit()).isEqualTo(2);
    }

    private static void stuck() {
        Messages.in(database.jdbi()).prepare(List.of("consultation"), MessageId.parse(RESULT).at());
        Ledger.in(database.jdbi(), new SecureRandom()).prepare(Terminal.NOW);
        database.jdbi().useHandle(handle -> {
            handle.execute("INSERT INTO message VALUES ('consultation', CAST(? AS uuid), 'result', 'zhejiang', 'production', NULL, 'urn:z', NULL, now(), now(), "
                    + "CAST(? AS bytea), 'message', '', NULL, CAST(? AS bytea))", RESULT, DIGEST, DIGEST);
            handle.execute("INSERT INTO sequel VALUES (CAST(? AS uuid), 12, now(), 'gateway-fault', now())", RESULT);
        });
    }

    private static String noted() {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT step || ' ' || outcome || ' ' || mappings FROM ledger_entry")
                .mapTo(String.class)
                .one());
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
