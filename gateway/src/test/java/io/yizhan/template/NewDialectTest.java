package io.yizhan.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.contract.Contract;
import io.yizhan.mapping.Dialect;
import io.yizhan.mapping.Dialects;
import io.yizhan.testing.Copies;
import io.yizhan.vocabulary.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In a copy of what ships. */
class NewDialectTest {
    private static final List<String> BOTH = List.of("licence-recognition", "supervision-check");

    @TempDir
    private Path directory;

    private Path mappings;
    private Path routes;

    @BeforeEach
    void copy() throws IOException {
        mappings = directory.resolve("mappings");
        routes = directory.resolve("routes");
        Copies.mappings(mappings, "licence-recognition", "supervision-check");
        Copies.routes(routes);
    }

    private NewDialect wanted(NewDialect.Form envelope) {
        return new NewDialect(mappings, "henan", BOTH, "native", envelope, Optional.empty(), Optional.empty());
    }

    private NewDialect speaking(String kind, Optional<String> like) {
        return new NewDialect(mappings, "henan", List.of(kind), "native", NewDialect.Form.JSON, like, Optional.empty());
    }

    private Path henan(String file) {
        return mappings.resolve("henan").resolve(file);
    }

    @ParameterizedTest
    @EnumSource
    void can_be_loaded_as_it_is(NewDialect.Form envelope) {
        Templates.write(wanted(envelope));

        assertThatCode(() -> Contract.load(mappings)).doesNotThrowAnyException();
        assertThat(Dialects.load(mappings).named("henan")).isPresent();
    }

