package io.yizhan.casework;

import static io.yizhan.casework.Reminder.What.PROMISED_NEAR;
import static io.yizhan.casework.Reminder.What.PROMISED_OVER;
import static io.yizhan.casework.Reminder.What.STATUTORY_NEAR;
import static io.yizhan.casework.Reminder.What.STATUTORY_OVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.yizhan.casework.Happening.Opened;
import io.yizhan.casework.Happening.Rule;
import io.yizhan.casework.Happening.Stepped;
import io.yizhan.testing.TestDatabase;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Cases that are handled around the national holiday: 2026-10-01 to 10-07 free, Saturday 10-10 worked. */
@Timeout(60)
class RemindersTest {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.fresh();

    private final Casework casework = Casework.in(database.jdbi(), WorkingDays.shipped());
    private final String number = "C-" + UUID.randomUUID();

    @AfterEach
    void forget_the_reminders() {
        database.jdbi().useHandle(handle -> handle.execute("DELETE FROM case_file"));
    }

    @Test
    void limits_are_counted_in_working_days_from_the_day_after_acceptance() {
        opened(20, 5);
        tell(Step.RECEIVED, "2026-09-28T09:00");
        tell(Step.ACCEPTED, "2026-09-29T16:30");
        // 9-30, 10-8, 10-9, Saturday 10-10, 10-12
        assertThat(party().promisedOn()).contains(LocalDate.of(2026, 10, 12));
        assertThat(party().statutoryOn()).contains(LocalDate.of(2026, 11, 2));
    }

    @Test
    void late_in_the_evening_of_the_world_is_the_next_day_in_shanghai() {
        opened(20, 1);
        tell(Step.RECEIVED, "2026-10-12T09:00");
        tell(Step.ACCEPTED, "2026-10-13T00:30");
        assertThat(party().promisedOn()).contains(LocalDate.of(2026, 10, 14));
    }

    @Test
    void reminds_originator_and_party_two_working_days_before_and_when_it_is_over_once_each() {
        Opened opened = opened(20, 5);
        tell(Step.RECEIVED, "2026-09-28T09:00");
        tell(Step.ACCEPTED, "2026-09-29T16:30");
        assertThat(remind("2026-10-08T23:59")).isEmpty();
        List<Reminder> near = remind("2026-10-09T00:00");
        assertThat(near).containsExactly(new Reminder(opened.message(), opened.message().toString(), Cases.KIND, opened.environment(), Cases.ORIGIN,
                number, "p1", "", PROMISED_NEAR, LocalDate.of(2026, 10, 12), shanghai("2026-10-09T00:00"),
                List.of(new Addressee("", Cases.ORIGIN, "", false), new Addressee("p1", Cases.partner("p1"), "agreement of p1", false))));
        assertThat(remind("2026-10-12T23:59")).isEmpty();
        assertThat(remind("2026-10-13T00:00")).extracting(Reminder::what).containsExactly(PROMISED_OVER);
        assertThat(remind("2026-12-31T00:00")).extracting(Reminder::what).containsExactly(STATUTORY_NEAR, STATUTORY_OVER);
        assertThat(remind("2027-12-31T00:00")).isEmpty();
    }

    @Test
    void what_is_handled_without_acceptance_is_counted_from_its_receipt() {
        opened(20, 5);
        tell(Step.RECEIVED, "2026-09-29T09:00");
        assertThat(party().promisedOn()).contains(LocalDate.of(2026, 10, 12));
    }

    @Test
    void nothing_runs_before_the_party_has_received_its_part() {
        opened(20, 5);
        assertThat(party().promisedOn()).isEmpty();
        assertThat(remind("2027-12-31T00:00")).isEmpty();
    }

    @Test
    void nothing_runs_while_the_party_waits_for_a_correction() {
        opened(20, 5);
        tell(Step.RECEIVED, "2026-09-29T09:00");
        tell(Step.CORRECTION_REQUESTED, "2026-09-29T10:00");
        assertThat(party().promisedOn()).isEmpty();
        assertThat(remind("2027-12-31T00:00")).isEmpty();
    }

    @Test
    void the_clock_stands_still_while_the_party_is_suspended() {
        opened(20, 5);
        tell(Step.RECEIVED, "2026-09-28T09:00");
        tell(Step.ACCEPTED, "2026-09-29T16:30");
        tell(Step.SUSPENDED, "2026-10-09T09:00");
        assertThat(party().promisedOn()).isEmpty();
        assertThat(remind("2027-12-31T00:00")).isEmpty();
    }

    @Test
    void the_day_moves_by_the_working_days_that_were_suspended() {
        opened(20, 5);
        tell(Step.RECEIVED, "2026-09-28T09:00");
        tell(Step.ACCEPTED, "2026-09-29T16:30");
        // suspended on 10-9, Saturday 10-10, 10-12, 10-13
        tell(Step.SUSPENDED, "2026-10-09T09:00");
        tell(Step.RESUMED, "2026-10-14T15:00");
        assertThat(party().promisedOn()).contains(LocalDate.of(2026, 10, 16));
        assertThat(party().statutoryOn()).contains(LocalDate.of(2026, 11, 6));
        assertThat(remind("2026-10-17T00:00")).extracting(Reminder::what, Reminder::on, Reminder::at).containsExactly(
                tuple(PROMISED_NEAR, LocalDate.of(2026, 10, 16), shanghai("2026-10-14T00:00")),
                tuple(PROMISED_OVER, LocalDate.of(2026, 10, 16), shanghai("2026-10-17T00:00")));
    }

