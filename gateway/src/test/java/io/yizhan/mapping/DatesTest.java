package io.yizhan.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatesTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "20230309", "2023-03-09", "2023/3/9", "2023/03/09", "20230309235959", "20230309T000000", "2023年3月9日", "2023年03月09日",
        "1678291200000", "1678377599999"
    })
    void reads_every_form_platforms_write(String written) {
        assertThat(Dates.read(written)).contains(LocalDate.of(2023, 3, 9));
    }

    @Test
    void reads_milliseconds_as_the_day_in_shanghai() {
        // 2023-03-08T16:30:00Z is past midnight there
        assertThat(Dates.read("1678293000000")).contains(LocalDate.of(2023, 3, 9));
    }

    @Test
    void reads_milliseconds_of_last_century() {
        assertThat(Dates.read("883584000000")).contains(LocalDate.of(1998, 1, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "2023-02-30", "20230230", "2023/2/30", "2023年2月30日", "20231301", "00000000", "20230309250000", "20230309T006000",
        "1678291200", "2023-3-9", "2023/003/9", "09/03/2023", "长期", "", " 20230309", "２０２３0309", "2023-03-09T00:00:00Z"
    })
    void refuses_what_is_no_day_of_the_calendar_or_no_form_we_know(String written) {
        assertThat(Dates.read(written)).isEmpty();
    }

    @Test
    void reads_the_leap_day_in_leap_years_only() {
        assertThat(Dates.read("20240229")).contains(LocalDate.of(2024, 2, 29));
        assertThat(Dates.read("20230229")).isEmpty();
    }

    @Test
    void writes_by_a_pattern() {
        assertThat(Dates.write(LocalDate.of(2023, 3, 9), "yyyyMMdd")).isEqualTo("20230309");
    }
}
