package io.yizhan.catalogue;

import static io.yizhan.catalogue.Items.LAYOUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    @TempDir
    Path folder;

    private final Items items = new Items();
    private Catalogue catalogue;

    @BeforeEach
    void open() {
        catalogue = Catalogue.open(folder, LAYOUT);
        catalogue.apply(List.of(
                items.put("old", "title: 旧, regionCodes: ['33'], themes: [rent], publishedOn: 2025-01-01"),
                items.put("new", "title: 新, regionCodes: ['330000'], themes: [rent], applyTo: 2026-12-31, publishedOn: 2026-01-01, "
                        + "benefits: [{name: 补, value: '3'}, {name: 减, when: [{about: size, test: one-of, values: [micro]}]}]"),
                items.put("city", "title: 市, regionCodes: ['3302'], themes: [rent]"),
                items.put("other", "title: 他, regionCodes: ['52'], themes: [rent, jobs]"),
                items.put("jobs", "title: 业, regionCodes: ['52'], themes: [jobs]")));
    }

    @AfterEach
    void close() {
        catalogue.close();
    }

    private Comparison compared(String theme, int each, String... regions) {
        return compared(new Comparison.Asked("theme", theme, List.of(regions), each, Optional.of(TODAY)));
    }

    private Comparison compared(Comparison.Asked asked) {
        return catalogue.compare(asked).fold(comparison -> comparison, refusal -> {
            throw new AssertionError(refusal.place());
        });
    }

    @Test
    void lays_what_regions_themselves_have_side_by_side_the_newest_first() {
        Comparison comparison = compared("rent", 5, "33", "52");
        assertThat(comparison.rows()).extracting(row -> row.region() + " " + row.key().id()).containsExactly("33 new", "33 old", "52 other");
        assertThat(comparison.columns()).containsExactly("title", "document-number", "apply-to", "benefits");
    }

    @Test
    void takes_no_more_of_each_than_asked_and_says_which_region_has_none() {
        Comparison comparison = compared("rent", 1, "33", "36");
        assertThat(comparison.rows()).extracting(row -> row.key().id()).containsExactly("new");
        assertThat(comparison.without()).containsExactly("36");
    }

    @Test
    void shows_benefits_with_their_conditions_and_what_is_absent_as_nothing() {
        Comparison.Row row = compared("rent", 1, "33", "52").rows().get(0);
        assertThat(row.cells().get("benefits").get(1).at("/when/0/values/0").asText()).isEqualTo("micro");
        assertThat(row.cells().get("document-number").isNull()).isTrue();
    }

    @Test
    void lays_side_by_side_what_is_in_force_unless_any_is_asked_for() {
        catalogue.apply(List.of(
                items.put("over", "regionCodes: ['44'], themes: [rent], effectiveTo: 2026-11-21"),
                items.put("abolished", "regionCodes: ['44'], themes: [rent], validity: abolished, effectiveTo: 2027-12-31"),
                items.put("coming", "regionCodes: ['44'], themes: [rent], effectiveFrom: 2026-11-23")));
        assertThat(compared("rent", 5, "44", "33").without()).containsExactly("44");
        assertThat(compared(new Comparison.Asked("theme", "rent", List.of("44", "33"), 5, Optional.of(TODAY.plusDays(1)))).rows())
                .extracting(row -> row.key().id()).startsWith("coming");
        assertThat(compared(new Comparison.Asked("theme", "rent", List.of("44", "33"), 5, Optional.empty())).rows())
                .extracting(row -> row.key().id()).startsWith("abolished", "coming", "over");
    }

    @Test
    void is_written_as_a_table() {
        assertThat(compared("rent", 1, "33", "52").csv()).isEqualTo(String.join("\r\n",
                "\"region\",\"publisher\",\"id\",\"title\",\"document-number\",\"apply-to\",\"benefits\"",
                "\"33\",\"somewhere\",\"new\",\"新\",\"\",\"2026-12-31\",\"name: 补; value: 3\nname: 减; when: about: size; test: one-of; values: micro\"",
                "\"52\",\"somewhere\",\"other\",\"他\",\"\",\"\",\"\"", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@sum", "＝HYPERLINK(1)", "\\t=1"})
    void no_text_is_taken_for_a_formula(String title) {
        catalogue.apply(List.of(items.put("bad", "title: \"" + title + "\", regionCodes: ['44'], themes: [rent]")));
        assertThat(compared("rent", 1, "44", "33").rows().get(0).cells().get("title").asText()).isEqualTo(title.replace("\\t", "\t"));
        assertThat(compared("rent", 1, "44", "33").csv()).contains("\"'" + title.replace("\\t", "\t") + "\"");
    }

    private void refused(Comparison.Asked asked, String place) {
        assertThat(catalogue.compare(asked).<String>fold(found -> "compared", refusal -> refusal.place())).isEqualTo(place);
    }

    @Test
    void refuses_what_is_no_facet_no_region_or_too_much() {
        refused(new Comparison.Asked("colour", "red", List.of("33", "52"), 1, Optional.empty()), "facet");
        refused(new Comparison.Asked("size", "micro", List.of("33", "52"), 1, Optional.empty()), "facet");
        refused(new Comparison.Asked("theme", "rent", List.of("33"), 1, Optional.empty()), "region");
        refused(new Comparison.Asked("theme", "rent", List.of("33", "here"), 1, Optional.empty()), "region");
        refused(new Comparison.Asked("theme", "rent", List.of("33", "52"), 0, Optional.empty()), "each");
        refused(new Comparison.Asked("theme", "rent", List.of("33", "52"), 21, Optional.empty()), "each");
    }
}
