package io.yizhan.catalogue;

import static io.yizhan.catalogue.Items.LAYOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.yizhan.catalogue.Catalogue.Change;
import io.yizhan.catalogue.Matched.Judged;
import io.yizhan.eligibility.Profile;
import io.yizhan.eligibility.Question;
import io.yizhan.eligibility.Reason;
import io.yizhan.eligibility.Verdict;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class MatchTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final String MICRO = "conditions: [{about: size, test: one-of, values: [micro], text: 微型企业}]";

    @TempDir
    Path folder;

    private final Items items = new Items();
    private Catalogue catalogue;

    @BeforeEach
    void open() {
        catalogue = Catalogue.open(folder, LAYOUT);
    }

    @AfterEach
    void close() {
        catalogue.close();
    }

    private void given(Change... changes) {
        catalogue.apply(List.of(changes));
    }

    private static Profile profile(String yaml) {
        return Profile.read(Items.item(yaml), TODAY);
    }

    private Matched matched(Matching matching) {
        return catalogue.ask(matching).fold(matched -> matched, refusal -> {
            throw new AssertionError(refusal.place());
        });
    }

    private static List<String> ids(Matched matched) {
        return matched.items().stream().map(one -> one.key().id()).toList();
    }

    @Test
    void an_item_is_for_somebody_not_for_them_or_that_is_not_known_yet() {
        given(items.put("a", MICRO));
        assertThat(matched(Matching.of(profile("size: micro"))).counts()).isEqualTo(Map.of(Verdict.YES, 1L, Verdict.NO, 0L, Verdict.UNKNOWN, 0L));
        assertThat(matched(Matching.of(profile("size: large"))).counts()).containsEntry(Verdict.NO, 1L);
        assertThat(matched(Matching.of(profile(""))).counts()).containsEntry(Verdict.UNKNOWN, 1L);
    }

    @Test
    void says_why_of_each_condition_in_the_words_it_was_published_with() {
        given(items.put("a", MICRO + ", regionCodes: ['52']"));
        Judged judged = matched(Matching.of(profile("size: large, region: '520102'")).showing(Verdict.NO)).items().get(0);
        assertThat(judged.reasons()).extracting(Reason::about, Reason::text, Reason::verdict)
                .containsExactly(tuple("region", "", Verdict.YES), tuple("size", "微型企业", Verdict.NO));
    }

    @Test
    void what_is_for_another_region_is_not_for_somebody_here_and_what_is_for_the_country_is() {
        given(items.put("there", "regionCodes: ['33']"), items.put("here", "regionCodes: ['5201']"), items.put("country", "title: 国"));
        assertThat(ids(matched(Matching.of(profile("region: '520102'"))))).containsExactlyInAnyOrder("here", "country");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            audiences: [person]                         | audience: enterprise                          | NO
            audiences: [person]                         | audience: person                              | YES
            audiences: [enterprise, individual-business]| audience: individual-business                 | YES
            audiences: [person]                         | audiences: [individual-business, person]      | YES
            audiences: [person]                         | region: '520102'                              | UNKNOWN
            audiences: [person]                         | not: {audience: [enterprise]}                 | UNKNOWN
            audiences: [enterprise]                     | not: {audience: [enterprise]}                 | NO
            title: 甲                                    | audience: enterprise                          | YES
            audiences: []                               | region: '520102'                              | YES
            """)
    void an_item_is_for_those_it_names(String item, String somebody, Verdict verdict) {
        given(items.put("a", item));
        assertThat(matched(Matching.of(profile(somebody))).counts()).containsEntry(verdict, 1L);
    }

    @Test
    void says_for_whom_an_item_is_and_asks_where_that_is_not_known() {
        given(items.put("a", "audiences: [person]"), items.put("b", "audiences: [enterprise]"));
        Matched matched = matched(Matching.of(profile("")).showing(Verdict.UNKNOWN));
        assertThat(matched.items().get(0).reasons()).extracting(Reason::about, Reason::test, Reason::values)
                .containsExactly(tuple("audience", "one-of", List.of("person")));
        assertThat(matched.question().orElseThrow().choices()).extracting(Question.Choice::values)
                .containsExactly(List.of("enterprise"), List.of("person"), List.of("enterprise", "person"));
    }

    @Test
    void shows_which_benefit_applies() {
        given(items.put("a", "benefits: [{name: 三个月, when: [{about: size, test: one-of, values: [micro]}]}, "
                + "{name: 一个月, when: [{about: size, test: one-of, values: [small]}]}, {name: 培训}]"));
        assertThat(matched(Matching.of(profile("size: small"))).items().get(0).benefits())
                .extracting(benefit -> benefit.benefit().path("name").asText(), Matched.Benefit::verdict)
                .containsExactly(tuple("三个月", Verdict.NO), tuple("一个月", Verdict.YES), tuple("培训", Verdict.YES));
    }

    @Test
    void counts_only_what_is_in_force_and_can_be_had_today() {
        given(items.put("over", "effectiveTo: 2026-11-21"), items.put("closed", "applyTo: 2026-11-21"), items.put("early", "applyFrom: 2026-11-23"),
                items.put("last-day", "applyTo: 2026-11-22"), items.put("without-application", "deliveryMode: no-application"));
        Matched matched = matched(Matching.of(profile("")));
        assertThat(ids(matched)).containsExactly("last-day", "without-application");
        assertThat(matched.counts()).containsEntry(Verdict.YES, 2L);
    }

    @Test
    void shows_what_is_open_on_another_day_where_that_is_asked() {
        given(items.put("closed", "applyTo: 2026-11-22"), items.put("early", "applyFrom: 2026-11-23"));
        assertThat(ids(matched(Matching.of(profile("")).open(TODAY.plusDays(1))))).containsExactly("early");
    }

    @Test
    void what_is_closed_comes_last_where_it_is_asked_for_and_the_latest_of_it_first() {
        given(items.put("long-closed", "applyTo: 2024-01-01"), items.put("closed", "applyTo: 2026-11-21"), items.put("ever", "title: 甲"),
                items.put("soon", "applyTo: 2026-11-22"), items.put("later", "applyFrom: 2026-12-01, applyTo: 2026-12-31"));
        assertThat(turned(Matching.of(profile("")).openOrNot().atOnce(1))).containsExactly("soon", "later", "ever", "closed", "long-closed");
    }

    @Test
    void nothing_is_asked_for_the_sake_of_what_is_closed() {
        given(items.put("closed", MICRO + ", applyTo: 2026-11-21"));
        assertThat(matched(Matching.of(profile(""))).question()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/eligibility/in-force.csv", numLinesToSkip = 1)
    void is_for_somebody_only_while_it_is_in_force(String why, String item, boolean inForce, boolean news) {
        given(items.put("a", item));
        assertThat(ids(matched(Matching.of(profile("")))).contains("a")).as(why).isEqualTo(inForce);
    }

    @Test
    void a_newer_version_and_a_withdrawal_change_who_it_is_for() {
        given(items.put("a", MICRO), items.put("b", "title: 乙"));
        given(items.put("a", 2, "title: 甲"), items.withdraw("b", 2));
        assertThat(ids(matched(Matching.of(profile("size: large"))))).containsExactly("a");
    }

    @Test
    void of_many_that_were_replaced_and_withdrawn_each_counts_once() {
        IntStream.range(0, 50).forEach(i -> given(items.put("i" + i, "conditions: [{about: size, test: one-of, values: [s" + i + "]}]")));
        IntStream.range(0, 50).forEach(i -> given(items.put("i" + i, 2, "conditions: [{about: size, test: one-of, values: [t" + i % 5 + "]}]")));
        IntStream.range(0, 10).forEach(i -> given(items.withdraw("i" + i, 3)));
        assertThat(matched(Matching.of(profile("size: t3"))).counts()).containsEntry(Verdict.YES, 8L).containsEntry(Verdict.NO, 32L);
    }

    @Test
    void knows_conditions_again_after_a_restart() {
        given(items.put("a", MICRO), items.put("b", "title: 乙"), items.withdraw("b", 2));
        catalogue.close();
        open();
        assertThat(matched(Matching.of(profile("size: micro"))).counts()).containsEntry(Verdict.YES, 1L).containsEntry(Verdict.UNKNOWN, 0L);
    }

    @Test
    void what_must_be_applied_for_soonest_comes_first_page_by_page() {
        IntStream.range(0, 25).forEach(i -> given(items.put("i" + i, "applyTo: 2026-12-" + (10 + i % 9))));
        List<String> expected = IntStream.range(0, 25).boxed()
                .sorted(Comparator.comparing((Integer i) -> i % 9).thenComparing(i -> "i" + i))
                .map(i -> "i" + i)
                .toList();
        assertThat(turned(Matching.of(profile("")).atOnce(4))).isEqualTo(expected);
    }

    private List<String> turned(Matching matching) {
        List<String> turned = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Matched page = matched(next.map(matching::after).orElse(matching));
            turned.addAll(ids(page));
            next = page.next();
        } while (next.isPresent());
        return turned;
    }

    @ParameterizedTest
    @CsvSource({"micro, YES", "large, NO", "'', UNKNOWN"})
    void what_has_no_benefit_for_the_situation_is_not_for_somebody(String size, Verdict verdict) {
        given(items.put("a", "benefits: [{name: 三个月, when: [{about: size, test: one-of, values: [micro]}]}, "
                + "{name: 一个月, when: [{about: size, test: one-of, values: [small]}]}]"));
        Matched matched = matched(Matching.of(profile(size.isEmpty() ? "" : "size: " + size)).showing(Verdict.YES, Verdict.NO, Verdict.UNKNOWN));
        assertThat(matched.counts()).containsEntry(verdict, 1L);
        assertThat(matched.items()).extracting(Matched.Judged::verdict).containsExactly(verdict);
    }

    @Test
    void the_questions_end_in_one_package_with_the_benefit_that_applies() {
        given(items.put("rent", "benefits: [{name: 三个月, when: [{about: size, test: one-of, values: [micro]}]}, "
                        + "{name: 一个月, when: [{about: size, test: one-of, values: [small]}]}]"),
                items.put("new", "conditions: [{about: registered-years, test: at-most, values: ['3']}]"),
                items.put("tech", "conditions: [{about: tag, test: one-of, values: [高企]}]"));
        Matched matched = matched(Matching.of(profile("")));
        while (matched.question().isPresent()) {
            matched = matched(Matching.of(matched.question().get().choices().get(0).profile()));
        }
        assertThat(ids(matched)).containsExactlyInAnyOrder("rent", "new", "tech");
        assertThat(matched.counts()).containsEntry(Verdict.UNKNOWN, 0L);
    }

    @Test
    void looks_only_at_what_is_in_the_scene_and_asks_only_for_its_sake() {
        given(items.put("rent", "title: 餐饮租金减免, themes: [rent]," + MICRO), items.put("jobs", "title: 餐饮稳岗, themes: [jobs]"),
                items.put("tech", "title: 技改, themes: [tech], conditions: [{about: tag, test: one-of, values: [高企]}]"));
        Matched rent = matched(Matching.of(profile("")).among(Search.of("").where("theme", "rent")));
        assertThat(rent.counts()).isEqualTo(Map.of(Verdict.YES, 0L, Verdict.NO, 0L, Verdict.UNKNOWN, 1L));
        assertThat(rent.question().orElseThrow().about()).isEqualTo("size");
        assertThat(ids(matched(Matching.of(profile("size: micro")).among(Search.of("餐饮"))))).containsExactly("jobs", "rent");
        assertThat(matched(Matching.of(profile("")).among(Search.of("养老"))).counts()).containsEntry(Verdict.UNKNOWN, 0L);
    }

    @Test
    void a_scene_goes_by_what_items_say_now_also_after_a_restart() {
        IntStream.range(0, 30).forEach(i -> given(items.put("i" + i, "title: 甲, themes: [t" + i % 3 + "]")));
        given(items.put("i0", 2, "title: 甲, themes: [t1]"), items.withdraw("i1", 2));
        Matching matching = Matching.of(profile("")).among(Search.of("").where("theme", "t1")).atOnce(100);
        List<String> found = ids(matched(matching));
        assertThat(found).hasSize(10).contains("i0").doesNotContain("i1");
        catalogue.close();
        open();
        assertThat(ids(matched(matching))).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({"colour, red, facets", "region, here, region", "words, '甲 乙 丙 丁 戊 己 庚 辛 壬 癸 子 丑 寅 卯 辰 巳 午 未', words"})
    void refuses_a_scene_that_cannot_be_sought(String name, String value, String place) {
        Search search = name.equals("words") ? Search.of(value) : name.equals("region") ? Search.of("").in(value) : Search.of("").where(name, value);
        assertThat(catalogue.match(Matching.of(profile("")).among(search)).<String>fold(matched -> "matched", refusal -> refusal.place())).isEqualTo(place);
    }

    @Test
    void refuses_too_much_and_what_is_no_cursor() {
        assertThat(catalogue.match(Matching.of(profile("")).atOnce(0)).<String>fold(matched -> "", refusal -> refusal.place())).isEqualTo("size");
        assertThat(catalogue.match(Matching.of(profile("")).atOnce(101)).<String>fold(matched -> "", refusal -> refusal.place())).isEqualTo("size");
        assertThat(catalogue.match(Matching.of(profile("")).after("!")).<String>fold(matched -> "", refusal -> refusal.place())).isEqualTo("after");
        assertThat(catalogue.match(Matching.of(profile("")).after("YWJj")).<String>fold(matched -> "", refusal -> refusal.place())).isEqualTo("after");
    }

    @Test
    void refuses_to_match_items_that_are_for_nobody_in_particular() {
        Layout plain = new Layout(LAYOUT.search(), LAYOUT.facets(), LAYOUT.dates(), LAYOUT.compare(), Optional.empty());
        try (Catalogue other = Catalogue.open(folder.resolve("plain"), plain)) {
            other.apply(List.of(items.put("a", MICRO)));
            assertThat(other.match(Matching.of(profile(""))).<String>fold(matched -> "matched", refusal -> refusal.expected()))
                    .isEqualTo("a collection whose items have conditions");
        }
    }
}
