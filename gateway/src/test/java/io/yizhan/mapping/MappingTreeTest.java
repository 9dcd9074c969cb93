package io.yizhan.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.yizhan.contract.Contract;
import io.yizhan.mapping.GoldenSamples.Sample;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Walks the mapping tree that is shipped: every sample translates to its neighbour, both sides follow their schemas, nothing is left unproved. */
class MappingTreeTest {
    private static final Path TREE = Path.of("..", "mappings");

    private final GoldenSamples samples = new GoldenSamples(TREE);
    private final Dialects dialects = Dialects.load(TREE);
    private final Contract contract = Contract.load(TREE);

    @TestFactory
    Stream<DynamicTest> every_sample_translates_to_its_canonical_neighbour() {
        return samples.all().stream().filter(Sample::translatesToCanonical).map(sample -> dynamicTest(sample.toString(),
                () -> assertThat(accepted(toCanonical(sample))).isEqualTo(sample.read("canonical.json"))));
    }

    @TestFactory
    Stream<DynamicTest> every_canonical_sample_translates_to_its_neighbour() {
        return samples.all().stream().filter(Sample::translatesFromCanonical).map(sample -> dynamicTest(sample.toString(),
                () -> assertThat(accepted(fromCanonical(sample))).isEqualTo(sample.read("dialect.json"))));
    }

    @TestFactory
    Stream<DynamicTest> what_has_no_counterpart_is_refused_on_the_way_to_canonical() {
        return samples.all().stream().filter(Sample::refusedToCanonical).map(sample -> dynamicTest(sample.toString(),
                () -> assertThat(refusal(toCanonical(sample))).isEqualTo(sample.read("to-canonical.refused.json"))));
    }

    @TestFactory
    Stream<DynamicTest> what_has_no_counterpart_is_refused_on_the_way_from_canonical() {
        return samples.all().stream().filter(Sample::refusedFromCanonical).map(sample -> dynamicTest(sample.toString(),
                () -> assertThat(refusal(fromCanonical(sample))).isEqualTo(sample.read("from-canonical.refused.json"))));
    }

    @Test
    void every_message_has_typical_and_refused_samples_in_both_directions() {
        assertThat(samples.missing()).isEmpty();
    }

    @Test
    void the_check_for_missing_samples_bites(@TempDir Path tree) throws IOException {
        write(tree.resolve("canonical/k/kind.yaml"), "pattern: query\nmessages: [request]\n");
        write(tree.resolve("d/k/samples/request-typical-read.dialect.json"), "{}");
        write(tree.resolve("d/k/samples/request-typical-read.canonical.json"), "{}");
        write(tree.resolve("d/k/samples/request-bad.dialect.json"), "{}");
        write(tree.resolve("d/k/samples/request-bad.to-canonical.refused.json"), "{}");
        write(tree.resolve("d/k/samples/request-lonely.canonical.json"), "{}");
        write(tree.resolve("d/k/samples/notes.txt"), "");

        List<String> missing = new GoldenSamples(tree).missing();

        assertThat(missing).containsExactly(
                "Subject[dialect=d, kind=k, message=request] has no typical sample from canonical",
                "Subject[dialect=d, kind=k, message=request] has no refused sample from canonical",
                "d/k/request-lonely has no neighbour",
                "notes.txt is no name of a sample");
    }

    /** As the gateway does: a request must be exact, in an answer we pass over what we do not know. */
    private Outcome<JsonNode> toCanonical(Sample sample) {
        GoldenSamples.Subject s = sample.subject();
        JsonNode payload = sample.read("dialect.json");
        Outcome<JsonNode> valid = s.message().equals("request")
                ? contract.validate(s.dialect(), s.kind(), s.message(), payload)
                : contract.accept(s.dialect(), s.kind(), s.message(), payload);
        return valid.then(json -> dialect(s).toCanonical(s.kind(), s.message(), json))
                .then(json -> contract.validate(Contract.CANONICAL, s.kind(), s.message(), json));
    }

    private Outcome<JsonNode> fromCanonical(Sample sample) {
        GoldenSamples.Subject s = sample.subject();
        return contract.validate(Contract.CANONICAL, s.kind(), s.message(), sample.read("canonical.json"))
                .then(json -> dialect(s).fromCanonical(s.kind(), s.message(), json))
                .then(json -> contract.validate(s.dialect(), s.kind(), s.message(), json));
    }

    private Dialect dialect(GoldenSamples.Subject subject) {
        return dialects.named(subject.dialect()).orElseThrow();
    }

    private static JsonNode accepted(Outcome<JsonNode> outcome) {
        return outcome.fold(json -> json, refusal -> {
            throw new AssertionError(refusal.toString());
        });
    }

    private static JsonNode refusal(Outcome<JsonNode> outcome) {
        Refusal refusal = outcome.fold(json -> {
            throw new AssertionError("translated to " + json);
        }, told -> told);
        return JsonNodeFactory.instance.objectNode().put("code", refusal.code().code()).put("place", refusal.place());
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
