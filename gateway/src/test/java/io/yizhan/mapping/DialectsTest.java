package io.yizhan.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectsTest {
    @TempDir
    Path root;

    private SmallTree tree;

    @BeforeEach
    void plant() {
        tree = SmallTree.in(root);
    }

    @Test
    void of_a_long_table_not_every_code_is_told() throws IOException {
        String codes = IntStream.range(0, 200).mapToObj(each -> "\"value-" + each + "\": \"code-" + each + "\"").collect(Collectors.joining(", ", "{", "}"));
        Outcome<JsonNode> outcome = tree.write("dialect/codes/colour.json", codes).load().toCanonical("kind", "request", json("{\"c\":\"9\"}"));
        assertThat(outcome.fold(Trees::text, Refusal::expected)).startsWith("a code of the table colour: code-0, code-1, ").endsWith(", …").hasSizeLessThan(500);
    }

    @Test
    void translates_codes_and_dates() {
        assertThat(translated("{\"c\":\"two\",\"d\":\"2023/3/9\"}").fold(Trees::text, Refusal::toString))
                .isEqualTo("{\"colour\":\"green\",\"on\":\"2023-03-09\"}");
    }

    @Test
    void writes_the_first_of_several_codes() {
        Outcome<JsonNode> outcome = tree.load().fromCanonical("kind", "request", json("{\"colour\":\"green\"}"));

        assertThat(outcome.fold(Trees::text, Refusal::toString)).isEqualTo("{\"c\":\"2\"}");
    }

    @Test
    void reads_a_code_written_as_a_number() {
        assertThat(translated("{\"c\":1}").fold(Trees::text, Refusal::toString)).isEqualTo("{\"colour\":\"red\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"c\":\"9\"} | /c", "{\"c\":\"\"} | /c", "{\"b\":\"\",\"c\":\"\"} | /c", "{\"b\":9,\"c\":9} | /c", "{\"d\":\"2023-02-30\"} | /d",
        "{\"d\":{\"x\":1}} | /d", "{\"c\":[\"1\"]} | /c"
    })
    void refuses_what_has_no_counterpart_and_says_where(String payload, String place) {
        assertThat(translated(payload).fold(Trees::text, refusal -> refusal.code() + " " + refusal.place())).isEqualTo("UNMAPPABLE " + place);
    }

    @Test
    void never_says_in_a_refusal_what_the_value_was() {
        assertThat(translated("{\"c\":\"secret\"}").fold(Trees::text, Refusal::toString)).doesNotContain("secret");
    }

    @Test
    void keeps_empty_lists_and_false_but_not_null_and_empty_objects() {
        tree.write(SmallTree.TO, "{\"list\": [], \"no\": false, \"nothing\": null, \"empty\": {}, \"text\": \"\"}");

        assertThat(translated("{}").fold(Trees::text, Refusal::toString)).isEqualTo("{\"list\":[],\"no\":false,\"text\":\"\"}");
    }

    @Test
    void says_where_a_mapping_broke_but_not_on_what() {
        tree.write(SmallTree.TO, "\n  {\"n\": number(.n)}");

        assertThatThrownBy(() -> translated("{\"n\":\"secret\"}"))
                .isInstanceOf(MappingFailed.class)
                .hasMessageContaining("dialect/kind/request.to-canonical.jslt:2:")
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @Test
    void names_at_least_the_file_when_a_mapping_breaks_inside_its_own_function() {
        tree.write(SmallTree.TO, "def f(x) number($x)\n{\"n\": f(.n)}");

        assertThatThrownBy(() -> translated("{\"n\":\"secret\"}"))
                .isInstanceOf(MappingFailed.class)
                .hasMessageContaining("dialect/kind/request.to-canonical.jslt")
                .hasMessageNotContaining("secret");
    }

    @Test
    void finds_a_service_by_path_and_code() {
        tree.replace("dialect/dialect.yaml", "{path: /here}", "{path: /here, code: this}");

        Dialect dialect = tree.load();

        assertThat(dialect.service("/here", Optional.of("this"))).contains(new Service("kind", "/here", "this", Optional.empty(), Optional.empty(), Map.of(), Map.of()));
        assertThat(dialect.service("/here", Optional.of("that"))).isEmpty();
        assertThat(dialect.service("/here", Optional.empty())).isEmpty();
        assertThat(dialect.service("/there", Optional.of("this"))).isEmpty();
    }

    @Test
    void changes_version_with_mappings_and_codes_only() {
        String before = tree.load().version("kind", "request");
        String again = tree.replace("dialect/dialect.yaml", "fine", "good").load().version("kind", "request");
        String otherCodes = tree.write("dialect/codes/colour.json", "{\"red\": \"1\"}").load().version("kind", "request");
        String otherMapping = tree.write(SmallTree.TO, "{}").load().version("kind", "request");

        assertThat(before).matches("[0-9a-f]{16}").isEqualTo(again).isNotEqualTo(otherCodes);
        assertThat(otherMapping).isNotEqualTo(otherCodes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "convention: some | convention: 1 | convention must be text (put it in quotes)",
        "convention: some | conventoin: some | convention is missing",
        "convention: some | {} | dialect.yaml: ",
        "charset: UTF-8 | charset: GBK | charset must be UTF-8 or GB18030",
        "envelope: json | envelope: soap | envelope must be json, xml or cloudevents",
        "request: {id: /no} | requset: {id: /no} | requset is not a key known here",
        "{id: /no} | {id: nowhere} | request.id must be a JSON pointer, for instance /data",
        "{id: /no} | {is: /no} | request.is is not a key known here",
        "payload: /data | payload: / | reply.payload must be a JSON pointer, for instance /data",
        "'code: \"0\"' | 'code: 0' | success.code must be text (put it in quotes)",
        "'{\"0\": ok}' | '{\"0\": okay}' | answers.0 must be one of ok, not-found, retry, refresh-secret, refuse",
        "'{\"0\": ok}' | '{\"1\": ok}' | success has a code that answers does not call ok",
        "status: own | status: '\"999\"' | refusals.status must be \"own\" or an HTTP status in quotes",
        "'default: \"-1\"' | 'default: \"-1\", codes: {nonsense: \"1\"}' | refusals.codes.nonsense is not a refusal",
        "refusal: /data/refusal | colour: /data | refusals.details.colour is not a key known here",
        "path: /here | path: here | services.kind.path must begin with /",
        "'kind: {path: /here}' | 'kin: {path: /here}' | services.kin is not a kind of canonical/",
    })
    void names_the_key_of_a_dialect_that_is_wrong(String part, String by, String sentence) {
        tree.replace("dialect/dialect.yaml", part, by);
        if (by.startsWith("kin:")) {
            tree.remove(SmallTree.TO).remove("dialect/kind/request.from-canonical.jslt");
            assertThat(root.resolve("dialect/kind").toFile().delete()).isTrue();
        }

        assertThatThrownBy(tree::load).isInstanceOf(InvalidMappings.class)
                .hasMessageContaining("dialect/dialect.yaml").hasMessageContaining(sentence);
    }

    @Test
    void refuses_a_tree_with_a_mapping_missing() {
        tree.remove("dialect/kind/request.from-canonical.jslt");

        assertThatThrownBy(tree::load).isInstanceOf(InvalidMappings.class)
                .hasMessageContaining("dialect/kind/request.from-canonical.jslt: cannot be read");
    }

    @Test
    void refuses_a_folder_that_belongs_to_no_kind() {
        tree.write("dialect/knid/request.to-canonical.jslt", "{}");

        assertThatThrownBy(tree::load).isInstanceOf(InvalidMappings.class)
                .hasMessageContaining("dialect/knid belongs to no kind");
    }

    @Test
    void refuses_a_mapping_that_does_not_compile_with_line_and_column() {
        tree.write(SmallTree.TO, "{\n  \"a\": .b,,\n}");

        assertThatThrownBy(tree::load).isInstanceOf(InvalidMappings.class)
                .hasMessageContaining(SmallTree.TO + ":2:");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"a\": no-such(.b)}", "{\"a\": \"b}", "{\"a\": #}", "{\"a\": date()}", "''"})
    void refuses_any_other_defect_of_a_mapping_when_it_loads(String text) {
        tree.write(SmallTree.TO, text);

        assertThatThrownBy(tree::load).isInstanceOf(InvalidMappings.class)
                .hasMessageContaining(SmallTree.TO);
    }

    @Test
    void refuses_a_mapping_that_names_no_code_table() {
        tree.write(SmallTree.TO, "{\n  \"a\": canonical-code(\"color\", .b)\n}");

        assertThatThrownBy(tree::load).isInstanceOf(InvalidMappings.class)
                .hasMessageContaining(SmallTree.TO + ":2:8: there is no code table \"color\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"red\": \"1\", \"green\": \"1\"} | the code \"1\" stands twice", "{\"red\": 1} | the codes of \"red\" must be text",
        "{\"red\": []} | the codes of \"red\" must be text", "[] | a code table is an object", "{\"red\" | colour.json:1:"
    })
    void refuses_a_code_table_that_could_be_misread(String table, String sentence) {
        tree.write("dialect/codes/colour.json", table);

        assertThatThrownBy(tree::load).isInstanceOf(InvalidMappings.class)
                .hasMessageContaining("codes/colour.json").hasMessageContaining(sentence);
    }

    @Test
    void accepts_tables_that_tell_all_that_the_schemas_allow() {
        tree.write("canonical/kind/request.schema.json", "{\"a\":{\"x-codes\":\"colour\",\"enum\":[\"red\",\"green\",\"\",null]}}")
                .write("dialect/kind/request.schema.json", "{\"b\":[{\"x-codes\":\"colour\",\"enum\":[\"1\",\"2\",\"two\"]}]}");

        assertThat(tree.load().serviceFor("kind")).isPresent();
    }

    @Test
    void passes_over_canonical_codes_of_a_table_the_dialect_does_not_have() {
        tree.write("canonical/kind/request.schema.json", "{\"a\":{\"x-codes\":\"shape\",\"enum\":[\"round\"]}}");

        assertThat(tree.load().serviceFor("kind")).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "canonical | {\"x-codes\":\"colour\",\"enum\":[\"red\",\"blue\"]} | dialect/codes/colour.json: has no code for \"blue\"",
        "dialect | {\"x-codes\":\"colour\",\"enum\":[\"1\",\"3\"]} | dialect/codes/colour.json: does not read \"3\"",
        "dialect | {\"x-codes\":\"color\",\"enum\":[\"1\"]} | there is no code table \"color\"",
        "canonical | {\"x-codes\":\"colour\"} | x-codes is the name of a code table", "dialect | {\"x-codes\":1,\"enum\":[]} | x-codes is the name of a code table"
    })
    void refuses_a_table_that_does_not_tell_all_that_a_schema_allows(String side, String marked, String sentence) {
        tree.write(side + "/kind/request.schema.json", "{\"properties\":{\"a/b\":" + marked + "}}");

        assertThatThrownBy(tree::load).isInstanceOf(InvalidMappings.class)
                .hasMessageContaining(sentence).hasMessageContaining(side + "/kind/request.schema.json at /properties/a~1b");
    }

    @Test
    void refuses_a_folder_that_is_not_there() {
        assertThatThrownBy(() -> Dialects.load(root.resolve("absent"))).isInstanceOf(InvalidMappings.class)
                .hasMessageContaining("absent");
    }

    @Test
    void reads_terms_with_empty_text_for_what_is_not_known() {
        Outcome<Canonical.Terms> terms = Dialects.load(root).canonical().terms("kind", json("{\"why\":\"because\"}"));

        assertThat(terms).isEqualTo(Outcome.of(new Canonical.Terms("because", "", "", "", "")));
    }

    private Outcome<JsonNode> translated(String payload) {
        return tree.load().toCanonical("kind", "request", json(payload));
    }

    private static JsonNode json(String text) {
        return Trees.json(text);
    }
}
