package io.yizhan.mapping;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Canonical examples of a kind that is accepted durably, held against its rules. */
class CanonicalTrialsTest {
    private static final String KIND = "canonical/kind/";
    private static final String SAMPLES = KIND + "samples/";

    @TempDir
    Path root;

    private SmallTree tree;

    @BeforeEach
    void plant() {
        tree = SmallTree.in(root)
                .remove(KIND + "terms.jslt")
                .write(KIND + "kind.yaml", "pattern: case\nmessages: [submit, event, follow-up]\n")
                .write(KIND + "submit.terms.jslt", "{\"to\": [{\"region\": .where}], \"case\": {\"step\": \"opened\", \"number\": .no}}")
                .write(KIND + "event.terms.jslt", "{\"case\": {\"step\": .step, \"number\": .no}}")
                .write(KIND + "follow-up.terms.jslt", "{\"case\": {\"step\": \"progress\", \"number\": .no}}");
    }

    @Test
    void holds_every_message_against_its_schema_and_its_terms() {
        sample("submit-one.canonical.json", "{\"no\":\"1\",\"where\":\"44\"}").sample("follow-up-one.canonical.json", "{\"no\":\"1\"}");

        assertThat(tried()).containsExactly(
                right("follow-up-one", "by its schema"), right("follow-up-one", "by follow-up.terms.jslt"),
                right("submit-one", "by its schema"), right("submit-one", "by submit.terms.jslt"));
    }

    @Test
    void says_what_nothing_could_be_delivered_without() {
        sample("submit-one.canonical.json", "{\"no\":\"1\"}").sample("event-one.canonical.json", "{\"step\":\"received\"}");

        assertThat(tried().get(1).differences()).containsExactly(new Difference("/case/number", "a text", ""));
        assertThat(tried().get(3).differences()).containsExactly(new Difference("/to", "a region or an authority for everyone", "neither"));
    }

    @Test
    void holds_terms_against_what_an_example_says_of_them() {
        sample("event-one.canonical.json", "{\"no\":\"1\",\"step\":\"received\"}")
                .sample("event-one.terms.json", "{\"case\":{\"step\":\"accepted\",\"number\":\"1\"}}");

        assertThat(tried().get(1).differences()).containsExactly(new Difference("/case/step", "\"accepted\"", "\"received\""));
    }

    @Test
    void says_where_terms_have_no_counterpart() {
        tree.write(KIND + "event.terms.jslt", "{\"case\": {\"step\": date(.step)}}");
        sample("event-one.canonical.json", "{\"step\":\"received\"}");

        assertThat(tried().get(1).differences()).containsExactly(new Difference("/step", "a calendar date", "unmappable"));
    }

    @Test
    void tries_no_terms_of_an_example_against_its_schema() {
        sample("submit-one.canonical.json", "{\"bad\":true}");

        assertThat(tried()).containsExactly(new SampleTrial(SAMPLES + "submit-one", "by its schema", List.of(new Difference("/bad", "nothing", "schema-violation"))));
    }

    @Test
    void tries_what_a_party_gets_to_see_and_what_is_told_of_deadlines() {
        tree.write(KIND + "forward.jslt", "{\"no\": .submit.no}").write(KIND + "deadline.jslt", "{\"no\": .number}");
        sample("forward-one.given.json", "{\"submit\":{\"no\":\"1\"}}").sample("forward-one.canonical.json", "{\"no\":\"1\"}")
                .sample("deadline-one.given.json", "{\"number\":\"1\"}").sample("deadline-one.canonical.json", "{\"no\":\"2\"}");

        assertThat(tried()).containsExactly(
                new SampleTrial(SAMPLES + "deadline-one", "by deadline.jslt", List.of(new Difference("/no", "\"2\"", "\"1\""))),
                right("forward-one", "by forward.jslt"));
    }

    @Test
    void says_what_a_rules_own_example_lacks() {
        sample("forward-one.canonical.json", "{}").sample("deadline-one.given.json", "{}");

        assertThat(tried().get(0).differences().get(0).found()).endsWith("kind/deadline.jslt: is missing");
        assertThat(tried().get(1).differences().get(0).found()).contains("forward-one: lacks what is given");
    }

    private CanonicalTrialsTest sample(String file, String text) {
        tree.write(SAMPLES + file, text);
        return this;
    }

    private List<SampleTrial> tried() {
        return Dialects.tryAll(root.resolve("canonical/kind"), mappings -> new GoodOnly());
    }

    private static SampleTrial right(String sample, String direction) {
        return new SampleTrial(SAMPLES + sample, direction, List.of());
    }

    /** Schemas that allow everything but one field. */
    private record GoodOnly() implements Schemas {
        @Override
        public Outcome<JsonNode> received(String dialect, String kind, String message, JsonNode json) {
            return written(dialect, kind, message, json);
        }

        @Override
        public Outcome<JsonNode> written(String dialect, String kind, String message, JsonNode json) {
            return json.has("bad") ? Outcome.refused(Refusal.of(RefusalCode.SCHEMA_VIOLATION, "/bad", "nothing")) : Outcome.of(json);
        }
    }
}
