package io.yizhan.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.contract.Contract;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Release;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What one platform says in a case, a notice or an item of a feed every other one understands: nothing of it is lost on the way through any dialect. */
class CasesUnderstoodTest {
    private static final Path TREE = Path.of("..", "mappings");
    private static final Dialects DIALECTS = Dialects.load(TREE);
    private static final Contract CONTRACT = Contract.load(TREE);
    private static final Schemas SCHEMAS = new ContractSchemas(CONTRACT);

    static Stream<Arguments> cases() {
        return Stream.of(examples("case"), notices(), examples("feed")).flatMap(examples -> examples);
    }

    static Stream<Arguments> notices() {
        return examples("notice");
    }

    private static Stream<Arguments> examples(String pattern) {
        return CONTRACT.kinds().stream().flatMap(kind -> CONTRACT.kind(kind).stream()).filter(kind -> kind.pattern().equals(pattern)).flatMap(
                kind -> Sample.of(Folder.of(TREE.resolve("canonical")).in(kind.name()), kind.messages()).stream()
                        .filter(sample -> kind.messages().contains(sample.message()))
                        .flatMap(sample -> DIALECTS.names().stream().map(dialect -> Arguments.of(dialect, kind.name(), sample))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void comes_back_from_every_dialect_as_it_went_in(String name, String kind, Sample sample) {
        Dialect dialect = DIALECTS.named(name).orElseThrow();

        Outcome<JsonNode> back = dialect.fromCanonical(kind, sample.message(), sample.canonical())
                .then(payload -> SCHEMAS.written(name, kind, sample.message(), payload))
                .then(payload -> dialect.toCanonical(kind, sample.message(), payload));

        assertThat(back).isEqualTo(Outcome.of(sample.canonical()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void can_be_told_masked_in_every_dialect(String name, String kind, Sample sample) {
        Outcome<JsonNode> told = told(name, kind, sample, Release.MASKED);

        assertThat(told.then(payload -> SCHEMAS.written(name, kind, sample.message(), payload))).isEqualTo(told).isInstanceOf(Outcome.Accepted.class);
    }

    @ParameterizedTest
    @MethodSource("notices")
    void a_notice_can_be_told_in_every_dialect_where_least_is_released(String name, String kind, Sample sample) {
        Outcome<JsonNode> told = told(name, kind, sample, Release.VERDICT);

        assertThat(told.then(payload -> SCHEMAS.written(name, kind, sample.message(), payload))).isEqualTo(told).isInstanceOf(Outcome.Accepted.class);
    }

    private static Outcome<JsonNode> told(String name, String kind, Sample sample, Release release) {
        JsonNode released = CONTRACT.minimise(kind, sample.message(), sample.canonical(), release);
        return DIALECTS.named(name).orElseThrow().fromCanonical(kind, sample.message(), released);
    }
}
