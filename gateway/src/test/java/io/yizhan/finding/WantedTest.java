package io.yizhan.finding;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.contract.Contract;
import io.yizhan.contract.Kind;
import io.yizhan.testing.RunningWorld;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.WireRequest;
import java.net.URI;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WantedTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static Contract contract;

    @BeforeAll
    static void the_kinds_say_what_can_be_asked() {
        contract = Contract.load(RunningWorld.MAPPINGS);
    }

    private static Kind.Feed feed(String kind) {
        return contract.kind(kind).orElseThrow().feed().orElseThrow();
    }

    private static Wanted wanted(String query) {
        return Wanted.of(new WireRequest("GET", URI.create("http://127.0.0.1/catalogue/policies?" + query), Headers.none(), new byte[0]), true);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sort=apply-to                    | apply-to 2026-11-22
            sort=effective-to                | effective-to 2026-11-22
            sort=apply-to&apply=2026-01-01   | apply-to any
            sort=-apply-to                   | apply-to any
            sort=apply-from                  | apply-from any
            sort=published                   | published any
            sort=relevance                   | relevance any
            words=a                          | relevance any
            """)
    void sorted_by_a_deadline_only_those_that_are_yet_to_come_are_wanted(String query, String order) {
        assertThat(wanted(query).search(feed("policy-catalogue"), TODAY).<String>fold(
                        search -> search.order().date().orElse("relevance") + " " + search.order().from().map(LocalDate::toString).orElse("any"),
                        refusal -> refusal.place()))
                .isEqualTo(order);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            policy-catalogue | by=theme&value=rent                       | 2026-11-22
            policy-catalogue | by=theme&value=rent&effective=2026-01-01  | 2026-01-01
            policy-catalogue | by=theme&value=rent&effective=any         | any
            policy-catalogue | by=theme&value=rent&effective=soon        | effective
            policy-questions | by=theme&value=rent                       | any
            """)
    void what_is_in_force_today_is_laid_side_by_side_unless_it_says_otherwise(String kind, String query, String effective) {
        assertThat(wanted(query).comparison(feed(kind), TODAY).<String>fold(
                        compared -> compared.asked().effective().map(LocalDate::toString).orElse("any"), refusal -> refusal.place()))
                .isEqualTo(effective);
    }
}
