package io.yizhan.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What dialect.yaml can say of services with files, routes and steps, and of bodies in XML. */
class DialectGrammarTest {
    private static final String FILE = "dialect/dialect.yaml";
    private static final String SERVICE = "{path: /here, code: c, files: {path: /here/files, code: f}, route: by-steps, steps: {first: {path: /first, code: g}}}";

    @TempDir
    Path root;

    private SmallTree tree;

    @BeforeEach
    void plant() {
        tree = SmallTree.in(root);
    }

    @Test
    void reads_a_service_with_all_it_can_have() {
        Dialect dialect = inSteps().load();

        assertThat(dialect.serviceFor("kind")).contains(new Service("kind", "/here", "c", Optional.of("by-steps"),
                Optional.of(new Service.Place("/here/files", "f")), Map.of("first", new Service.Place("/first", "g")), Map.of()));
    }

    @Test
    void makes_a_step_of_what_is_asked_and_what_was_said() {
        Dialect dialect = inSteps()
                .write("dialect/kind/first.step.jslt", "{\"item\": .asked.item}")
                .write("dialect/kind/request.step.jslt", "{\"codes\": .said.first.codes, \"item\": .asked.item}")
                .load();

        assertThat(dialect.step("kind", "first", Trees.json("{\"item\":\"1\"}"), Map.of()))
                .isEqualTo(Outcome.of(new Dialect.Step("/first", "g", Trees.json("{\"item\":\"1\"}"))));
        assertThat(dialect.step("kind", "request", Trees.json("{}"), Map.of("first", Trees.json("{\"codes\":[\"2\"]}"))).map(Dialect.Step::payload))
                .isEqualTo(Outcome.of(Trees.json("{\"codes\":[\"2\"]}")));
    }

    @Test
    void sends_what_is_asked_where_the_last_step_has_no_mapping() {
        Dialect dialect = inSteps().load();

        assertThat(dialect.step("kind", "request", Trees.json("{\"item\":\"1\"}"), Map.of()))
                .isEqualTo(Outcome.of(new Dialect.Step("/here", "c", Trees.json("{\"item\":\"1\"}"))));
    }

    @Test
    void says_where_a_step_has_no_words_for_what_was_said() {
        Dialect dialect = inSteps().write("dialect/kind/first.step.jslt", "{\"c\": dialect-code(\"colour\", .asked.c)}").load();

        assertThat(dialect.step("kind", "first", Trees.json("{\"c\":\"blue\"}"), Map.of()).fold(Object::toString, Refusal::place)).isEqualTo("/asked/c");
    }

    @Test
    void changes_version_with_a_step() {
        String before = inSteps().load().version("kind", "request");

        assertThat(tree.write("dialect/kind/first.step.jslt", "{}").load().version("kind", "request")).isNotEqualTo(before);
    }

