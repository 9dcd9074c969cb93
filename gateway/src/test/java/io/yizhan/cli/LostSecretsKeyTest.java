package io.yizhan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The key that seals the secrets in the database is gone: the gateway says so, and the partners file is the way out. */
class LostSecretsKeyTest {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.fresh();

    private static final String PARTNERS = """
            partners:
              - id: ningbo
                name: 宁波市
                role: department
                dialect: zhejiang
                networks: [10.33.0.0/16]
                keys: [{convention: zhejiang, id: ningbo-app, environment: production, secret: "env:SECRET"}]
            """;

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void applied_with_the_key_that_is_lost() throws IOException {
        file = Files.writeString(directory.resolve("partners.yaml"), PARTNERS);
        database.jdbi().useHandle(handle -> handle.execute("DELETE FROM partner"));
        assertThat(run("first.key", "partners", "apply", file.toString()).exit()).isZero();
    }

    @Test
    void the_gateway_does_not_start_and_names_the_key() {
        Terminal said = run("second.key", "serve");
        assertThat(said.err()).isEqualToNormalizingNewlines("yizhan: the secret of ningbo zhejiang/ningbo-app was sealed with another key than the one in "
                + directory.resolve("second.key") + " (secrets.key): put that key back, or seal all secrets anew by yizhan partners apply.\n");
        assertThat(said.exit()).isEqualTo(3);
    }

    @Test
    void a_plan_shows_every_secret_as_changed() {
        assertThat(run("second.key", "partners", "plan", file.toString()).out()).contains("~ key zhejiang/ningbo-app: secret changed");
    }

    @Test
    void applying_the_file_again_seals_with_the_new_key() {
        run("second.key", "partners", "apply", file.toString());
        assertThat(run("second.key", "partners", "plan", file.toString()).out()).contains("Nothing would change");
    }

    private Terminal run(String key, String... line) {
        List<String> words = new ArrayList<>(List.of(line));
        words.addAll(List.of("--data", directory.resolve("data").toString(), "--set", "secrets.key=" + directory.resolve(key)));
        return Terminal.with(
                Map.of("YIZHAN_DATABASE_URL", database.url(), "YIZHAN_DATABASE_USER", database.user(), "YIZHAN_DATABASE_PASSWORD", database.password(),
                        "YIZHAN_HTTP_PORT", "0", "YIZHAN_ROUTES_DIRECTORY", "../routes", "SECRET", "made-up-for-this-test"),
                words.toArray(String[]::new));
    }
}
