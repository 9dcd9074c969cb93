package io.yizhan.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read off an item, and which items somebody wants. */
class FilterTest {
    private static final Places PLACES =
            new Places("/id", "/version", "/withdrawn", Map.of("theme", "/themes", "region", "/regions", "form", "/benefits/form", "year", "/year"));
    private static final JsonNode ITEM =
            json("{\"id\":\"a\",\"version\":1,\"themes\":[\"hiring\",\"rent\"],\"regions\":[\"330206\"],\"benefits\":[{\"form\":\"fixed\"},{\"form\":\"rate\"}],\"year\":2026}");

    @Test
    void finds_every_value_of_a_list_and_through_lists_of_objects() {
        assertThat(List.of(PLACES.values("theme", ITEM), PLACES.values("form", ITEM), PLACES.values("year", ITEM), PLACES.values("none", ITEM)))
                .containsExactly(List.of("hiring", "rent"), List.of("fixed", "rate"), List.of("2026"), List.of());
    }

    @ParameterizedTest
    @CsvSource({"theme, rent, true", "theme, ren, false", "region, 33, true", "region, 3302, true", "region, 3301, false", "region, 330206, true", "form, rate, true"})
    void takes_one_of_the_values_and_prefixes_of_regions(String facet, String wanted, boolean matches) {
        assertThat(new Filter(Map.of(facet, List.of("other", wanted))).matches(PLACES, ITEM)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({"size, micro, true", "size, large, false", "industry, 6210, true", "industry, H6220, true", "industry, 6510, false", "industry, H, true", "industry, C, false",
        "tag, 高企, true"})
    void takes_what_no_condition_keeps_from_somebody(String about, String wanted, boolean matches) {
        Places places = new Places("/id", "/version", "/withdrawn", Map.of(about, "/conditions[about=" + about + "]/values"));
        JsonNode item = json("{\"conditions\":[{\"about\":\"size\",\"test\":\"none-of\",\"values\":[\"large\"]},"
                + "{\"about\":\"industry\",\"test\":\"prefix\",\"values\":[\"H62\"]}]}");
        assertThat(new Filter(Map.of(about, List.of(wanted))).matches(places, item)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            33           | 33           | true
            330000       | 33           | true
            330000       | 330000       | true
            330000       | 330100       | true
            330000000000 | 330106       | true
            33           | 330106000000 | true
            3301         | 330000       | true
            330106       | 3301         | true
            3301         | 3302         | false
            330000       | 36           | false
            3301         | 000000       | true
            3301         | 100000       | true
            3301         |              | true
            3301         | 甲县           | true
            甲县           | 甲县           | true
            甲县           | 33           | false
            """)
    void takes_what_applies_anywhere_in_a_region(String wanted, String region, boolean matches) {
        JsonNode item = json(region == null ? "{}" : "{\"regions\":[\"" + region + "\"]}");
        assertThat(new Filter(Map.of("region", List.of(wanted))).matches(PLACES, item)).isEqualTo(matches);
    }

    @Test
    void takes_everything_where_nothing_is_wanted_in_particular() {
        assertThat(new Filter(Map.of()).matches(PLACES, ITEM)).isTrue();
    }

    @Test
    void wants_something_of_every_facet() {
        assertThat(new Filter(Map.of("theme", List.of("rent"), "region", List.of("44"))).matches(PLACES, ITEM)).isFalse();
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(broken);
        }
    }
}
