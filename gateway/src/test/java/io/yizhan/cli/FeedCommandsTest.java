package io.yizhan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class FeedCommandsTest {
    private static final String PARTNERS = """
            partners:
            - {id: west, name: 样本, role: region, dialect: zhejiang, regions: ["33"], networks: [127.0.0.0/8],
               keys: [{convention: zhejiang, id: west-app, environment: production, secret: "env:SECRET"}],
               endpoints: [{kind: policy-catalogue, environment: production, way: mailbox, timeout: 60s}]}
            agreements: []
            """;

    @RegisterExtension
    static final TestDatabase database = TestDatabase.fresh();

    @TempDir
    Path directory;

    @Test
    void has_a_follower_catch_up_and_writes_down_who_said_so() throws IOException {
        Path file = Files.writeString(directory.resolve("partners.yaml"), PARTNERS);
        assertThat(run("partners", "apply", file.toString()).exit()).isZero();
        Terminal terminal = run("feeds", "catch-up", "--kind", "policy-catalogue", "--partner", "west", "--by", "zhang.san");
        assertThat(terminal.out()).isEqualToNormalizingNewlines("0 deliveries are superseded. What stands and is missing is brought from now on.\n");
        List<String> entries = database.jdbi().withHandle(handle -> handle.createQuery("SELECT mappings || ' ' || outcome FROM ledger_entry WHERE step = 'catch-up'")
                .mapTo(String.class)
                .list());
        assertThat(entries).containsExactly("operator:zhang.san missing");
    }

    @Test
    void finds_nobody_who_does_not_follow() {
        assertThat(run("feeds", "catch-up", "--kind", "policy-catalogue", "--partner", "nobody", "--by", "zhang.san").exit()).isEqualTo(1);
    }

    @Test
    void takes_a_command_without_a_partner_for_wrong_usage() {
        assertThat(run("feeds", "catch-up", "--kind", "policy-catalogue").exit()).isEqualTo(2);
    }

    @Test
    void names_what_it_groups() {
        assertThat(run("feeds").err()).contains("catch-up");
    }

    private Terminal run(String... words) {
        Map<String, String> environment = Map.of(
                "YIZHAN_DATABASE_URL", database.url(), "YIZHAN_DATABASE_USER", database.user(), "YIZHAN_DATABASE_PASSWORD", database.password(),
                "YIZHAN_ROUTES_DIRECTORY", "../routes", "YIZHAN_MAPPINGS_DIRECTORY", "../mappings", "SECRET", "made-up-for-this-test");
        String[] where = words.length > 1 ? new String[] {"--data", directory.resolve("data").toString()} : new String[0];
        return Terminal.with(environment, Stream.concat(Stream.of(words), Stream.of(where)).toArray(String[]::new));
    }
}
