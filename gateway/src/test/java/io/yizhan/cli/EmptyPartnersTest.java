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

/** A file that names nobody is more often a slip than a wish. */
class EmptyPartnersTest {
    private static final String ONE = """
            partners:
              - id: ningbo
                name: 宁波市
                role: department
                dialect: zhejiang
            """;

    @RegisterExtension
    static final TestDatabase database = TestDatabase.fresh();

    @TempDir
    Path directory;

    private Path nobody;

    @BeforeEach
    void one_partner_is_registered() throws IOException {
        nobody = Files.writeString(directory.resolve("nobody.yaml"), "partners: []\n");
        database.jdbi().useHandle(handle -> handle.execute("DELETE FROM partner"));
        apply(Files.writeString(directory.resolve("one.yaml"), ONE));
    }

    @Test
    void is_not_applied() {
        assertThat(apply(nobody).exit()).isEqualTo(1);
        assertThat(registered()).isEqualTo(1);
    }

    @Test
    void is_told_with_the_way_to_mean_it() {
        assertThat(apply(nobody).err()).isEqualToNormalizingNewlines(
                "yizhan: " + nobody + " names no partner and would empty the registry; if that is meant, say --empty.\n");
    }

    @Test
    void is_applied_when_it_is_meant() {
        assertThat(apply(nobody, "--empty").exit()).isZero();
        assertThat(registered()).isZero();
    }

    @Test
    void changes_nothing_where_nobody_is_registered() {
        apply(nobody, "--empty");

        assertThat(apply(nobody).out()).contains("Nothing changed");
    }

    private static int registered() {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT count(*) FROM partner").mapTo(Integer.class).one());
    }

    private Terminal apply(Path file, String... more) {
        List<String> words = new ArrayList<>(List.of("partners", "apply", file.toString(), "--data", directory.resolve("data").toString()));
        words.addAll(List.of(more));
        return Terminal.with(
                Map.of("YIZHAN_DATABASE_URL", database.url(), "YIZHAN_DATABASE_USER", database.user(), "YIZHAN_DATABASE_PASSWORD", database.password()),
                words.toArray(String[]::new));
    }
}
