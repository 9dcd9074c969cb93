package io.yizhan.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.testing.CapturedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkingDaysTest {
    @RegisterExtension
    static final CapturedLog log = new CapturedLog();

    @TempDir
    Path folder;

    @Test
    void has_the_official_number_of_working_days_in_2026() {
        // 365 days, 104 of them at weekends; the holidays take 19 of the other days, six weekend days make up for some
        assertThat(WorkingDays.shipped().between(LocalDate.of(2026, 1, 1), LocalDate.of(2027, 1, 1))).isEqualTo(365 - 104 - 19 + 6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-02", "2026-02-16", "2026-02-23", "2026-04-06", "2026-05-05", "2026-06-19", "2026-09-25", "2026-10-07", "2026-03-07"})
    void does_not_work_on_holidays_and_weekends(LocalDate day) {
        assertThat(WorkingDays.shipped().working(day)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10", "2026-02-24", "2026-10-08"})
    void works_on_the_days_that_make_up_for_holidays(LocalDate day) {
        assertThat(WorkingDays.shipped().working(day)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-12, 3, 2026-02-24", "2026-02-12, 2, 2026-02-14", "2026-09-30, 1, 2026-10-08", "2026-10-08, 2, 2026-10-10",
        "2026-10-08, -1, 2026-09-30", "2026-03-07, 0, 2026-03-07", "2026-03-07, 1, 2026-03-09"
    })
    void counts_working_days_over_holidays(LocalDate from, int days, LocalDate to) {
        assertThat(WorkingDays.shipped().plus(from, days)).isEqualTo(to);
    }

    @Test
    void a_year_it_does_not_know_has_weekends_only_and_that_is_logged_once() {
        WorkingDays calendar = WorkingDays.shipped();
        assertThat(calendar.working(LocalDate.of(2031, 10, 1))).isTrue();
        assertThat(calendar.working(LocalDate.of(2031, 10, 4))).isFalse();
        assertThat(log.lines()).filteredOn(line -> line.message().contains("2031")).hasSize(1);
    }

    @Test
    void reads_another_calendar() throws IOException {
        WorkingDays calendar = WorkingDays.read(written("years: {2027: {holidays: [{name: made up, from: 2027-03-01, to: 2027-03-02}], working: [2027-03-06]}}"));
        assertThat(calendar.plus(LocalDate.of(2027, 2, 26), 4)).isEqualTo(LocalDate.of(2027, 3, 6));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "years: {2027: {holidays: [{name: made up, from: 2027-03-02, to: 2027-03-01}], working: []}}",
        "years: {2027: {holidays: [{name: made up, from: 2026-03-01, to: 2026-03-02}], working: []}}",
        "years: {2027: {holidays: [{name: made up, from: 1 March, to: 2027-03-02}], working: []}}",
        "years: {2027: {holidays: [{name: made up, from: 2027-03-01}], working: []}}",
        "years: {2027: {holidays: [], working: [], more: []}}",
        "years: {2027: {holidays: []}}",
        "years: {2027: }",
        "years: [2027]",
        "{}",
        "",
        "years: {2027: {holidays: [], working: [2028-01-01]}}"
    })
    void refuses_a_file_that_is_no_calendar(String text) throws IOException {
        Path file = written(text);
        assertThatThrownBy(() -> WorkingDays.read(file)).isInstanceOf(InvalidCalendar.class).hasMessageContaining(file.toString());
    }

    @Test
    void says_in_which_line_a_day_is_none() throws IOException {
        Path file = written("years:\n  2027:\n    holidays: []\n    working:\n      - 2027-03-06\n      - 2027-02-30\n");
        assertThatThrownBy(() -> WorkingDays.read(file)).hasMessage(file + ": line 6: expected a day such as 2027-03-01, not \"2027-02-30\"");
    }

    @Test
    void says_in_which_line_something_is_unknown() throws IOException {
        Path file = written("years:\n  2027:\n    holidays: []\n    working: []\n    vacations: []\n");
        assertThatThrownBy(() -> WorkingDays.read(file))
                .hasMessage(file + ": line 5: expected years, each with holidays (name, from, to) and working (days)");
    }

    @Test
    void refuses_a_file_that_is_not_there() {
        assertThatThrownBy(() -> WorkingDays.read(folder.resolve("none.yaml"))).isInstanceOf(InvalidCalendar.class);
    }

    private Path written(String text) throws IOException {
        return Files.writeString(folder.resolve("calendar.yaml"), text);
    }
}
