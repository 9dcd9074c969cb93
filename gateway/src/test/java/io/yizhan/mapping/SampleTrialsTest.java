package io.yizhan.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.mapping.SampleTrial.Difference;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of samples, tried as a whole. */
class SampleTrialsTest {
    private static final String SAMPLES = "dialect/kind/samples/";
    private static final String NAME = "dialect/kind/samples/request-one";

    @TempDir
    Path root;

    private SmallTree tree;

    @BeforeEach
    void plant() {
        tree = SmallTree.in(root);
    }

    @Test
    void tries_a_pair_both_ways() {
        sample("one.dialect.json", "{\"c\":\"2\"}").sample("one.canonical.json", "{\"colour\":\"green\"}");

        assertThat(tried()).containsExactly(right("to canonical"), right("from canonical"));
    }

    @Test
    void tries_a_pair_in_the_one_direction_its_name_says() {
        sample("one-read.dialect.json", "{\"c\":\"two\"}").sample("one-read.canonical.json", "{\"colour\":\"green\"}")
                .sample("two-write.dialect.json", "{\"c\":\"1\"}").sample("two-write.canonical.json", "{\"colour\":\"red\",\"on\":\"2026-11-22\"}");

        assertThat(tried()).containsExactly(
                new SampleTrial(NAME + "-read", "to canonical", List.of()),
                new SampleTrial(SAMPLES + "request-two-write", "from canonical", List.of()));
    }

    @Test
    void says_every_place_that_differs() {
        tree.write(SmallTree.TO, "{\"a\": .a, \"b\": .b, \"list\": .list}");
        sample("one-read.dialect.json", "{\"a\":\"1\",\"list\":[{\"x/y\":1},2,3]}").sample("one-read.canonical.json", "{\"a\":1,\"b\":true,\"list\":[{\"x/y\":2},2]}");

        assertThat(tried().get(0).differences()).containsExactly(new Difference("/a", "1", "\"1\""), new Difference("/b", "true", "nothing"),
                new Difference("/list/0/x~1y", "2", "1"), new Difference("/list/2", "nothing", "3"));
    }

    @Test
    void says_where_a_sample_is_refused_that_should_not_be() {
        sample("one-read.dialect.json", "{\"c\":\"9\"}").sample("one-read.canonical.json", "{}");

        assertThat(tried().get(0).differences())
                .containsExactly(new Difference("/c", "a translation", "refused as unmappable: expected a code of the table colour: 1, 2 (two)"));
    }

    @Test
    void holds_a_refusal_against_the_one_that_is_expected() {
        sample("one.dialect.json", "{\"c\":\"9\"}").sample("one.to-canonical.refused.json", "{\"code\":\"unmappable\",\"place\":\"/c\"}")
                .sample("two.canonical.json", "{\"colour\":\"blue\"}").sample("two.from-canonical.refused.json", "{\"code\":\"unmappable\",\"place\":\"/c\"}");

        assertThat(tried()).containsExactly(right("to canonical"),
                new SampleTrial(SAMPLES + "request-two", "from canonical", List.of(new Difference("/place", "\"/c\"", "\"/colour\""))));
    }

    @Test
    void says_what_came_of_a_sample_that_should_be_refused() {
        sample("one.dialect.json", "{\"c\":\"1\"}").sample("one.to-canonical.refused.json", "{\"code\":\"unmappable\",\"place\":\"/c\"}");

        assertThat(tried().get(0).differences()).containsExactly(new Difference("", "a refusal", "{\"colour\":\"red\"}"));
    }

    @Test
    void says_where_a_mapping_breaks_and_why() {
        tree.write(SmallTree.TO, "{\n  \"n\": number(.n)\n}");
        sample("one-read.dialect.json", "{\"n\":\"x\"}").sample("one-read.canonical.json", "{}");

        assertThat(tried().get(0).differences().get(0).found()).contains("request.to-canonical.jslt:2:").contains("number");
    }

