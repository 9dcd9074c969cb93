package io.yizhan.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialTest {
    @TempDir
    Path root;

    private SmallTree tree;

    @BeforeEach
    void plant() {
        tree = SmallTree.in(root);
    }

    @Test
    void prints_the_result() {
        assertThat(trial("{\"c\": \"1\"}")).isEqualTo(new Trial(true, "{\n  \"colour\" : \"red\"\n}"));
    }

    @Test
    void says_which_value_has_no_counterpart() {
        Trial trial = trial("{\"c\": \"9\"}");

        assertThat(trial.worked()).isFalse();
        assertThat(trial.text()).endsWith("request.to-canonical.jslt: unmappable at \"/c\": expected a code of the table colour: 1, 2 (two)");
    }

    @Test
    void says_line_and_column_of_a_mapping_that_does_not_compile() {
        tree.write(SmallTree.TO, "{\n  \"a\": .b,,\n}");

        Trial trial = trial("{}");

        assertThat(trial.worked()).isFalse();
        assertThat(trial.text()).contains("request.to-canonical.jslt:2:").doesNotContain("\n");
    }

    @Test
    void says_line_and_column_where_a_mapping_broke_and_why() {
        tree.write(SmallTree.TO, "{\n  \"a\": number(.b)\n}");

        Trial trial = trial("{\"b\": \"x\"}");

        assertThat(trial.worked()).isFalse();
        assertThat(trial.text()).contains("request.to-canonical.jslt:2:").contains("number");
    }

    @Test
    void says_line_and_column_of_a_sample_that_is_no_json() {
        Trial trial = trial("{\n  \"c\": oops\n}");

        assertThat(trial.worked()).isFalse();
        assertThat(trial.text()).contains("sample.json:2:");
    }

    @Test
    void says_which_file_is_not_there() {
        Trial trial = Dialects.trial(root.resolve("dialect/kind/none.jslt"), root.resolve("sample.json"));

        assertThat(trial).isEqualTo(new Trial(false, root.resolve("dialect/kind/none.jslt") + ": cannot be read"));
    }

    @Test
    void works_with_files_of_the_shipped_tree() {
        Path folder = Path.of("..", "mappings", "national", "licence-recognition");

        Trial trial = Dialects.trial(folder.resolve("reply.to-canonical.jslt"), folder.resolve("samples/reply-long-term.dialect.json"));

        assertThat(trial.worked()).isTrue();
        assertThat(trial.text()).contains("\"longTerm\" : true");
    }

    private Trial trial(String sample) {
        tree.write("sample.json", sample);
        return Dialects.trial(root.resolve(SmallTree.TO), root.resolve("sample.json"));
    }
}
