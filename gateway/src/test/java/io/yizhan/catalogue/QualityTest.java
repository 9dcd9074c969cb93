package io.yizhan.catalogue;

import static io.yizhan.catalogue.Items.LAYOUT;
import static io.yizhan.catalogue.Items.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.catalogue.Quality.Average;
import io.yizhan.catalogue.Quality.Finding;
import io.yizhan.catalogue.Quality.Duplicate;
import io.yizhan.catalogue.Quality.Flaw;
import io.yizhan.catalogue.Quality.Must;
import io.yizhan.catalogue.Quality.Rated;
import io.yizhan.catalogue.Quality.Standard;
import io.yizhan.catalogue.Quality.Survey;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class QualityTest {
    private static final Map<String, List<String>> APPLIED_FOR = Map.of("/deliveryMode", List.of("no-application"));
    private static final List<Must> MUSTS = List.of(new Must(List.of("/documentNumber"), Map.of()), new Must(List.of("/benefits"), Map.of()),
            new Must(List.of("/themes", "/unclassified"), Map.of()), new Must(List.of("/audiences"), Map.of()), new Must(List.of("/writtenOn"), Map.of()),
            new Must(List.of("/effectiveFrom"), Map.of()), new Must(List.of("/applyFrom"), APPLIED_FOR), new Must(List.of("/applyTo"), APPLIED_FOR));
    private static final Standard STANDARD =
            new Standard(Map.of("theme", Set.of("rent", "jobs")), Map.of("somewhere", List.of("52")), MUSTS, LocalDate.of(2026, 11, 22));
    private static final String GOOD = "title: 示例, documentNumber: '示人社发〔2026〕1号', applyFrom: 2026-01-02, applyTo: 2026-12-31, benefits: [{name: 补}], "
            + "regionCodes: ['520102'], audiences: [enterprise], themes: [rent], validity: valid, effectiveFrom: 2026-01-02, publishedOn: 2026-01-02, writtenOn: 2026-01-01";

    @TempDir
    Path folder;

    private final Items items = new Items();

    /** With another number of a document. */
    private static String other(int number) {
        return GOOD.replace("1号", number + "号");
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/catalogue/quality.csv", numLinesToSkip = 1)
    void says_what_is_to_be_mended(String why, String changes, int score, String findings) {
        ObjectNode item = item(GOOD);
        item.setAll(item(changes));
        Quality quality = Quality.of("somewhere", item, LAYOUT, STANDARD);
        assertThat(quality.findings().stream().map(QualityTest::line).collect(Collectors.joining("; "))).as(why).isEqualTo(findings);
        assertThat(quality.score()).isEqualTo(score);
    }

    private static String line(Finding finding) {
        return finding.flaw() + " " + finding.place() + " " + finding.detail();
    }

    @Test
    void who_is_not_named_may_publish_for_any_region() {
        assertThat(Quality.of("elsewhere", item(GOOD), LAYOUT, STANDARD).score()).isEqualTo(100);
    }

    @Test
    void another_item_with_the_same_document_number_is_likely_the_same() {
        try (Catalogue catalogue = Catalogue.open(folder, LAYOUT)) {
            catalogue.apply(List.of(items.put("a", GOOD), items.put("b", GOOD.replace("〔2026〕", "(2026)第")), items.put("c", GOOD.replace("1号", "2号"))));
            assertThat(catalogue.quality(new Key("somewhere", "a"), STANDARD).orElseThrow().findings())
                    .containsExactly(new Finding(Flaw.LIKELY_DUPLICATE, "", "somewhere/b"));
            assertThat(catalogue.quality(new Key("somewhere", "c"), STANDARD).orElseThrow().score()).isEqualTo(100);
        }
    }

    @Test
    void names_the_same_of_many_duplicates_whichever_order_they_came_in() {
        List<String> expected = IntStream.range(0, 10).mapToObj(i -> "somewhere/b" + i).toList();
        for (boolean backwards : List.of(true, false)) {
            try (Catalogue catalogue = Catalogue.open(folder.resolve("" + backwards), LAYOUT)) {
                IntStream.range(0, 20).map(i -> backwards ? 19 - i : i)
                        .forEach(i -> catalogue.apply(List.of(items.put((i < 10 ? "b" : "c") + i, GOOD))));
                assertThat(catalogue.quality(new Key("somewhere", "c19"), STANDARD).orElseThrow().findings()).extracting(Finding::detail).isEqualTo(expected);
            }
        }
    }

    @Test
    void duplicates_lower_the_scores_of_their_regions_and_are_listed() {
        try (Catalogue catalogue = Catalogue.open(folder, LAYOUT)) {
            catalogue.apply(List.of(items.put("b", GOOD.replace("520102", "522300")), items.put("a", GOOD), items.put("c", GOOD.replace("1号", "2号"))));
            Survey survey = catalogue.survey(Optional.empty(), STANDARD, 10);
            assertThat(survey.duplicates()).containsExactly(
                    new Duplicate("示人社发[2026]1", List.of(new Key("somewhere", "a"), new Key("somewhere", "b"))));
            assertThat(survey.regions()).isEqualTo(Map.of("520102", new Average(2, 95), "522300", new Average(1, 90)));
        }
    }

    @Test
    void of_an_item_that_is_not_there_nothing_is_said() {
        try (Catalogue catalogue = Catalogue.open(folder, LAYOUT)) {
            assertThat(catalogue.quality(new Key("somewhere", "a"), STANDARD)).isEmpty();
        }
    }

    @Test
    void each_region_has_the_average_of_what_is_for_it() {
        try (Catalogue catalogue = Catalogue.open(folder, LAYOUT)) {
            catalogue.apply(List.of(items.put("a", GOOD), items.put("b", other(2).replace("title: 示例, ", "")), items.put("c", other(3).replace("'520102'", "'5201'")),
                    items.put("gone", GOOD), items.withdraw("gone", 2)));
            assertThat(catalogue.survey(Optional.empty(), STANDARD, 10).regions()).isEqualTo(Map.of("520102", new Average(2, 85), "520100", new Average(1, 100)));
        }
    }

    @Test
    void of_each_publisher_the_worst_items_are_named() {
        try (Catalogue catalogue = Catalogue.open(folder, LAYOUT)) {
            catalogue.apply(List.of(items.put("a", GOOD), items.put("b", other(2).replace("title: 示例, ", "")), items.put("c", other(3).replace("documentNumber", "tags"))));
            Survey survey = catalogue.survey(Optional.empty(), STANDARD, 2);
            assertThat(survey.worst()).isEqualTo(Map.of("somewhere", List.of(new Rated("b", 70), new Rated("c", 96))));
            assertThat(survey.all()).isEqualTo(new Average(3, (70 + 96 + 100) / 3.0));
        }
    }

    @Test
    void only_items_of_the_publisher_that_is_named_are_looked_at() {
        try (Catalogue catalogue = Catalogue.open(folder, LAYOUT)) {
            catalogue.apply(List.of(items.put("a", GOOD)));
            Survey survey = catalogue.survey(Optional.of("some"), STANDARD, 2);
            assertThat(survey).isEqualTo(new Survey(new Average(0, 0), Map.of(), Map.of(), List.of()));
        }
    }
}
