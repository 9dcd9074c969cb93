package io.yizhan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.testing.Copies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewTest {
    @TempDir
    private Path directory;

    private String mappings;
    private String routes;

    @BeforeEach
    void copy() throws IOException {
        mappings = Copies.mappings(directory.resolve("mappings"), "supervision-check").toString();
        routes = Copies.routes(directory.resolve("routes")).toString();
    }

    private Terminal dialect(String name) {
        return Terminal.run("new", "dialect", name, "--mappings", mappings, "--kind", "supervision-check");
    }

    @Test
    void says_what_was_written_and_what_to_do_next() {
        Terminal said = dialect("henan");

        assertThat(said).returns(0, Terminal::exit);
        assertThat(said.out())
                .contains("wrote " + mappings + "/henan/dialect.yaml", "wrote " + mappings + "/henan/supervision-check/request.to-canonical.jslt")
                .contains("yizhan try --all " + mappings + "/henan", "yizhan serve --set mappings.directory=" + mappings);
    }

    @Test
    void writes_a_kind_with_its_route() {
        Terminal said = Terminal.run("new", "kind", "credit-check", "--mappings", mappings, "--routes", routes);

        assertThat(said).returns(0, Terminal::exit);
        assertThat(said.out()).contains("wrote " + routes + "/kinds/credit-check.camel.yaml", "yizhan try --all " + mappings + "/canonical/credit-check");
    }

    @Test
    void the_samples_of_a_new_dialect_fail_and_say_what_is_expected() {
        dialect("henan");

        Terminal said = Terminal.run("try", "--all", mappings + "/henan");

        assertThat(said).returns(1, Terminal::exit);
        assertThat(said.out())
                .containsPattern("WRONG  henan/supervision-check/samples/request-\\S+, to canonical\\s+at \"/fill-in-\\S+\": expected a translation")
                .containsPattern("WRONG  henan/supervision-check/samples/reply-\\S+, from canonical\\s+at \"/fill-in\": expected \"as this platform writes reply-")
                .doesNotContain("right");
    }

    @Test
    void the_examples_of_a_new_kind_fail_and_say_what_is_expected() {
        Terminal.run("new", "kind", "credit-check", "--mappings", mappings, "--routes", routes);

        Terminal said = Terminal.run("try", "--all", mappings + "/canonical/credit-check");

        assertThat(said).returns(1, Terminal::exit);
        assertThat(said.out())
                .contains("right  canonical/credit-check/not-found.json, by its schema")
                .containsPattern("WRONG  canonical/credit-check/samples/request-example, by its schema\\s+at \"/\\S+\": expected is required");
    }

    @Test
    void an_example_that_is_filled_in_is_found_right() throws IOException {
        Terminal said = tryQuestion("{\"name\": \"样本公司\", \"code\": \"91330000755918469E\"}", "办理食品经营许可");

        assertThat(said.out())
                .contains("right  canonical/credit-check/samples/request-example, by its schema")
                .contains("right  canonical/credit-check/samples/request-example, by terms.jslt");
    }

    @Test
    void a_question_that_says_nobody_to_ask_is_found_wrong() throws IOException {
        Terminal.run("new", "kind", "credit-check", "--mappings", mappings, "--routes", routes);
        Files.writeString(Path.of(mappings, "canonical/credit-check/terms.jslt"), "{\"purpose\": .purpose, \"basis\": \"duty\"}");

        Terminal said = tryQuestion("{\"name\": \"样本公司\", \"code\": \"91330000755918469E\"}", "办理食品经营许可");

        assertThat(said.out()).containsPattern("WRONG  canonical/credit-check/samples/request-example, by terms.jslt\\s+at \"/region\": expected a region");
    }

    private Terminal tryQuestion(String subject, String purpose) throws IOException {
        Terminal.run("new", "kind", "credit-check", "--mappings", mappings, "--routes", routes);
        Files.writeString(Path.of(mappings, "canonical/credit-check/samples/request-example.canonical.json"),
                """
                {"subject": %s, "purpose": "%s", "requester": {"organisation": "11220000013544541J", "name": "样本局"}, "authorisation": {"basis": "duty"}}
                """
                        .formatted(subject, purpose));
        return Terminal.run("try", "--all", mappings + "/canonical/credit-check");
    }

    @Test
    void overwrites_nothing_and_says_so_in_one_sentence() {
        Terminal said = dialect("zhejiang");

        assertThat(said).returns(3, Terminal::exit);
        assertThat(said.err()).isEqualToNormalizingNewlines("yizhan: " + mappings + "/zhejiang is there already, and nothing is ever overwritten.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Henan", "../henan", "canonical", "he nan", "-", ""})
    void a_name_that_cannot_be_a_folders_is_told(String name) {
        assertThat(dialect(name)).returns(2, Terminal::exit);
    }

    @Test
    void a_kind_there_is_not_is_told_and_which_there_are() {
        Terminal said = Terminal.run("new", "dialect", "henan", "--mappings", mappings, "--kind", "supervision");

        assertThat(said).returns(3, Terminal::exit);
        assertThat(said.err()).contains("there is no kind supervision", "supervision-check");
    }
}
