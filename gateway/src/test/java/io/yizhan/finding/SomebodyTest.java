package io.yizhan.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SomebodyTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    private static String read(String json) {
        return Somebody.read(json.getBytes(StandardCharsets.UTF_8), TODAY).fold(
                somebody -> somebody.matching().open().map(LocalDate::toString).orElse("any day"), refusal -> refusal.place());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"profile": {}}                         | 2026-11-22
            {"profile": {}, "open": "2026-12-01"}   | 2026-12-01
            {"profile": {}, "open": "any"}          | any day
            {"profile": {}, "open": "soon"}         | /open
            {"profile": {}, "open": null}           | /open
            {"profile": {}, "open": true}           | /open
            """)
    void wants_what_can_be_had_today_unless_it_says_otherwise(String json, String open) {
        assertThat(read(json)).isEqualTo(open);
    }

    private static String scene(String json) {
        return Somebody.read(("{\"profile\": {}, \"scene\": " + json + "}").getBytes(StandardCharsets.UTF_8), TODAY).fold(
                somebody -> somebody.matching().scene().map(search -> search.words() + search.region().orElse("") + search.facets()).orElse("none"),
                refusal -> refusal.place());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"words": "租金"}                                   | 租金{}
            {"region": "52", "theme": ["rent", "jobs"]}       | 52{theme=[rent, jobs]}
            {"theme": "rent", "audience": "enterprise"}       | {theme=[rent], audience=[enterprise]}
            {}                                                | {}
            "rent"                                            | /scene
            ["rent"]                                          | /scene
            {"words": ["a", "b"]}                             | /scene
            {"region": []}                                    | /scene
            {"theme": []}                                     | /scene
            {"theme": [1]}                                    | /scene
            {"theme": {"is": "rent"}}                         | /scene
            """)
    void a_scene_is_what_a_search_takes(String json, String scene) {
        assertThat(scene(json)).isEqualTo(scene);
    }

    @ParameterizedTest
    @CsvSource({"200, 2026-11-22", "201, /profile"})
    void of_one_thing_a_profile_has_no_more_values_than_can_be_judged(int many, String read) {
        String values = IntStream.range(0, many).mapToObj(i -> "\"t" + i + "\"").collect(Collectors.joining(","));
        assertThat(read("{\"profile\": {\"tags\": [" + values + "]}}")).isEqualTo(read);
        assertThat(read("{\"profile\": {\"not\": {\"tags\": [" + values + "]}}}")).isEqualTo(read);
    }
}
