package io.yizhan.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.yizhan.contract.Contract;
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

    @TestFactory
    Stream<DynamicTest> every_sample_is_translated_or_refused_as_its_neighbour_says() {
        Schemas schemas = new ContractSchemas(Contract.load(TREE));
        return samples.dialects().stream()
                .flatMap(dialect -> Dialects.tryAll(TREE.resolve(dialect), tree -> schemas).stream())
                .map(trial -> dynamicTest(trial.sample() + " " + trial.direction(), () -> assertThat(trial.differences()).isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> every_canonical_example_follows_its_schema_and_rules() {
        Schemas schemas = new ContractSchemas(Contract.load(TREE));
        return Folder.of(TREE.resolve("canonical")).folders().stream()
                .flatMap(kind -> Dialects.tryAll(TREE.resolve("canonical").resolve(kind), tree -> schemas).stream())
                .map(trial -> dynamicTest(trial.sample() + " " + trial.direction(), () -> assertThat(trial.differences()).isEmpty()));
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
        write(tree.resolve("d/k/samples/request-bad.dialect.xml"), "<x/>");
        write(tree.resolve("d/k/samples/request-bad.to-canonical.refused.json"), "{}");

        List<String> missing = new GoldenSamples(tree).missing();

        assertThat(missing).containsExactly(
                "Subject[dialect=d, kind=k, message=request] has no typical sample from canonical",
                "Subject[dialect=d, kind=k, message=request] has no refused sample from canonical");
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
