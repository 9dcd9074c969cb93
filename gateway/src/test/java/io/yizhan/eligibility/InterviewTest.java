package io.yizhan.eligibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.yizhan.eligibility.Question.Answer;
import io.yizhan.eligibility.Question.Choice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Things here are made up; each is said to be for whom by its conditions in YAML. */
class InterviewTest {
    private static final ObjectMapper YAML = new YAMLMapper();
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final String MICRO = "{about: size, test: one-of, values: [micro]}";
    private static final String SMALL = "{about: size, test: one-of, values: [small]}";
    private static final String YOUNG = "{about: registered-years, test: at-most, values: ['3']}";
    private static final String HIGH_TECH = "{about: tag, test: one-of, values: [高企]}";

    private final Rules rules = Rules.none();
    private final List<Integer> things = new ArrayList<>();

    private static JsonNode json(String yaml) {
        try {
            return YAML.readTree(yaml);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void given(String... conditions) {
        things.add(rules.shape(Condition.all(json("[" + String.join(",", conditions) + "]")), List.of()));
    }

    private Optional<Question> next(Profile profile) {
        long[] counts = new long[things.stream().mapToInt(one -> one).max().orElse(-1) + 1];
        things.forEach(one -> counts[one]++);
        return rules.judge(profile).next(counts);
    }

    private static Profile profile(String yaml) {
        return Profile.read(json("{" + yaml + "}"), TODAY);
    }

    @Test
    void asks_nothing_where_there_is_nothing_to_tell_apart() {
        given();
        assertThat(next(profile(""))).isEmpty();
    }

    @Test
    void asks_first_what_parts_most_things() {
        given(MICRO);
        given(SMALL);
        given(MICRO, YOUNG);
        assertThat(next(profile("")).orElseThrow().about()).isEqualTo("size");
    }

    @Test
    void choices_are_the_values_that_matter_and_none_of_them_with_how_many_things_are_left_for_each() {
        given(MICRO);
        given(MICRO, YOUNG);
        given(SMALL);
        assertThat(next(profile("")).orElseThrow().choices()).extracting(Choice::answer, Choice::values, Choice::things).containsExactly(
                tuple(Answer.IS, List.of("micro"), 2L),
                tuple(Answer.IS, List.of("small"), 1L),
                tuple(Answer.IS_NONE_OF, List.of("micro", "small"), 0L));
    }

    @Test
    void a_number_that_nothing_has_any_more_stands_for_other_conditions() {
        given(MICRO);
        given(MICRO);
        rules.drop(things.remove(0));
        assertThat(next(profile("")).orElseThrow().about()).isEqualTo("size");
        rules.drop(things.remove(0));
        given(HIGH_TECH);
        assertThat(things).containsExactly(0);
        assertThat(rules.judge(profile("tags: [高企]")).verdict(0)).isEqualTo(Verdict.YES);
        given(MICRO);
        assertThat(things).containsExactly(0, 1);
    }

    @Test
    void what_is_certain_already_is_left_whatever_is_answered() {
        given(MICRO);
        given(MICRO);
        given();
        given("{about: tag, test: one-of, values: [高企]}");
        Question question = next(profile("tags: [高企]")).orElseThrow();
        assertThat(question.choices()).extracting(Choice::things).containsExactly(4L, 2L);
    }

    @Test
    void what_is_for_somebody_else_is_left_by_no_answer() {
        given(MICRO);
        given("{about: region, test: one-of, values: ['33']}");
        Question question = next(profile("region: '52'")).orElseThrow();
        assertThat(question.choices()).extracting(Choice::things).containsExactly(1L, 0L);
    }

    @Test
    void numbers_go_on_as_far_as_things_differ() {
        for (int i = 0; i < 100; i++) {
            given("{about: size, test: one-of, values: ['" + i + "']}");
        }
        Judgement judgement = rules.judge(profile("size: '77'"));
        assertThat(things).filteredOn(one -> judgement.verdict(one) == Verdict.YES).containsExactly(77);
    }

    @Test
    void asks_no_more_about_what_is_settled() {
        given(MICRO, YOUNG);
        given(SMALL, HIGH_TECH);
        assertThat(next(profile("size: micro")).orElseThrow().about()).isEqualTo("registered-years");
        assertThat(next(profile("size: large"))).isEmpty();
    }

    @Test
    void an_amount_is_asked_for_by_the_ranges_between_which_conditions_change() {
        given("{about: employees, test: at-least, values: ['20']}");
        given("{about: employees, test: at-most, values: ['300']}");
        assertThat(next(profile("employees: {atLeast: 10}")).orElseThrow().choices())
                .extracting(choice -> choice.range().orElseThrow())
                .containsExactly(range("10", false, "20", false), range("20", false, "300", true), range("300", true, null, false));
    }

    private static Range range(String low, boolean after, String high, boolean afterHigh) {
        return new Range(Optional.of(cut(low, after)), Optional.ofNullable(high).map(amount -> cut(amount, afterHigh)));
    }

    private static Range.Cut cut(String amount, boolean after) {
        return new Range.Cut(new BigDecimal(amount).stripTrailingZeros(), after);
    }

    @Test
    void of_what_has_several_values_each_is_asked_for_by_itself() {
        given(HIGH_TECH);
        Question question = next(profile("tags: [专精特新]")).orElseThrow();
        assertThat(question.value()).contains("高企");
        assertThat(question.choices()).extracting(Choice::things).containsExactly(1L, 0L);
    }

    @Test
    void asks_what_decides_which_benefit_applies_of_what_somebody_may_have() {
        things.add(rules.shape(List.of(), List.of(Condition.all(json("[" + MICRO + "]")), Condition.all(json("[" + SMALL + "]")))));
        assertThat(next(profile("")).orElseThrow().about()).isEqualTo("size");
    }

    @Test
    void a_condition_that_cannot_be_judged_is_not_asked_about() {
        given("{about: size, test: resembles, values: [micro]}");
        assertThat(next(profile(""))).isEmpty();
    }

    @Test
    void an_industry_known_broadly_is_asked_for_more_closely() {
        given("{about: industry, test: prefix, values: ['62']}");
        given("{about: industry, test: prefix, values: ['6210']}");
        Profile catering = next(profile("")).orElseThrow().choices().stream()
                .filter(choice -> choice.values().equals(List.of("H62")))
                .findFirst()
                .orElseThrow()
                .profile();
        assertThat(next(catering).orElseThrow().choices()).extracting(Choice::values).containsExactly(List.of("H6210"), List.of("H6210"));
    }

    @Test
    void comes_to_an_end_whatever_is_answered() {
        given(MICRO, YOUNG);
        given(SMALL, HIGH_TECH);
        given(MICRO, "{about: industry, test: prefix, values: [H62]}");
        given("{about: registered-years, test: at-least, values: ['1', '5']}", "{about: size, test: none-of, values: [large]}");
        for (int first = 0; first < 3; first++) {
            assertThat(asked(first)).isBetween(1, 10);
        }
    }

    /** How many questions there are for somebody who always chooses the same place in the list. */
    private int asked(int place) {
        Optional<Question> question = next(profile(""));
        int many = 0;
        while (question.isPresent() && many < 100) {
            List<Choice> choices = question.get().choices();
            question = next(choices.get(Math.min(place, choices.size() - 1)).profile());
            many++;
        }
        return many;
    }

    @Test
    void things_with_the_same_conditions_are_one_shape() {
        given(MICRO, YOUNG);
        given(MICRO, YOUNG);
        assertThat(things.get(0)).isEqualTo(things.get(1));
        assertThat(rules.judge(profile("size: micro")).verdict(things.get(0))).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void conditions_that_nothing_has_any_more_are_looked_at_no_more() {
        given(MICRO, YOUNG);
        for (int i = 0; i < 100; i++) {
            given(MICRO, "{about: tag, test: one-of, values: [某标签" + i + "]}");
            rules.drop(things.remove(1));
        }
        assertThat(rules.distinct()).isEqualTo(2);
    }

    @Test
    void conditions_that_another_thing_has_still_count_when_one_is_gone() {
        given(MICRO, YOUNG);
        given(SMALL, YOUNG);
        rules.drop(things.remove(0));
        given(HIGH_TECH, YOUNG);
        Judgement judgement = rules.judge(profile("size: small, registered-years: 2, tags: [高企]"));
        assertThat(things).extracting(judgement::verdict).containsExactly(Verdict.YES, Verdict.YES);
        assertThat(rules.judge(profile("size: small, registered-years: 9")).verdict(things.get(0))).isEqualTo(Verdict.NO);
        assertThat(rules.distinct()).isEqualTo(3);
    }
}
