package io.yizhan.finding;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.contract.Contract;
import io.yizhan.testing.RunningWorld;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SomebodyTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final Form FORM = new Form(Contract.load(RunningWorld.MAPPINGS), "policy-catalogue");

    private static String read(String json) {
        return Somebody.read(json.getBytes(StandardCharsets.UTF_8), TODAY, FORM).fold(
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
        return Somebody.read(("{\"profile\": {}, \"scene\": " + json + "}").getBytes(StandardCharsets.UTF_8), TODAY, FORM).fold(
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
    @CsvSource({"200, 2026-11-22, 2026-11-22", "201, /profile/tags, /profile/not/tags"})
    void of_one_thing_a_profile_has_no_more_values_than_can_be_judged(int many, String read, String not) {
        String values = IntStream.range(0, many).mapToObj(i -> "\"t" + i + "\"").collect(Collectors.joining(","));
        assertThat(read("{\"profile\": {\"tags\": [" + values + "]}}")).isEqualTo(read);
        assertThat(read("{\"profile\": {\"not\": {\"tags\": [" + values + "]}}}")).isEqualTo(not);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"size": "微型"}                                         | /profile/size one of large, medium, small, micro
            {"size": ["micro", "tiny"]}                             | /profile/size one of large, medium, small, micro
            {"not": {"size": "huge"}}                               | /profile/not/size one of large, medium, small, micro
            {"audience": "company"}                                 | /profile/audience one of enterprise, individual-business, farmer-cooperative, person, organisation
            """)
    void says_which_words_there_are(String profile, String refusal) {
        assertThat(told(profile)).isEqualTo(refusal);
    }

    private static String told(String profile) {
        return Somebody.read(("{\"profile\": " + profile + "}").getBytes(StandardCharsets.UTF_8), TODAY, FORM).fold(
                somebody -> "read", refusal -> refusal.place() + " " + refusal.expected());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"region": "浙江"}                                       | /profile/region
            {"region": {"a": 1}}                                    | /profile/region
            {"industry": "餐饮"}                                     | /profile/industry
            {"registeredOn": "2026-02-30"}                          | /profile/registeredOn
            {"employees": -5}                                       | /profile/employees
            {"employees": "many"}                                   | /profile/employees
            {"employees": {"below": "many"}}                        | /profile/employees
            {"phone": "13800000000"}                                | /profile
            """)
    void somebody_who_is_described_in_words_nobody_knows_is_not_told_no(String profile, String place) {
        assertThat(told(profile)).startsWith(place + " ").doesNotContain("13800000000", "phone");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"region\": \"520102\", \"industry\": \"H6210\", \"size\": \"micro\", \"audience\": \"enterprise\", \"registeredOn\": \"2025-03-01\"}",
        "{\"region\": [\"52\", \"3301\"], \"industry\": [\"C\", \"62\"], \"tags\": [\"a\"], \"employees\": 12, \"revenue\": \"1000000.50\"}",
        "{\"employees\": {\"atLeast\": 21, \"below\": \"300\"}, \"registered-years\": {\"above\": 1.25}, \"registered-on\": {\"atLeast\": 20148}}",
        "{\"registeredOn\": {\"below\": \"2025-01-01\"}, \"not\": {\"tags\": [\"a\"], \"size\": [\"micro\", \"small\"], \"industry\": \"H\"}}"
    })
    void reads_what_conditions_are_about_and_what_the_answers_to_questions_hold(String profile) {
        assertThat(told(profile)).isEqualTo("read");
    }

    @Test
    void a_question_is_wanted_or_not() {
        assertThat(read("{\"profile\": {}, \"ask\": \"yes\"}")).isEqualTo("/ask");
    }
}
