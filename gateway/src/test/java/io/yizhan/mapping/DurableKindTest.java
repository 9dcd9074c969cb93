package io.yizhan.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.NullNode;
import io.yizhan.mapping.Canonical.Addressed;
import io.yizhan.mapping.Canonical.Matter;
import io.yizhan.mapping.Service.Place;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kinds whose messages are accepted now and delivered later: rules per message, a place per message, how acceptance is told. */
class DurableKindTest {
    private static final String FILE = "dialect/dialect.yaml";
    private static final String KIND = "canonical/kind/kind.yaml";
    private static final String PLACES = "{messages: {submit: {path: /put}, event: {path: /say, code: e}}}";

    @TempDir
    Path root;

    private SmallTree tree;

    @BeforeEach
    void plant() {
        tree = SmallTree.in(root)
                .remove("canonical/kind/terms.jslt")
                .remove(SmallTree.TO)
                .remove("dialect/kind/request.from-canonical.jslt")
                .write(KIND, "pattern: case\nmessages: [submit, event]\n")
                .write("canonical/kind/submit.terms.jslt", "{\"to\": [for (.who) {\"region\": .}], \"case\": {\"step\": \"opened\", \"number\": .no}}")
                .write("canonical/kind/event.terms.jslt", "{\"subject\": .no, \"inform\": [{\"party\": \"p1\", \"authority\": \"a\"}]}")
                .replace(FILE, "{path: /here}", PLACES)
                .replace(FILE, "refusals:", "acceptance: {status: \"202\", places: {message: /data/id, entry: /data/entry, accepted-at: /data/at}}\nrefusals:");
        for (String message : List.of("submit", "event")) {
            tree.write("dialect/kind/" + message + ".to-canonical.jslt", "{\"no\": .n}").write("dialect/kind/" + message + ".from-canonical.jslt", "{\"n\": .no}");
        }
    }

    @Test
    void finds_a_service_by_the_place_of_any_of_its_messages() {
        Dialect dialect = tree.load();

        assertThat(dialect.service("/put", Optional.empty()).map(Service::kind)).contains("kind");
        assertThat(dialect.service("/say", Optional.of("e")).map(Service::kind)).contains("kind");
        assertThat(dialect.service("/say", Optional.empty())).isEmpty();
    }

    @Test
    void tells_by_the_place_which_message_is_sent() {
        Service service = tree.load().serviceFor("kind").orElseThrow();

        assertThat(service.message("/put", Optional.of("any"))).contains("submit");
        assertThat(service.message("/say", Optional.of("e"))).contains("event");
        assertThat(service.message("/say", Optional.of("f"))).isEmpty();
    }

    @Test
    void tells_where_a_message_is_sent() {
        Service service = tree.load().serviceFor("kind").orElseThrow();

        assertThat(service.at("event")).isEqualTo(new Place("/say", "e"));
        assertThat(service.at("submit")).isEqualTo(new Place(service.path(), service.code())).isEqualTo(new Place("/put", ""));
    }

    @Test
    void sends_every_message_to_the_one_place_where_there_is_but_one() {
        Service service = SmallTree.in(root.resolve("another")).load().serviceFor("kind").orElseThrow();

        assertThat(service.at("request")).isEqualTo(new Place("/here", ""));
        assertThat(service.message("/here", Optional.empty())).isEmpty();
    }

    @Test
    void leaves_it_to_the_envelope_to_tell_messages_apart_where_it_can() {
        inEvents().replace(FILE, PLACES, "{path: /here}");

        assertThat(tree.load().serviceFor("kind").orElseThrow().at("event")).isEqualTo(new Place("/here", ""));
    }

    @Test
    void needs_no_place_of_its_own_for_the_only_message() {
        tree.write(KIND, "pattern: notice\nmessages: [submit]\n").remove("canonical/kind/event.terms.jslt").replace(FILE, PLACES, "{path: /here}");

        assertThat(tree.load().serviceFor("kind").orElseThrow().at("submit")).isEqualTo(new Place("/here", ""));
    }

    @Test
    void has_a_version_for_each_message() {
        Dialect dialect = tree.write("dialect/kind/event.to-canonical.jslt", "{\"no\": .m}").load();

        assertThat(dialect.version("kind", "event")).matches("[0-9a-f]{16}").isNotEqualTo(dialect.version("kind", "submit"));
    }

    @Test
    void says_what_has_to_be_known_of_a_message() {
        assertThat(canonical().matter("kind", "submit", Trees.json("{\"no\":\"1\",\"who\":[\"44\",\"33\"]}"))).isEqualTo(Outcome.of(new Matter(
                "", "", "", "", List.of(new Addressed("", "", "44"), new Addressed("", "", "33")), List.of(),
                Trees.json("{\"step\":\"opened\",\"number\":\"1\"}"))));
        assertThat(canonical().matter("kind", "event", Trees.json("{\"no\":\"1\"}"))).isEqualTo(Outcome.of(
                new Matter("", "", "", "1", List.of(), List.of(new Addressed("p1", "a", "")), NullNode.instance)));
    }