    @Test
    void a_day_that_was_over_before_the_party_suspended_stays_over() {
        opened(20, 1);
        tell(Step.RECEIVED, "2026-10-12T09:00");
        tell(Step.ACCEPTED, "2026-10-12T10:00");
        tell(Step.SUSPENDED, "2026-10-15T09:00");
        tell(Step.RESUMED, "2026-10-20T09:00");
        assertThat(party().promisedOn()).contains(LocalDate.of(2026, 10, 13));
    }

    @Test
    void what_the_party_promises_itself_goes_before_what_was_planned() {
        opened(20, 5);
        tell(Step.RECEIVED, "2026-09-28T09:00");
        apply(Cases.promising(step(Step.ACCEPTED, "2026-09-29T16:30"), LocalDate.of(2026, 10, 20)));
        assertThat(party().promisedOn()).contains(LocalDate.of(2026, 10, 20));
        assertThat(party().statutoryOn()).contains(LocalDate.of(2026, 11, 2));
    }

    @Test
    void a_promise_moves_by_what_is_suspended_after_it() {
        opened(20, 5);
        tell(Step.RECEIVED, "2026-09-28T09:00");
        apply(Cases.promising(step(Step.ACCEPTED, "2026-09-29T16:30"), LocalDate.of(2026, 10, 20)));
        tell(Step.SUSPENDED, "2026-10-12T09:00");
        tell(Step.RESUMED, "2026-10-14T15:00");
        assertThat(party().promisedOn()).contains(LocalDate.of(2026, 10, 22));
    }

    @Test
    void a_promise_made_on_resuming_stands_as_it_is() {
        opened(20, 5);
        tell(Step.RECEIVED, "2026-09-28T09:00");
        tell(Step.ACCEPTED, "2026-09-29T16:30");
        tell(Step.SUSPENDED, "2026-10-12T09:00");
        apply(Cases.promising(step(Step.RESUMED, "2026-10-14T15:00"), LocalDate.of(2026, 10, 30)));
        assertThat(party().promisedOn()).contains(LocalDate.of(2026, 10, 30));
    }

    @Test
    void a_limit_of_one_day_is_reminded_of_on_that_day() {
        opened(20, 1);
        tell(Step.RECEIVED, "2026-10-12T09:00");
        tell(Step.ACCEPTED, "2026-10-12T10:00");
        assertThat(remind("2026-10-12T23:59")).isEmpty();
        assertThat(remind("2026-10-13T00:00")).extracting(Reminder::what).containsExactly(PROMISED_NEAR);
    }

    @Test
    void a_limit_of_no_day_is_told_when_it_is_over() {
        opened(20, 0);
        tell(Step.RECEIVED, "2026-10-12T09:00");
        tell(Step.ACCEPTED, "2026-10-12T10:00");
        assertThat(remind("2026-10-13T00:00")).extracting(Reminder::what).containsExactly(PROMISED_OVER);
    }

    @Test
    void nobody_is_reminded_of_what_is_concluded() {
        opened(20, 5);
        tell(Step.RECEIVED, "2026-09-28T09:00");
        tell(Step.ACCEPTED, "2026-09-29T16:30");
        apply(Cases.at(Cases.numbered(Cases.concluded("p1", Conclusion.GRANTED, 1), number, ""), shanghai("2026-10-08T10:00")));
        assertThat(remind("2027-12-31T00:00")).isEmpty();
        assertThat(party().promisedOn()).contains(LocalDate.of(2026, 10, 12));
    }

    @Test
    void a_reminder_that_was_sent_is_not_sent_again_when_something_else_is_told() {
        opened(20, 5);
        tell(Step.RECEIVED, "2026-09-28T09:00");
        tell(Step.ACCEPTED, "2026-09-29T16:30");
        remind("2026-10-09T00:00");
        tell(Step.FORWARDED, "2026-10-09T10:00");
        assertThat(remind("2026-10-09T12:00")).isEmpty();
    }

    @Test
    void what_is_not_committed_is_not_sent() {
        opened(20, 5);
        tell(Step.RECEIVED, "2026-09-29T09:00");
        database.jdbi().useHandle(handle -> {
            handle.begin();
            casework.remind(handle, shanghai("2026-10-09T00:00"), 10);
            handle.rollback();
        });
        assertThat(remind("2026-10-09T00:00")).hasSize(1);
    }

    @Test
    void another_node_takes_only_what_is_not_being_taken() {
        opened(5, 5);
        tell(Step.RECEIVED, "2026-09-29T09:00");
        database.jdbi().useTransaction(handle -> {
            assertThat(casework.remind(handle, shanghai("2026-10-09T00:00"), 1)).extracting(Reminder::what).containsExactly(PROMISED_NEAR);
            assertThat(remind("2026-10-09T00:00")).extracting(Reminder::what).containsExactly(STATUTORY_NEAR);
        });
    }

    private Opened opened(int statutory, int promised) {
        Opened opened = Cases.opened(number, Rule.ALL, Cases.limited("p1", statutory, promised));
        apply(opened);
        return opened;
    }

    private void tell(Step step, String time) {
        apply(step(step, time));
    }

    private Stepped step(Step step, String time) {
        return Cases.at(Cases.numbered(Cases.from("p1", step, 1), number, ""), shanghai(time));
    }

    private void apply(Happening one) {
        List<Consequence> consequences = database.jdbi().inTransaction(handle -> casework.apply(handle, List.of(one)));
        assertThat(consequences).allMatch(Consequence.Taken.class::isInstance);
    }

    private CaseFile.Party party() {
        return casework.newest(Optional.empty(), 1).get(0).parties().get(0);
    }

    private List<Reminder> remind(String time) {
        return database.jdbi().inTransaction(handle -> casework.remind(handle, shanghai(time), 100));
    }

    private static Instant shanghai(String time) {
        return LocalDateTime.parse(time).atZone(WorkingDays.ZONE).toInstant();
    }
}
