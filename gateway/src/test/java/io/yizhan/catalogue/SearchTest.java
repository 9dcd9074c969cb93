package io.yizhan.catalogue;

import static io.yizhan.catalogue.Items.LAYOUT;
import static io.yizhan.catalogue.Items.found;
import static io.yizhan.catalogue.Items.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.yizhan.catalogue.Catalogue.Change;
import io.yizhan.catalogue.Found.Concern;
import io.yizhan.catalogue.Found.Count;
import io.yizhan.catalogue.Found.Extent;
import io.yizhan.catalogue.Found.Piece;
import io.yizhan.catalogue.Search.Order;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {
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

    @ParameterizedTest
    @CsvSource({
        "关于支持小微企业发展的若干措施, 小微企业", "关于支持小微企业发展的若干措施, 小型微型企业", "关于支持小型微型企业发展的若干措施, 小微企业",
        "关于支持小微企业发展的若干措施, 小微企業", "關於支持小微企業發展的若干措施, 小微企业", "稳岗返还实施办法, 穩崗補貼", "失业保险费率办法, 失业",
        "高新技术企业奖励, 高企", "社会保险补贴申领, 社保补贴", "餐饮小店租金减免, 饭店 房租", "小微企业贷款贴息, 小微企业的贴息贷款", "跨境电子商务扶持, 跨境电商", "上云用云APP2024补助, app2024",
        "上云用云APP2024补助, ＡＰＰ２０２４", "ISO9001认证奖励, iso9001", "支持餐饮业恢复发展, 餐饮", "个体工商户帮扶, 个体户", "毕业生就业见习补贴, 就业见习"
    })
    void finds_what_is_meant(String title, String words) {
        given(items.put("meant", "title: '" + title + "'"), items.put("other", "title: 农田水利管护公告"));
        assertThat(ids(catalogue, Search.of(words))).containsExactly("meant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"示人社发〔2024〕12号", "示人社发[2024]12号", "示人社发（2024）12号", "示人社发〔2024〕第12号", "〔2024〕12号", "示人社发〔2024〕", "关于示人社发〔2024〕12号"})
    void finds_a_document_by_its_number_as_a_whole_and_in_parts(String words) {
        given(items.put("it", "title: 稳岗办法, documentNumber: '示人社发〔2024〕12号'"), items.put("other", "title: 稳岗办法, documentNumber: '例财发〔2023〕7号'"));
        assertThat(ids(catalogue, Search.of(words))).first().isEqualTo("it");
        assertThat(ids(catalogue, Search.of(words))).doesNotContain("other");
    }

    @Test
    void the_document_itself_comes_before_those_that_mention_its_number() {
        given(items.put("mentions", "title: 废止示人社发〔2024〕12号, summary: 示人社发〔2024〕12号废止, tags: [示人社发〔2024〕12号文]"),
                items.put("it", "title: 稳岗办法, documentNumber: '示人社发〔2024〕12号'"));
        assertThat(ids(catalogue, Search.of("示人社发〔2024〕12号"))).containsExactly("it", "mentions");
    }

    @Test
    void words_may_stand_in_different_places_of_an_item() {
        given(items.put("a", "title: 餐饮扶持, issuer: {name: 示例市商务局}"), items.put("b", "title: 餐饮扶持"));
        assertThat(ids(catalogue, Search.of("示例市 餐饮"))).containsExactly("a");
    }

    @Test
    void a_hit_in_the_title_counts_more_than_one_in_the_summary_and_the_newer_of_two_comes_first() {
        given(items.put("summary", "title: 扶持办法, summary: 技术改造, publishedOn: 2026-03-01"),
                items.put("old", "title: 技术改造, publishedOn: 2026-01-01"),
                items.put("new", "title: 技术改造, publishedOn: 2026-02-01"));
        assertThat(ids(catalogue, Search.of("技术改造"))).containsExactly("new", "old", "summary");
    }

    @Test
    void what_was_written_counts_more_than_its_synonym_also_where_one_stands_in_the_other() {
        given(items.put("short", "title: 餐饮甲"), items.put("long", "title: 餐饮业"), items.put("other", "title: 饭店甲"));
        assertThat(ids(catalogue, Search.of("餐饮业"))).containsExactly("long", "other", "short");
        assertThat(ids(catalogue, Search.of("饭店"))).startsWith("other").contains("short", "long");
    }

    @Test
    void of_many_words_one_in_four_may_be_missing() {
        given(items.put("a", "title: 餐饮 租金 贷款"), items.put("b", "title: 餐饮 租金"));
        assertThat(ids(catalogue, Search.of("餐饮 租金 贷款 桥梁"))).containsExactly("a");
    }

    @Test
    void shows_where_the_words_stand_in_the_text_as_it_was_published() {
        given(items.put("a", "title: 支持小微企業<b>發展, summary: 甲。給予補貼。乙"));
        Found found = found(catalogue, Search.of("小微企业 补贴"));
        assertThat(found.hits().get(0).matches()).containsExactlyInAnyOrder(
                new Found.Match("/title", List.of(List.of(new Piece("支持", false), new Piece("小微企業", true), new Piece("<b>發展", false)))),
                new Found.Match("/summary", List.of(List.of(new Piece("甲。給予", false), new Piece("補貼", true), new Piece("。乙", false)))));
    }

    @ParameterizedTest
    @CsvSource({
        "失业保险费率办法, 业保", "失业保险费率办法, 保险费率", "示例市首台套/首台(套)目录, 首台(套)", "高品质 APP-2024 目录, app2024", "𠀋甲𠮟乙示例, 甲𠮟乙", "业, 业"
    })
    void finds_words_however_the_text_around_them_would_be_divided(String title, String words) {
        given(items.put("meant", "title: '" + title + "'"), items.put("other", "title: 农田水利管护公告"));
        assertThat(ids(catalogue, Search.of(words))).containsExactly("meant");
    }

    @ParameterizedTest
    @CsvSource({"电商跨境扶持, 跨境电商", "apple2024, app", "APP20245, app2024", "高新企业技术, 高新技术企业"})
    void does_not_find_what_stands_in_another_order_or_is_part_of_another_word(String title, String words) {
        given(items.put("other", "title: '" + title + "'"));
        assertThat(ids(catalogue, Search.of(words))).isEmpty();
    }

    @Test
    void a_word_does_not_reach_from_one_value_of_a_place_into_the_next() {
        given(items.put("a", "title: 甲, tags: [跨境, 电商]"), items.put("b", "title: 乙, tags: [跨境电商]"));
        assertThat(ids(catalogue, Search.of("跨境电商"))).containsExactly("b");
    }

    @Test
    void what_is_mentioned_is_found_by_the_end_of_its_number_too() {
        given(items.put("it", "title: 废止示人社发〔2024〕第12号"), items.put("other", "title: 废止示人社发〔2024〕第13号"));
        assertThat(ids(catalogue, Search.of("〔2024〕12号"))).containsExactly("it");
        assertThat(ids(catalogue, Search.of("人社发(2024)12号"))).containsExactly("it");
    }

    @ParameterizedTest
    @CsvSource({"13, true", "C1311, true", "C, true", "4390, true", "6210, false", "H, false"})
    void finds_what_is_for_a_whole_section_of_industry(String industry, boolean expected) {
        given(items.put("makers", "title: 甲, conditions: [{about: industry, test: prefix, values: [C]}]"));
        assertThat(ids(catalogue, Search.of("").where("industry", industry)).contains("makers")).isEqualTo(expected);
    }

    @Test
    void filters_by_size_and_industry_leave_what_no_condition_excludes() {
        given(items.put("micro", "title: 甲, conditions: [{about: size, test: one-of, values: [micro]}]"),
                items.put("notMicro", "title: 乙, conditions: [{about: size, test: none-of, values: [micro]}]"),
                items.put("trade", "title: 丙, conditions: [{about: industry, test: prefix, values: [F]}, {about: industry, test: prefix, values: ['51', '52']}]"),
                items.put("anybody", "title: 丁"));
        assertThat(ids(catalogue, Search.of("").where("size", "micro"))).containsExactlyInAnyOrder("micro", "trade", "anybody");
        assertThat(ids(catalogue, Search.of("").where("size", "micro", "large"))).containsExactlyInAnyOrder("micro", "notMicro", "trade", "anybody");
        assertThat(ids(catalogue, Search.of("").where("industry", "6210"))).containsExactlyInAnyOrder("micro", "notMicro", "anybody");
        assertThat(found(catalogue, Search.of("")).facets()).doesNotContainKeys("size", "industry");
    }

    @Test
    void a_condition_nobody_understands_or_that_is_too_long_for_a_term_excludes_nobody() {
        given(items.put("unknown", "title: 甲, conditions: [{about: size, test: about, values: [micro]}]"),
                items.put("empty", "title: 乙, conditions: [{about: size, test: one-of, values: []}]"),
                items.put("long", "title: 丙, conditions: [{about: size, test: one-of, values: ['" + "x".repeat(40_000) + "']}]"));
        assertThat(ids(catalogue, Search.of("").where("size", "large"))).containsExactlyInAnyOrder("unknown", "empty", "long");
    }

    @Test
    void what_concerns_a_region_is_for_it_for_what_it_lies_in_or_for_the_whole_country_and_says_so() {
        given(items.put("city", "title: 市, regionCodes: ['330200']"), items.put("province", "title: 省, regionCodes: ['33']"), items.put("all", "title: 国"),
                items.put("county", "title: 区, regionCodes: ['330203']"), items.put("elsewhere", "title: 他, regionCodes: ['36']"));
        Found found = found(catalogue, Search.of("").in("3302"));
        assertThat(found.hits()).extracting(hit -> hit.key().id(), hit -> hit.concern().orElseThrow()).containsExactlyInAnyOrder(
                tuple("city", new Concern("3302", Extent.SAME)),
                tuple("province", new Concern("33", Extent.WIDER)),
                tuple("all", new Concern("", Extent.COUNTRY)));
    }

    @Test
    void filters_by_department_and_theme_and_counts_what_is_left() {
        given(items.put("a", "title: 甲, issuer: {name: 示例人社局}, themes: [jobs, training]"), items.put("b", "title: 乙, issuer: {name: 示例人社局}, themes: [rent]"),
                items.put("c", "title: 丙, issuer: {name: 示例财政局}, themes: [jobs]"));
        Found found = found(catalogue, Search.of("").where("issuer", "示例人社局").where("theme", "jobs", "finance"));
        assertThat(ids(found)).containsExactly("a");
        assertThat(found.facets().get("theme")).containsExactlyInAnyOrder(new Count("jobs", 1), new Count("training", 1));
    }

    @Test
    void counts_values_of_all_that_was_found_not_of_a_page() {
        given(items.put("a", "title: 甲, themes: [jobs]"), items.put("b", "title: 乙, themes: [jobs]"), items.put("c", "title: 丙, themes: [rent]"));
        Found found = found(catalogue, Search.of("").atOnce(1));
        assertThat(found.total()).isEqualTo(3);
        assertThat(found.facets().get("theme")).containsExactly(new Count("jobs", 2), new Count("rent", 1));
    }

    @Test
    void counts_the_same_when_items_were_replaced_withdrawn_and_read_again() {
        IntStream.range(0, 200).forEach(i -> given(items.put("i" + i, "title: 甲, themes: [t" + i % 60 + ", common]")));
        given(items.put("i0", 2, "title: 甲, themes: [new]"), items.withdraw("i1", 2));
        List<Count> counts = found(catalogue, Search.of("甲")).facets().get("theme");
        assertThat(counts).hasSize(50).startsWith(new Count("common", 198), new Count("t10", 4)).isSortedAccordingTo(
                (one, other) -> one.items() != other.items() ? Long.compare(other.items(), one.items()) : one.value().compareTo(other.value()));
        catalogue.close();
        open();
        assertThat(found(catalogue, Search.of("甲")).facets().get("theme")).isEqualTo(counts);
        assertThat(found(catalogue, Search.of("").where("theme", "new")).facets().get("theme")).containsExactly(new Count("new", 1));
    }

    @ParameterizedTest
    @CsvSource({"2025-12-31, false", "2026-01-01, true", "2026-06-29, true", "2026-06-30, false"})
    void is_in_force_from_its_first_day_to_the_day_before_it_is_abolished(LocalDate day, boolean expected) {
        given(items.put("a", "title: 甲, effectiveFrom: 2026-01-01, effectiveTo: 2026-12-31, abolishedOn: 2026-06-30"));
        assertThat(ids(catalogue, Search.of("").holding(Layout.EFFECTIVE, day)).contains("a")).isEqualTo(expected);
    }

    @Test
    void what_is_said_to_be_abolished_without_a_day_is_never_in_force() {
        given(items.put("a", "title: 甲, validity: abolished"), items.put("b", "title: 乙, validity: valid"));
        assertThat(ids(catalogue, Search.of("").holding(Layout.EFFECTIVE, LocalDate.of(2026, 1, 1)))).containsExactly("b");
    }

    @ParameterizedTest
    @CsvSource({"2026-02-28, false", "2026-03-01, true", "2026-03-31, true", "2026-04-01, false"})
    void may_be_applied_for_within_its_window(LocalDate day, boolean expected) {
        given(items.put("a", "title: 甲, applyFrom: 2026-03-01, applyTo: 2026-03-31"));
        assertThat(ids(catalogue, Search.of("").holding(Layout.APPLY, day)).contains("a")).isEqualTo(expected);
    }

    @Test
    void sorts_by_a_date_and_what_has_none_comes_last() {
        given(items.put("none", "title: 甲"), items.put("late", "title: 乙, applyTo: 2026-09-01"), items.put("soon", "title: 丙, applyTo: 2026-05-01"));
        assertThat(ids(catalogue, Search.of("").by(Order.earliest("apply-to")))).containsExactly("soon", "late", "none");
        assertThat(ids(catalogue, Search.of("").by(Order.latest("apply-to")))).containsExactly("late", "soon", "none");
    }

    @Test
    void sorts_by_deadlines_that_are_yet_to_come() {
        given(items.put("past", "title: 甲, applyTo: 2026-11-21"), items.put("none", "title: 乙"), items.put("later", "title: 丙, applyFrom: 2026-12-01, applyTo: 2026-12-31"),
                items.put("today", "title: 丁, applyTo: 2026-11-22"));
        assertThat(ids(catalogue, Search.of("").by(Order.deadline("apply-to", LocalDate.of(2026, 11, 22))))).containsExactly("today", "later", "none");
    }

    @Test
    void only_the_end_of_a_window_is_a_deadline() {
        Search search = Search.of("").by(Order.deadline("published", LocalDate.of(2026, 11, 22)));
        assertThat(catalogue.search(search).<String>fold(found -> "found", refusal -> refusal.place())).isEqualTo("order");
    }

    @Test
    void pages_neither_repeat_nor_leave_out_what_was_there_all_along_while_items_change() {
        IntStream.range(0, 50).forEach(i -> given(items.put("i" + i, "title: 示例补贴 " + i % 3)));
        Search search = Search.of("补贴").atOnce(10);
        Found first = found(catalogue, search);
        given(items.put("new", "title: 补贴"), items.withdraw(ids(first).get(3), 2));
        List<String> turned = new ArrayList<>(ids(first));
        turned.addAll(Items.turned(catalogue, search.after(first.next().orElseThrow())));
        assertThat(turned).doesNotHaveDuplicates().containsAll(IntStream.range(0, 50).mapToObj(i -> "i" + i).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "甲乙丙丁"})
    void every_page_together_is_everything(String words) {
        IntStream.range(0, 23).forEach(i -> given(items.put("i" + i, "title: 甲乙丙丁")));
        assertThat(Items.turned(catalogue, Search.of(words).atOnce(5))).hasSize(23).doesNotHaveDuplicates();
    }

    @Test
    void an_empty_index_finds_nothing() {
        Found found = found(catalogue, Search.of("补贴"));
        assertThat(found.total()).isZero();
        assertThat(found.next()).isEmpty();
    }

    private void refused(Search search, String place) {
        assertThat(catalogue.search(search).<String>fold(found -> "found", refusal -> refusal.place())).isEqualTo(place);
    }

    @Test
    void refuses_what_is_too_long_too_much_or_no_such_thing() {
        refused(Search.of("补".repeat(201)), "words");
        refused(Search.of("补 ".repeat(17)), "words");
        refused(Search.of("").atOnce(0), "size");
        refused(Search.of("").atOnce(101), "size");
        refused(Search.of("").where("colour", "red"), "facets");
        refused(Search.of("").where("theme"), "facets");
        refused(Search.of("").holding("opening", LocalDate.EPOCH), "holding");
        refused(Search.of("").by(Order.latest("birth")), "order");
        refused(Search.of("").in("宁波"), "region");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!", "bm8gY3Vyc29yIG9mIG91cnMgYXQgYWxs"})
    void refuses_a_cursor_that_is_none_of_this_search(String cursor) {
        refused(Search.of("").after(cursor), "after");
    }

    @Test
    void refuses_a_cursor_of_another_search() {
        given(items.put("a", "title: 补贴"), items.put("b", "title: 补贴"));
        String next = found(catalogue, Search.of("补贴").atOnce(1)).next().orElseThrow();
        refused(Search.of("").atOnce(1).after(next), "after");
    }
}