    @Test
    void shows_a_party_the_whole_of_a_case_unless_there_are_rules() {
        assertThat(canonical().forward("kind", Trees.json("{\"submit\":{\"a\":1},\"party\":\"p1\"}"))).isEqualTo(Outcome.of(Trees.json("{\"a\":1}")));

        tree.write("canonical/kind/forward.jslt", "{\"for\": .party}");

        assertThat(canonical().forward("kind", Trees.json("{\"submit\":{\"a\":1},\"party\":\"p1\"}"))).isEqualTo(Outcome.of(Trees.json("{\"for\":\"p1\"}")));
    }

    @Test
    void tells_of_deadlines_where_there_are_rules() {
        assertThat(canonical().tellsDeadlines("kind")).isFalse();

        tree.write("canonical/kind/deadline.jslt", "{\"no\": .number}");

        assertThat(canonical().tellsDeadlines("kind")).isTrue();
        assertThat(canonical().deadline("kind", Trees.json("{\"number\":\"1\"}"))).isEqualTo(Outcome.of(Trees.json("{\"no\":\"1\"}")));
    }

    @Test
    void is_asked_for_no_rules_it_has_not() {
        Canonical durable = canonical();
        Canonical query = Dialects.load(SmallTree.in(root.resolve("another")).root()).canonical();

        assertThatThrownBy(() -> durable.terms("kind", Trees.json("{}"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> durable.deadline("kind", Trees.json("{}"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> query.matter("kind", "request", Trees.json("{}"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void says_at_which_place_terms_have_no_counterpart() {
        tree.write("canonical/kind/event.terms.jslt", "{\"subject\": date(.on)}");

        assertThat(canonical().matter("kind", "event", Trees.json("{\"on\":\"never\"}")).fold(Object::toString, Refusal::place)).isEqualTo("/on");
    }

    @Test
    void refuses_a_kind_with_a_message_without_terms() {
        tree.remove("canonical/kind/event.terms.jslt");

        assertThatThrownBy(tree::load).isInstanceOf(InvalidMappings.class).hasMessageContaining("canonical/kind/event.terms.jslt: cannot be read");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "terms.jslt | case | [submit, event]", "complete.jslt | case | [submit, event]", "result.terms.jslt | case | [submit, event]",
        "forward.jslt | notice | [submit, event]", "deadline.jslt | notice | [submit, event]", "event.terms.jslt | case | [submit]"
    })
    void refuses_a_rule_that_nobody_would_ask_for(String file, String pattern, String messages) {
        tree.write(KIND, "pattern: " + pattern + "\nmessages: " + messages + "\n").write("canonical/kind/" + file, "{}");

        assertThatThrownBy(tree::load).isInstanceOf(InvalidMappings.class).hasMessageContaining("canonical/kind/" + file + ": is no rule");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{messages: {submit: {path: /put}, event: {path: /say, code: e}}} | {path: /here} | services.kind.messages is missing",
        "event: {path: /say, code: e} | 'evnt: {path: /say, code: e}' | services.kind.messages must name each of submit, event",
        "', event: {path: /say, code: e}' | '' | services.kind.messages must name each of submit, event",
        "{messages: | {path: /here, messages: | services.kind.path is not a key known here",
        "{path: /say, code: e} | {path: /put} | services.kind has the path and code of another kind or message",
        "{path: /say, code: e} | {path: say} | services.kind.messages.event.path must begin with /",
        "acceptance: | places: {inbox: {path: /put}}\\nacceptance: | places.inbox has the path and code of something else",
        "acceptance: | places: {inbx: {path: /inbox}}\\nacceptance: | places.inbx is not a key known here",
        "acceptance: | places: {inbox: {code: x}}\\nacceptance: | places.inbox.path is missing",
        "'status: \"202\"' | 'status: \"500\"' | acceptance.status must be an HTTP status of success",
        "accepted-at: | at: | acceptance.places.accepted-at is missing",
        "message: /data/id | message: id | acceptance.places.message must be a JSON pointer",
        "'{status: \"202\",' | '{status: \"202\", form: x,' | acceptance.form is not a key known here",
        "'acceptance: {status: \"202\", places: {message: /data/id, entry: /data/entry, accepted-at: /data/at}}' | '' | acceptance is missing, but messages of kind"
    })
    void names_what_is_wrong_with_a_dialect(String part, String by, String sentence) {
        tree.replace(FILE, part, by.replace("\\n", "\n"));

        assertThatThrownBy(tree::load).isInstanceOf(InvalidMappings.class).hasMessageContaining(FILE).hasMessageContaining(sentence);
    }

    @Test
    void says_where_partners_find_what_is_not_exchanging() {
        tree.replace(FILE, "acceptance:", "places: {inbox: {path: /in, code: i}, messages: {path: /messages}}\nacceptance:");

        Dialect dialect = tree.load();

        assertThat(dialect.place("inbox")).contains(new Place("/in", "i"));
        assertThat(dialect.place("messages")).contains(new Place("/messages", ""));
        assertThat(dialect.place("attachments")).isEmpty();
    }

    private Canonical canonical() {
        return Dialects.load(root).canonical();
    }

    private SmallTree inEvents() {
        return tree.write(FILE, """
                convention: some
                charset: UTF-8
                envelope: cloudevents
                type: "yizhan.{kind}.{message}"
                services:
                  kind: %s
                acceptance: {status: "202", places: {message: /message, entry: /entry, accepted-at: /acceptedAt}}
                """.formatted(PLACES));
    }
}
