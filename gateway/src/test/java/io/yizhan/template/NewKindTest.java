package io.yizhan.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.yizhan.contract.Contract;
import io.yizhan.mapping.Canonical;
import io.yizhan.mapping.Dialects;
import io.yizhan.testing.Copies;
import io.yizhan.vocabulary.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a copy of what ships. */
class NewKindTest {
    private static final String QUESTION =
            """
            {"subject": {"name": "郑州样本餐饮有限公司", "code": "91330000755918469E"}, "purpose": "办理食品经营许可",
             "requester": {"organisation": "11220000013544541J", "name": "样本局"}, "authorisation": {"basis": "duty", "reference": "条例第三条"}}
            """;

    @TempDir
    private Path directory;

    private Path mappings;
    private Path routes;

    @BeforeEach
    void copy() throws IOException {
        mappings = directory.resolve("mappings");
        routes = directory.resolve("routes");
        Copies.mappings(mappings);
        Copies.routes(routes);
    }

    private Written write() {
        return Templates.write(new NewKind(mappings, "credit-check", routes));
    }

    @Test
    void is_a_kind_the_contract_knows_and_can_ask() throws IOException {
        write();
        JsonNode question = new JsonMapper().readTree(QUESTION);

        assertThat(Contract.load(mappings).validate(Contract.CANONICAL, "credit-check", "request", question)).isEqualTo(Outcome.of(question));
    }

    @Test
    void its_examples_do_not_follow_its_schemas_until_they_are_filled_in() {
        write();
        JsonNode example = Tree.json(mappings.resolve("canonical/credit-check/samples/request-example.canonical.json"));

        assertThat(Contract.load(mappings).validate(Contract.CANONICAL, "credit-check", "request", example)).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void says_of_a_question_what_agreements_and_the_search_for_an_answerer_need() throws IOException {
        write();

        assertThat(Dialects.load(mappings).canonical().terms("credit-check", new JsonMapper().readTree(QUESTION)))
                .isEqualTo(Outcome.of(new Canonical.Terms("办理食品经营许可", "duty", "条例第三条", "", "330000")));
    }

    @Test
    void what_is_said_when_nothing_is_found_follows_its_schema() {
        write();
        JsonNode nothing = Dialects.load(mappings).canonical().notFound("credit-check").orElseThrow();

        assertThat(Contract.load(mappings).validate(Contract.CANONICAL, "credit-check", "reply", nothing)).isEqualTo(Outcome.of(nothing));
    }

    @Test
    void has_a_route_of_its_own() {
        assertThat(write().files()).contains(routes.resolve("kinds/credit-check.camel.yaml"));
        assertThat(Tree.yaml(routes.resolve("kinds/credit-check.camel.yaml")).findValuesAsText("value")).contains("credit-check");
    }

    @Test
    void a_new_dialect_can_speak_of_it() {
        write();

        Templates.write(new NewDialect(
                mappings, "henan", List.of("credit-check"), "native", NewDialect.Form.JSON, Optional.empty(), Optional.empty()));

        assertThat(Dialects.load(mappings).named("henan").orElseThrow().serviceFor("credit-check")).isPresent();
        assertThat(mappings.resolve("henan/credit-check/samples/request-example.dialect.json")).exists();
    }

    @Test
    void nothing_that_exists_is_overwritten() throws IOException {
        Files.writeString(routes.resolve("kinds/credit-check.camel.yaml"), "[]");

        assertThatThrownBy(this::write).isInstanceOf(CannotWrite.class).hasMessageContaining("credit-check.camel.yaml");
        assertThat(mappings.resolve("canonical/credit-check")).doesNotExist();
    }

    @Test
    void a_folder_without_kinds_is_no_folder_of_routes() {
        assertThatThrownBy(() -> Templates.write(new NewKind(mappings, "credit-check", mappings)))
                .isInstanceOf(CannotWrite.class)
                .hasMessageContaining("kinds");
    }
}