    @ParameterizedTest
    @EnumSource(names = {"JSON", "XML"})
    void every_key_it_may_have_besides_can_be_taken_as_it_stands(NewDialect.Form envelope) throws IOException {
        Templates.write(wanted(envelope));
        String plain = text("dialect.yaml");

        // a message has an id or a business key; one that counts has a list for payload
        String all = plain.replaceAll("(?m)^#(?=(  )?[a-z-]+: |    bad-signature)(?!  business-key|  count)", "").replace("#  codes:", "  codes:");
        Files.writeString(henan("dialect.yaml"), all);

        assertThat(all).contains("\n  own-id: ", "\n  with: ", "\n    bad-signature: ").isNotEqualTo(plain);
        assertThatCode(() -> Dialects.load(mappings)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void writes_and_reads_every_field_under_the_names_to_be_filled_in(NewDialect.Form envelope) throws IOException {
        Templates.write(wanted(envelope));
        Dialect henan = Dialects.load(mappings).named("henan").orElseThrow();

        for (Path canonical : files("supervision-check/samples", ".canonical.json")) {
            String message = message(canonical);
            Outcome<JsonNode> there = henan.fromCanonical("supervision-check", message, Tree.json(canonical));
            assertThat(there.then(payload -> henan.toCanonical("supervision-check", message, payload)))
                    .as(canonical.toString())
                    .isEqualTo(Outcome.of(Tree.json(canonical)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_its_mappings_write_follows_its_schemas(NewDialect.Form envelope) throws IOException {
        Templates.write(wanted(envelope));
        Dialect henan = Dialects.load(mappings).named("henan").orElseThrow();
        Contract contract = Contract.load(mappings);

        for (Path canonical : files("licence-recognition/samples", ".canonical.json")) {
            Outcome<JsonNode> there = henan.fromCanonical("licence-recognition", message(canonical), Tree.json(canonical));
            assertThat(there.then(payload -> contract.validate("henan", "licence-recognition", message(canonical), payload)))
                    .as(canonical.toString())
                    .isEqualTo(there);
        }
    }

    @ParameterizedTest
    @EnumSource
    void writes_and_reads_messages_that_are_delivered_later(NewDialect.Form envelope) throws IOException {
        Copies.samples(mappings, "joint-approval");
        Templates.write(new NewDialect(mappings, "henan", List.of("joint-approval"), "gjgxjhpt", envelope, Optional.empty(), Optional.empty()));
        Dialect henan = Dialects.load(mappings).named("henan").orElseThrow();

        assertThat(files("joint-approval/samples", ".canonical.json")).isNotEmpty().allSatisfy(canonical -> {
            Outcome<JsonNode> there = henan.fromCanonical("joint-approval", message(canonical), Tree.json(canonical));
            assertThat(there.then(payload -> henan.toCanonical("joint-approval", message(canonical), payload))).isEqualTo(Outcome.of(Tree.json(canonical)));
        });
    }

    private static String message(Path sample) {
        return sample.getFileName().toString().replaceFirst("-.*", "");
    }

    @Test
    void every_code_table_has_every_canonical_value() {
        Templates.write(wanted(NewDialect.Form.JSON));

        assertThat(Tree.json(henan("codes/licence-status.json")).properties()).extracting(code -> code.getKey() + " " + code.getValue().asText())
                .contains("valid fill-in-licence-status-valid", "revoked fill-in-licence-status-revoked");
    }

    @Test
    void its_samples_are_those_of_the_first_dialect_and_show_every_field_of_them() throws IOException {
        Templates.write(wanted(NewDialect.Form.JSON));

        assertThat(files("licence-recognition/samples", ".canonical.json")).extracting(file -> file.getFileName().toString())
                .anyMatch(name -> name.startsWith("request-") && text("licence-recognition/samples/" + name).contains("\"identifier\""))
                .anyMatch(name -> name.startsWith("request-") && text("licence-recognition/samples/" + name).contains("\"holder\" :"))
                .anyMatch(name -> name.startsWith("request-") && text("licence-recognition/samples/" + name).contains("\"authorisationCode\""))
                .anyMatch(name -> name.startsWith("reply-") && text("licence-recognition/samples/" + name).contains("\"longTerm\""));
    }

    @Test
    void its_side_of_a_sample_says_what_is_to_be_filled_in() throws IOException {
        Templates.write(speaking("supervision-check", Optional.of("zhejiang")));

        assertThat(files("supervision-check/samples", ".dialect.json")).isNotEmpty().allSatisfy(file ->
                assertThat(Tree.json(file).path("fill-in").asText()).contains(file.getFileName().toString().replace(".dialect.", ".canonical.")));
    }

    @Test
    void a_dialect_without_samples_of_a_kind_cannot_be_followed() {
        assertThatThrownBy(() -> Templates.write(speaking("supervision-check", Optional.of("nowhere"))))
                .isInstanceOf(CannotWrite.class)
                .hasMessageContaining("nowhere")
                .hasMessageContaining("jiangxi");
    }

    @Test
    void an_unknown_kind_is_told_and_which_there_are() {
        assertThatThrownBy(() -> Templates.write(speaking("licence-recogniton", Optional.empty())))
                .isInstanceOf(CannotWrite.class)
                .hasMessageContaining("licence-recogniton")
                .hasMessageContaining("supervision-check");
    }

    @Test
    void an_unknown_convention_is_told_and_which_there_are() {
        NewDialect wanted = new NewDialect(mappings, "henan", BOTH, "gjgxjhtp", NewDialect.Form.JSON, Optional.empty(), Optional.empty());

        assertThatThrownBy(() -> Templates.write(wanted)).isInstanceOf(CannotWrite.class).hasMessageContaining("gjgxjhpt");
    }

    @Test
    void a_folder_without_kinds_is_no_mapping_tree() {
        NewDialect wanted = new NewDialect(directory, "henan", BOTH, "native", NewDialect.Form.JSON, Optional.empty(), Optional.empty());

        assertThatThrownBy(() -> Templates.write(wanted)).isInstanceOf(CannotWrite.class).hasMessageContaining("canonical");
    }

    @Test
    void nothing_that_exists_is_overwritten() throws IOException {
        Files.createDirectories(henan("codes"));

        assertThatThrownBy(() -> Templates.write(wanted(NewDialect.Form.JSON))).isInstanceOf(CannotWrite.class).hasMessageContaining("already");
        assertThat(henan("dialect.yaml")).doesNotExist();
    }

    @Test
    void nothing_at_all_is_written_where_its_door_is_there_already() throws IOException {
        Files.createDirectories(routes.resolve("dialects"));
        Files.writeString(routes.resolve("dialects/henan.camel.yaml"), "[]");
        Files.copy(mappings.resolve("conventions/zhejiang.yaml"), mappings.resolve("conventions/henan.yaml"));
        NewDialect wanted = new NewDialect(mappings, "henan", BOTH, "henan", NewDialect.Form.JSON, Optional.empty(), Optional.of(routes));

        assertThatThrownBy(() -> Templates.write(wanted)).isInstanceOf(CannotWrite.class).hasMessageContaining("henan.camel.yaml");
        assertThat(henan("dialect.yaml")).doesNotExist();
    }

    @Test
    void a_convention_without_a_door_gets_one() throws IOException {
        Files.copy(mappings.resolve("conventions/zhejiang.yaml"), mappings.resolve("conventions/henan.yaml"));

        Written written = Templates.write(
                new NewDialect(mappings, "henan", BOTH, "henan", NewDialect.Form.JSON, Optional.empty(), Optional.of(routes)));

        assertThat(Doors.in(routes).of("henan")).contains("/henan");
        assertThat(text("dialect.yaml")).contains("{path: /henan/supervision-check}");
        assertThat(written.next()).anyMatch(line -> line.contains("had no door"));
    }

    @Test
    void a_convention_with_short_lived_secrets_gets_counters_for_them_too() throws IOException {
        Files.copy(Path.of("src/test/resources/sixth/mappings/conventions/hainan.yaml"), mappings.resolve("conventions/hainan.yaml"));

        Templates.write(new NewDialect(mappings, "henan", BOTH, "hainan", NewDialect.Form.JSON, Optional.empty(), Optional.of(routes)));

        assertThat(Tree.yaml(routes.resolve("dialects/henan.camel.yaml")).findValuesAsText("value"))
                .containsExactly("/open/ticket", "hainan", "/henan", "hainan");
    }

    @Test
    void a_convention_with_a_door_is_come_in_by_there() {
        Templates.write(new NewDialect(mappings, "henan", BOTH, "gjgxjhpt", NewDialect.Form.JSON, Optional.empty(), Optional.of(routes)));

        assertThat(text("dialect.yaml")).contains("{path: /httpproxy/supervision-check, code: fill-in-code-of-supervision-check}");
        assertThat(routes.resolve("dialects/henan.camel.yaml")).doesNotExist();
    }

    @Test
    void a_door_for_files_is_not_taken_for_that_of_messages() throws IOException {
        Path only = Files.createDirectories(directory.resolve("only"));
        Files.writeString(only.resolve("front.camel.yaml"),
                """
                - templatedRoute:
                    routeTemplateRef: door
                    parameters: [{name: path, value: /files}, {name: convention, value: zhejiang}, {name: method, value: GET}]
                """);

        assertThat(Doors.in(only).of("zhejiang")).isEmpty();
    }

    private List<Path> files(String folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(henan(folder))) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private String text(String file) {
        try {
            return Files.readString(henan(file));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
