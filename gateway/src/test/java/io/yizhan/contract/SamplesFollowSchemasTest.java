package io.yizhan.contract;

import static io.yizhan.contract.Shipped.CONTRACT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.Release;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample beside the mappings, held against the schemas on both sides. What the mappings make of them is tested with the mappings. */
class SamplesFollowSchemasTest {
    private static final String TO = ".to-canonical.refused.json";
    private static final String FROM = ".from-canonical.refused.json";

    static List<Path> sound() {
        return messages().filter(file -> !violates(file)).toList();
    }

    static List<Path> violating() {
        return messages().filter(SamplesFollowSchemasTest::violates).toList();
    }

    private static Stream<Path> messages() {
        return Shipped.samples(".json").stream().filter(file -> !file.toString().endsWith(".refused.json"));
    }

    @ParameterizedTest
    @MethodSource("sound")
    void a_sample_follows_its_schema(Path file) {
        JsonNode json = Shipped.read(file);

        assertThat(heardOnly(file) ? accept(file, json) : validate(file, json)).isEqualTo(Outcome.of(json));
    }

    @ParameterizedTest
    @MethodSource("violating")
    void a_sample_that_violates_its_schema_does_so_where_it_says(Path file) {
        Refusal refusal = Shipped.refusal(validate(file, Shipped.read(file)));

        assertThat(refusal.code().code()).isEqualTo("schema-violation");
        assertThat(refusal.place()).isEqualTo(expected(file).path("place").asText());
    }

    @ParameterizedTest
    @EnumSource(Release.class)
    void a_canonical_sample_still_follows_its_schema_when_minimised(Release release) {
        List<Path> canonical = sound().stream().filter(file -> file.toString().endsWith(".canonical.json")).toList();

        assertThat(canonical).isNotEmpty().allSatisfy(file -> {
            JsonNode released = CONTRACT.minimise(Shipped.kind(file), Shipped.message(file), Shipped.read(file), release);
            assertThat(validate(file, released)).isEqualTo(Outcome.of(released));
        });
    }

    private static Outcome<JsonNode> validate(Path file, JsonNode json) {
        return CONTRACT.validate(Shipped.dialect(file), Shipped.kind(file), Shipped.message(file), json);
    }

    private static Outcome<JsonNode> accept(Path file, JsonNode json) {
        return CONTRACT.accept(Shipped.dialect(file), Shipped.kind(file), Shipped.message(file), json);
    }

    /** What platforms answer, and we never write, may have fields we do not know. */
    private static boolean heardOnly(Path file) {
        return Shipped.message(file).equals("reply") && file.toString().endsWith("-read.dialect.json");
    }

    private static boolean violates(Path file) {
        return expected(file).path("code").asText().equals("schema-violation");
    }

    private static JsonNode expected(Path file) {
        String name = file.getFileName().toString();
        Path refused = name.endsWith(".dialect.json")
                ? file.resolveSibling(name.replace(".dialect.json", TO))
                : file.resolveSibling(name.replace(".canonical.json", FROM));
        return Files.exists(refused) ? Shipped.read(refused) : Shipped.JSON.createObjectNode();
    }
}
