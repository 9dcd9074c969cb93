package io.yizhan.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadingTest {
    private static final String HEAD = "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\", \"x-release\": \"verdict\", ";

    @TempDir
    private Path mappings;

    @BeforeEach
    void one_kind_in_two_dialects() throws IOException {
        write("canonical/greeting/kind.yaml", "pattern: query\nmessages: [request]\n");
        write("canonical/greeting/request.schema.json", HEAD + "\"type\": \"object\"}");
        write("martian/greeting/request.schema.json", HEAD + "\"type\": \"object\"}");
        write("martian/codes/table.json", "{}");
        write("conventions/some.yaml", "x: 1\n");
    }

    @Test
    void reads_kinds_that_no_code_knows_of() {
        assertThat(Contract.load(mappings).kinds()).containsExactly("greeting");
    }

    @Test
    void reads_all_a_kind_can_say_of_itself() throws IOException {
        write("canonical/greeting/kind.yaml", "pattern: case\nmessages: [request]\nstages: [heard, returned]\nidempotent: false\nnumbers: {number: number, party: party, project: project}\n");

        assertThat(Contract.load(mappings).kind("greeting"))
                .contains(new Kind("greeting", "case", List.of("request"), List.of("heard", "returned"), false, Optional.of(new Kind.Numbers("number", "party", "project")), Kind.Kept.USUAL, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    @Test
    void reads_which_messages_want_another_one() throws IOException {
        write("canonical/greeting/kind.yaml", "pattern: notice\nmessages: [request]\nawaits: {message: request, at: /mood, values: [bad], answer: request, same: [/no], within: 15d}\n");

        assertThat(Contract.load(mappings).kind("greeting").orElseThrow().awaits())
                .contains(new Kind.Awaits("request", "/mood", List.of("bad"), "request", List.of("/no"), Duration.ofDays(15)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {message: request, at: /mood, values: [bad], answer: reply, same: [/no], within: 15d}   | awaits names two of the messages
            {message: request, at: /mood, values: [bad], answer: request, same: [/no], within: 30d} | awaits is within less than messages are kept
            {message: request, at: /mood, values: [bad], answer: request, same: [/no], within: 15}  | awaits.within is told in days
            {message: request, at: mood, values: [bad], answer: request, same: [/no], within: 15d}  | awaits says with which values at a JSON pointer
            {message: request, at: /mood, values: [bad], answer: request, within: 15d}              | awaits names message, at, values, answer, same and within
            """)
    void a_kind_that_awaits_what_cannot_be_stops_the_start(String awaits, String why) throws IOException {
        write("canonical/greeting/kind.yaml", "pattern: notice\nmessages: [request]\nawaits: " + awaits + "\n");

        assertThatThrownBy(() -> Contract.load(mappings)).isInstanceOf(InvalidContract.class).hasMessageContaining(why);
    }

    @Test
    void reads_what_is_found_and_compared_of_the_items_of_a_feed() throws IOException {
        write("canonical/greeting/kind.yaml", """
                pattern: feed
                messages: [request]
                feed:
                  collection: greetings
                  id: /no
                  version: /version
                  withdrawn: /withdrawn
                  search: {/mood: 3, /words/said: 1}
                  facets: {mood: /mood}
                  dates: {said: /said}
                  compare: {mood: /mood}
                  match: {conditions: /conditions, benefits: /benefits, when: /when, audience: /for}
                  must: [{any: [/mood, /words]}, {any: [/said], unless: /mood, is: [silent]}]
                """);
        write("canonical/greeting/profile.schema.json", "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\", \"x-release\": \"verdict\", \"type\": \"object\"}");

        assertThat(Contract.load(mappings).kind("greeting").orElseThrow().feed()).contains(new Kind.Feed(
                "greetings", "/no", "/version", "/withdrawn", Map.of("/mood", 3, "/words/said", 1), Map.of("mood", "/mood"), Map.of("said", "/said"),
                Map.of("mood", "/mood"), Optional.of(new Kind.Feed.Match("/conditions", "/benefits", "/when", Optional.of("/for"))), Optional.empty(), Optional.empty(),
                List.of(new Kind.Feed.Must(List.of("/mood", "/words"), Optional.empty(), List.of()),
                        new Kind.Feed.Must(List.of("/said"), Optional.of("/mood"), List.of("silent")))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            feed   | {collection: greetings, id: /no, version: /version, withdrawn: /gone}                                             | feed names collection, id, version, withdrawn and search
            feed   | {collection: greetings, id: no, version: /version, withdrawn: /gone, search: {/mood: 3}}                           | JSON pointers
            feed   | {collection: greetings, id: /no, version: /version, withdrawn: /gone, search: {/mood: 0}}                          | a weight of 1 or more
            feed   | {collection: greetings, id: /no, version: /version, withdrawn: /gone, search: {/mood: 3}, must: [{any: []}]}      | feed.must names any of some places
            feed   | {collection: greetings, id: /no, version: /version, withdrawn: /gone, search: {/mood: 3}, must: [{any: [/a], is: [b]}]} | feed.must names any of some places
            feed   | {collection: greetings, id: /no, version: /version, withdrawn: /gone, search: {/mood: 3}, must: [{any: [mood]}]}  | JSON pointers
            feed   | {collection: Greetings, id: /no, version: /version, withdrawn: /gone, search: {/mood: 3}}                          | names are small letters
            feed   | {collection: greetings, id: /no, version: /version, withdrawn: /gone, search: {/mood: 3}, match: {when: /when}}    | JSON pointers
            feed   | {collection: greetings, id: /no, version: /version, withdrawn: /gone, search: {/mood: 3}, notice: {kind: hello, title: /t, benefit: /n, link: /l}} | feed.notice is for items with conditions
            feed   | {collection: greetings, id: /no, version: /version, withdrawn: /gone, search: {/mood: 3}, match: {conditions: /c, benefits: /b, when: /w}, notice: {kind: hello, title: /t, benefit: /n, link: /l}} | feed.notice names no kind
            feed   | {collection: greetings, id: /no, version: /version, withdrawn: /gone, search: {/mood: 3}, match: {conditions: /c, benefits: /b, when: /w}, notice: {kind: hello, title: /t}} | JSON pointers
            feed   | {collection: greetings, id: /no, version: /version, withdrawn: /gone, search: {/mood: 3}, unanswered: greeting}    | feed.unanswered names no kind of the pattern case
            notice | {collection: greetings, id: /no, version: /version, withdrawn: /gone, search: {/mood: 3}}                          | feed is for the pattern feed
            """)
    void a_feed_that_cannot_be_stops_the_start(String pattern, String feed, String why) throws IOException {
        write("canonical/greeting/kind.yaml", "pattern: " + pattern + "\nmessages: [request]\nfeed: " + feed + "\n");

        assertThatThrownBy(() -> Contract.load(mappings)).isInstanceOf(InvalidContract.class).hasMessageContaining(why);
    }

    @Test
    void a_feed_that_says_nothing_of_its_items_stops_the_start() throws IOException {
        write("canonical/greeting/kind.yaml", "pattern: feed\nmessages: [request]\n");

        assertThatThrownBy(() -> Contract.load(mappings)).isInstanceOf(InvalidContract.class).hasMessageContaining("which needs it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {of: greeting, count: [{message: request, as: applied, item: /no}]}                                | figures.of names no kind of the pattern feed
            {of: greeting}                                                                                     | figures says of which kind, and what counts
            {of: greeting, count: []}                                                                          | figures says of which kind, and what counts
            {of: greeting, count: [{message: reply, as: applied, item: /no}]}                                  | figures.count names one of the messages
            {of: greeting, count: [{message: request, as: applied}]}                                           | the item unless its case does
            {of: greeting, count: [{message: request, as: loved, item: /no}]}                                  | applied, paid or rated
            {of: greeting, count: [{message: request, as: applied, item: no}]}                                 | JSON pointers
            {of: greeting, count: [{message: request, as: applied, item: /no, values: [good]}]}                | with at the values
            {of: greeting, count: [{message: request, as: applied, item: /no, many: 2}]}                       | many
            """)
    void figures_that_cannot_be_counted_stop_the_start(String figures, String why) throws IOException {
        write("canonical/greeting/kind.yaml", "pattern: notice\nmessages: [request]\nfigures: " + figures + "\n");

        assertThatThrownBy(() -> Contract.load(mappings)).isInstanceOf(InvalidContract.class).hasMessageContaining(why);
    }

    @Test
    void tells_which_values_may_stand_at_a_place_through_lists() throws IOException {
        write("canonical/greeting/request.schema.json", HEAD + "\"properties\": {\"words\": {\"type\": \"array\", "
                + "\"items\": {\"properties\": {\"mood\": {\"enum\": [\"good\", \"bad\"]}}}}}}");
        Contract contract = Contract.load(mappings);

        assertThat(contract.choices("greeting", "request", "/words/mood")).containsExactlyInAnyOrder("good", "bad");
        assertThat(contract.choices("greeting", "request", "/words")).isEmpty();
        assertThat(contract.choices("greeting", "request", "/nothing")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            [{"by": "app"}, {"by": "web"}]                               | none
            [{}, {}]                                                     | none
            [{"by": "app"}, {"by": "web"}, {"by": "app"}]                | /ways/2/by
            [{"by": "app"}, {"by": "app"}, {"by": "app"}]                | /ways/1/by
            """)
    void what_a_list_may_have_once_is_refused_where_it_stands_again(String ways, String place) throws IOException {
        write("canonical/greeting/request.schema.json", HEAD
                + "\"properties\": {\"ways\": {\"type\": \"array\", \"x-once\": \"by\", \"items\": {\"properties\": {\"by\": {\"type\": \"string\"}}}}}}");
        JsonNode message = new ObjectMapper().readTree("{\"ways\": " + ways + "}");

        Outcome<JsonNode> outcome = Contract.load(mappings).validate(Contract.CANONICAL, "greeting", "request", message);

        assertThat(outcome).isEqualTo(place == null
                ? Outcome.of(message)
                : Outcome.refused(Refusal.of(RefusalCode.SCHEMA_VIOLATION, place, "none that stands there twice")));
    }

    @Test
    void takes_a_kind_for_idempotent_that_does_not_say() {
        assertThat(Contract.load(mappings).kind("greeting")).contains(new Kind("greeting", "query", List.of("request"), List.of(), true, Optional.empty(), Kind.Kept.USUAL, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    @Test
    void a_dialect_need_not_speak_of_every_kind() throws IOException {
        write("canonical/farewell/kind.yaml", "pattern: query\nmessages: [request]\n");
        write("canonical/farewell/request.schema.json", HEAD + "\"type\": \"object\"}");

        assertThat(Contract.load(mappings).kinds()).containsExactlyInAnyOrder("greeting", "farewell");
    }

    @ParameterizedTest
    @CsvSource({"canonical/greeting/kind.yaml", "canonical/greeting/request.schema.json", "martian/greeting/request.schema.json"})
    void a_missing_file_stops_the_start_and_is_named(String file) throws IOException {
        Files.delete(mappings.resolve(file));

        assertThatThrownBy(() -> Contract.load(mappings)).isInstanceOf(InvalidContract.class).hasMessageContaining(file + ": is missing");
    }

    @Test
    void a_folder_that_is_not_there_stops_the_start_and_is_named() {
        assertThatThrownBy(() -> Contract.load(mappings.resolve("nowhere"))).isInstanceOf(InvalidContract.class).hasMessageContaining("nowhere/canonical: is missing");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pattern: query                                       | names a pattern and messages
            messages: [request]                                  | names a pattern and messages
            {pattern: query, messages: []}                       | at least one message
            {pattern: query, messages: [request], patern: query} | patern
            {pattern: notice, messages: [use], stages: [paid]}   | stages are for the pattern case
            {pattern: case, messages: [event, event]}            | listed once each
            {pattern: case, messages: [event], stages: [a, a]}   | listed once each
            {pattern: case, messages: [event], stage: [a]}       | stage
            {pattern: case, messages: [event], idempotent: some} | kind.yaml
            '- a: ['                                             | kind.yaml
            """)
    void a_wrong_kind_stops_the_start_and_is_named(String text, String trouble) throws IOException {
        write("canonical/greeting/kind.yaml", text);

        assertThatThrownBy(() -> Contract.load(mappings)).isInstanceOf(InvalidContract.class).hasMessageContaining("kind.yaml").hasMessageContaining(trouble);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "type": "object"                                                                     | is not JSON
            "type": "object", "type": "array"}                                                   | Duplicate field
            "type": "thing"}                                                                     | is not a JSON Schema 2020-12
            "maxlength": 3}                                                                      | maxlength
            "properties": {"a": {"format": "dat"}}}                                              | format dat
            "properties": {"a": {"$ref": "other.json"}}}                                         | refers to other.json
            "properties": {"a": {"$ref": "#/$defs/b"}}}                                          | /$defs/b
            "properties": {"a": {"$ref": "#/$defs/b"}}, "$defs": {"b": {"properties": {"c": {"$ref": "#/$defs/b"}}}}} | refers to itself
            "properties": {"a": {"x-release": "some"}}}                                          | x-release is one of verdict, masked, full
            "properties": {"a": {"type": "string", "x-release": "full", "x-mask": "nose"}}}      | x-mask is one of name, code, text
            "properties": {"a": {"type": "string", "x-release": "masked", "x-mask": "name"}}}    | x-mask is for text whose x-release is full
            "properties": {"a": {"type": "integer", "x-release": "full", "x-mask": "name"}}}     | x-mask is for text whose x-release is full
            "properties": {"a": {"enum": ["x"], "x-at-most": {"verdict": "y"}}}}                 | x-at-most names a value that the enum has not
            "properties": {"a": {"enum": ["x"], "x-at-most": {"some": "x"}}}}                    | x-at-most is one of
            "properties": {"a": {"type": "string", "x-release": "full", "x-file": "place"}}}     | x-file is one of link, media-type, digest, size
            "properties": {"a": {"type": "string", "x-release": "masked", "x-file": "link"}}}    | x-file is for what only x-release full sees
            "properties": {"a": {"type": "string", "x-release": "full", "x-file": "link"}}}      | x-file stands within the message itself
            "required": ["f"], "properties": {"f": {"x-release": "full", "properties": {"a": {"x-file": "link"}}}}} | x-file is for what may be left out, but f is required
            "properties": {"a": {"items": {"properties": {"b": {}}}, "x-once": "c"}}}            | x-once names a field of the objects in a list
            "properties": {"a": {"type": "object", "x-once": "b"}}}                              | x-once names a field of the objects in a list
            "required": ["a"], "properties": {"a": {"x-release": "full"}}}                       | leaves out a, which is required
            "allOf": [{"then": {"required": ["a"]}}], "properties": {"a": {"x-release": "full"}}} | leaves out a, which is required
            "properties": {"a": {"type": "array", "items": {"x-release": "full"}}}}              | shows an array without its items
            """)
    void a_wrong_schema_stops_the_start_and_is_named(String rest, String trouble) throws IOException {
        write("canonical/greeting/request.schema.json", HEAD + rest);

        assertThatThrownBy(() -> Contract.load(mappings))
                .isInstanceOf(InvalidContract.class)
                .hasMessageContaining("canonical/greeting/request.schema.json: ")
                .hasMessageContaining(trouble);
    }

    @Test
    void a_canonical_schema_that_releases_nothing_stops_the_start() throws IOException {
        write("canonical/greeting/request.schema.json", "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\", \"type\": \"object\"}");

        assertThatThrownBy(() -> Contract.load(mappings)).isInstanceOf(InvalidContract.class).hasMessageContaining("x-release: verdict");
    }

    @Test
    void a_schema_that_does_not_say_which_json_schema_it_is_stops_the_start() throws IOException {
        write("canonical/greeting/request.schema.json", "{\"x-release\": \"verdict\"}");

        assertThatThrownBy(() -> Contract.load(mappings)).isInstanceOf(InvalidContract.class).hasMessageContaining("$schema");
    }

    @Test
    void schemas_of_a_kind_that_does_not_exist_stop_the_start() throws IOException {
        write("martian/greting/request.schema.json", HEAD + "\"type\": \"object\"}");

        assertThatThrownBy(() -> Contract.load(mappings)).isInstanceOf(InvalidContract.class).hasMessageContaining("martian/greting: is the name of no kind");
    }

    private void write(String file, String text) throws IOException {
        Path path = mappings.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