    @Test
    void refuses_a_step_nobody_declared_when_it_is_asked_for() {
        Dialect dialect = inSteps().load();

        assertThatThrownBy(() -> dialect.step("kind", "second", Trees.json("{}"), Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refuses_a_step_without_its_mapping() {
        inSteps().remove("dialect/kind/first.step.jslt");

        assertThatThrownBy(tree::load).isInstanceOf(InvalidMappings.class).hasMessageContaining("dialect/kind/first.step.jslt: cannot be read");
    }

    @Test
    void refuses_a_mapping_that_belongs_to_no_step() {
        inSteps().write("dialect/kind/second.step.jslt", "{}");

        assertThatThrownBy(tree::load).isInstanceOf(InvalidMappings.class).hasMessageContaining("second.step.jslt belongs to no step");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "files: {path: /here/files | files: {path: here | services.kind.files.path must begin with /",
        "files: {path: /here/files, | files: { | services.kind.files.path is missing",
        "{first: {path: /first, | {first: {path: /first, way: x, | services.kind.steps.first.way is not a key known here",
        "route: by-steps | rout: by-steps | services.kind.rout is not a key known here", "route: by-steps | soap: none | services.kind.soap is not a key known here"
    })
    void names_what_is_wrong_with_a_service(String part, String by, String sentence) {
        inSteps().replace(FILE, part, by);

        assertThatThrownBy(tree::load).isInstanceOf(InvalidMappings.class).hasMessageContaining(FILE).hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{id: /no} | {id: /no, business-key: [/a]} | request.business-key is for messages without an id",
        "{id: /no} | {business-key: [a]} | request.business-key must be a JSON pointer",
        "code: /code | code: [] | reply.code is missing", "code: /code | code: [/code, code] | reply.code must be a JSON pointer",
        "payload: /data} | payload: /data, time: {at: /t}} | reply.time.form is missing",
        "payload: /data} | payload: /data, time: {at: /t, form: bb}} | reply.time.form must be a form of date and time",
        "payload: /data} | payload: /data, time: {at: /t, form: yyyy, of: x}} | reply.time.of is not a key known here",
        "message: fine | with: {/a: 1} | success.with./a must be text (put it in quotes) or []",
        "message: fine | with: {a: x} | success.with must be a JSON pointer", "message: fine | with: [a] | success.with. must be a list of keys",
        "status: own | 'status: own, with: {/a: {}}' | refusals.with./a must be text"
    })
    void names_what_is_wrong_with_a_body(String part, String by, String sentence) {
        tree.replace(FILE, part, by);

        assertThatThrownBy(tree::load).isInstanceOf(InvalidMappings.class).hasMessageContaining(FILE).hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "root: ask | is: ask | request.root is missing", "root: told | root: 'x:told' | reply.root must be the name of an element",
        "soap: none | soap: '\"1.2\"' | soap must be \"1.1\" or none", "arrays: [a/b] | arrays: a/b | arrays must be a list",
        "arrays: [a/b] | arrays: [/a/b] | arrays must be paths of elements", "cdata: [c] | cdata: [c/] | cdata must be paths of elements",
        "cdata: [c] | cdatas: [c] | cdatas is not a key known here", "{path: /here} | {path: /here, soap: yes} | services.kind.soap must be"
    })
    void names_what_is_wrong_with_xml(String part, String by, String sentence) {
        inXml().replace(FILE, part, by);

        assertThatThrownBy(tree::load).isInstanceOf(InvalidMappings.class).hasMessageContaining(FILE).hasMessageContaining(sentence);
    }

    @Test
    void translates_into_what_xml_will_say() {
        Dialect dialect = inXml().write("dialect/kind/request.from-canonical.jslt", "{\"n\": .n, \"a\": {\"b\": .list}, \"none\": []}").load();

        assertThat(dialect.fromCanonical("kind", "request", Trees.json("{\"n\":1.50,\"list\":[true]}")))
                .isEqualTo(Outcome.refused(Refusal.of(RefusalCode.UNMAPPABLE, "/none", "a list only where the dialect lists the element under arrays")));
        tree.write("dialect/kind/request.from-canonical.jslt", "{\"n\": .n, \"a\": {\"b\": .list}}");
        assertThat(tree.load().fromCanonical("kind", "request", Trees.json("{\"n\":1.50,\"list\":[true]}")))
                .isEqualTo(Outcome.of(Trees.json("{\"n\":\"1.50\",\"a\":{\"b\":[\"true\"]}}")));
    }

    private SmallTree inSteps() {
        return tree.replace(FILE, "{path: /here}", SERVICE).write("dialect/kind/first.step.jslt", "{\"a\": .asked}");
    }

    private SmallTree inXml() {
        return tree.replace(FILE, "envelope: json", "envelope: xml\nsoap: none\narrays: [a/b]\ncdata: [c]")
                .replace(FILE, "request: {id: /no}", "request: {root: ask, id: /no}")
                .replace(FILE, "reply: {code: /code", "reply: {root: told, code: /code");
    }
}