    @Test
    void says_line_and_column_of_a_sample_that_cannot_be_read_and_tries_the_others() {
        sample("one-read.dialect.json", "{\n oops}").sample("one-read.canonical.json", "{}")
                .sample("two-read.dialect.json", "{}").sample("two-read.canonical.json", "{}");

        assertThat(tried().get(0).differences().get(0).found()).contains("request-one-read.dialect.json:2:");
        assertThat(tried().get(1).worked()).isTrue();
    }

    @Test
    void says_which_files_prove_nothing() {
        sample("one.canonical.json", "{}");
        tree.write(SAMPLES + "notes.txt", "");

        assertThat(tried()).containsExactly(
                new SampleTrial(NAME, "", List.of(new Difference("", "a neighbour to compare it with", "none"))),
                new SampleTrial(SAMPLES + "notes.txt", "", List.of(new Difference("", "the name of a sample", "none"))));
    }

    @Test
    void says_of_which_message_there_is_no_mapping() {
        tree.write(SAMPLES + "reply-one-read.dialect.json", "{}").write(SAMPLES + "reply-one-read.canonical.json", "{}");

        assertThat(tried().get(0).differences().get(0).found()).endsWith("reply-one-read: there is no mapping of that message");
    }

    @Test
    void reads_samples_in_the_dialects_own_xml() {
        tree.replace("dialect/dialect.yaml", "envelope: json", "envelope: xml\nnamespace: urn:x")
                .replace("dialect/dialect.yaml", "{id: /no}", "{root: ask, id: /no}").replace("dialect/dialect.yaml", "{code: /code", "{root: told, code: /code");
        sample("one.dialect.xml", "<ask xmlns=\"urn:x\"><c>2</c></ask>").sample("one.canonical.json", "{\"colour\":\"green\"}")
                .sample("two-read.dialect.xml", "<ask>\n  <c>2</ask>").sample("two-read.canonical.json", "{}");

        assertThat(tried().get(0)).isEqualTo(right("to canonical"));
        assertThat(tried().get(1)).isEqualTo(right("from canonical"));
        assertThat(tried().get(2).differences().get(0).found()).contains("request-two-read.dialect.xml:2:");
    }

    @Test
    void holds_both_sides_against_their_schemas() {
        sample("one.dialect.json", "{\"c\":\"2\"}").sample("one.canonical.json", "{\"colour\":\"green\"}");

        List<SampleTrial> trials = Dialects.tryAll(root.resolve("dialect"), mappings -> new Strict("dialect"));

        assertThat(trials.get(0).differences()).containsExactly(new Difference("/x", "a translation", "refused as schema-violation: expected y"));
        assertThat(trials.get(1).differences()).containsExactly(new Difference("/x", "a translation", "refused as schema-violation: expected y"));
    }

    @Test
    void tries_one_kind_alone() {
        sample("one-read.dialect.json", "{}").sample("one-read.canonical.json", "{}");

        assertThat(Dialects.tryAll(root.resolve("dialect/kind"), mappings -> new Strict("none"))).hasSize(1);
    }

    @Test
    void refuses_a_folder_of_something_else() {
        assertThatThrownBy(() -> Dialects.tryAll(root.resolve("canonical"), mappings -> new Strict("none")))
                .isInstanceOf(InvalidMappings.class).hasMessageContaining("no folder of a dialect");
    }

    private SampleTrialsTest sample(String file, String text) {
        tree.write(SAMPLES + "request-" + file, text);
        return this;
    }

    private List<SampleTrial> tried() {
        return Dialects.tryAll(root.resolve("dialect"), mappings -> new Strict("none"));
    }

    private static SampleTrial right(String direction) {
        return new SampleTrial(NAME, direction, List.of());
    }

    /** Schemas that refuse whatever one dialect says. */
    private record Strict(String refused) implements Schemas {
        @Override
        public Outcome<JsonNode> received(String dialect, String kind, String message, JsonNode json) {
            return written(dialect, kind, message, json);
        }

        @Override
        public Outcome<JsonNode> written(String dialect, String kind, String message, JsonNode json) {
            return dialect.equals(refused) ? Outcome.refused(Refusal.of(RefusalCode.SCHEMA_VIOLATION, "/x", "y")) : Outcome.of(json);
        }
    }
}
