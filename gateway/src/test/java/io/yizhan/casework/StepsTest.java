package io.yizhan.casework;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.casework.CaseFile.State;
import io.yizhan.casework.Consequence.Closed;
import io.yizhan.casework.Consequence.Taken;
import io.yizhan.casework.Happening.Rule;
import io.yizhan.casework.Happening.Stepped;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What may be told when, and who hears of it. */
class StepsTest {
    private static final Addressee ORIGIN = new Addressee("", Cases.ORIGIN, "", false);
    private static final Addressee COPY = new Addressee("", Cases.WATCHER, "", true);

    private Docket docket = Cases.docket(Rule.ALL, Cases.party("p1"), Cases.party("p2"));

    @Test
    void goes_from_receipt_through_a_correction_and_a_special_procedure_to_its_end() {
        hear(Cases.from("p1", Step.RECEIVED, 1), Cases.from("p1", Step.CORRECTION_REQUESTED, 2), Cases.fromOrigin("p1", Step.CORRECTED, 3),
                Cases.from("p1", Step.CORRECTION_REQUESTED, 4), Cases.fromOrigin("p1", Step.CORRECTED, 5), Cases.from("p1", Step.ACCEPTED, 6),
                Cases.from("p1", Step.SUSPENDED, 7), Cases.from("p1", Step.RESUMED, 8), Cases.concluded("p1", Conclusion.GRANTED, 9));
        assertThat(docket.board().course("p1").effective()).hasSize(9);
        assertThat(docket.board().course("p1").conclusion()).map(Standing.Concluded::conclusion).contains(Conclusion.GRANTED);
    }

    @ParameterizedTest
    @EnumSource(names = "NOT_ACCEPTED", mode = EnumSource.Mode.EXCLUDE)
    void a_party_may_end_in_every_way(Conclusion conclusion) {
        assertThat(hear(Cases.concluded("p1", conclusion, 1)).effective()).isTrue();
        assertThat(docket.board().course("p1").conclusion()).map(Standing.Concluded::conclusion).contains(conclusion);
    }

    @Test
    void not_accepted_is_an_end() {
        hear(Cases.from("p1", Step.RECEIVED, 1), Cases.from("p1", Step.NOT_ACCEPTED, 2));
        assertThat(docket.board().course("p1").conclusion()).map(Standing.Concluded::conclusion).contains(Conclusion.NOT_ACCEPTED);
    }

    @Test
    void forwarded_is_no_end() {
        hear(Cases.from("p1", Step.RECEIVED, 1), Cases.from("p1", Step.FORWARDED, 2));
        assertThat(state("p1")).isEqualTo(State.RECEIVED);
    }

    @Test
    void what_a_party_tells_goes_to_the_originator_and_a_copy_to_who_is_informed() {
        assertThat(hear(Cases.from("p1", Step.RECEIVED, 1)).tell()).containsExactly(ORIGIN, COPY);
    }

    @Test
    void what_comes_too_early_is_told_at_once_and_has_effect_once_its_predecessor_is_there() {
        Taken early = hear(Cases.from("p1", Step.ACCEPTED, 2));
        assertThat(early.effective()).isFalse();
        assertThat(early.tell()).containsExactly(ORIGIN, COPY);
        assertThat(state("p1")).isEqualTo(State.DISPATCHED);
        hear(Cases.from("p1", Step.RECEIVED, 1));
        assertThat(state("p1")).isEqualTo(State.ACCEPTED);
    }

    @Test
    void a_request_for_correction_that_overtook_the_receipt_can_be_answered() {
        hear(Cases.from("p1", Step.CORRECTION_REQUESTED, 2));
        hear(Cases.fromOrigin("p1", Step.CORRECTED, 3));
        hear(Cases.from("p1", Step.RECEIVED, 1));
        assertThat(state("p1")).isEqualTo(State.CORRECTED);
    }

    @Test
    void an_answer_counts_after_its_request_whatever_the_clocks_say() {
        hear(Cases.from("p1", Step.RECEIVED, 1), Cases.from("p1", Step.CORRECTION_REQUESTED, 5), Cases.fromOrigin("p1", Step.CORRECTED, 3));
        assertThat(state("p1")).isEqualTo(State.CORRECTED);
    }

    @Test
    void an_acceptance_that_overtook_the_answer_counts_with_it() {
        hear(Cases.from("p1", Step.RECEIVED, 1), Cases.from("p1", Step.CORRECTION_REQUESTED, 2), Cases.from("p1", Step.ACCEPTED, 6));
        hear(Cases.fromOrigin("p1", Step.CORRECTED, 7));
        assertThat(state("p1")).isEqualTo(State.ACCEPTED);
    }

    @Test
    void a_party_may_say_itself_that_it_has_the_correction() {
        hear(Cases.from("p1", Step.RECEIVED, 1), Cases.from("p1", Step.CORRECTION_REQUESTED, 2));
        assertThat(hear(Cases.from("p1", Step.CORRECTED, 3)).tell()).containsExactly(ORIGIN, COPY);
        assertThat(state("p1")).isEqualTo(State.CORRECTED);
    }

    @Test
    void a_correction_nobody_asked_for_is_refused() {
        hear(Cases.from("p1", Step.RECEIVED, 1));
        assertThat(refusal(Cases.fromOrigin("p1", Step.CORRECTED, 2))).isEqualTo(illegal("withdrawn"));
    }

    @Test
    void a_correction_goes_to_those_who_asked_for_one() {
        hear(Cases.from("p1", Step.RECEIVED, 1), Cases.from("p1", Step.CORRECTION_REQUESTED, 2), Cases.from("p2", Step.RECEIVED, 1));
        assertThat(hear(Cases.fromOrigin("", Step.CORRECTED, 3)).tell()).containsExactly(addressee("p1"), COPY);
    }

    @Test
    void a_withdrawal_goes_to_all_that_are_open_and_concludes_the_case() {
        hear(Cases.concluded("p2", Conclusion.REFUSED, 1));
        Taken withdrawn = hear(Cases.fromOrigin("", Step.WITHDRAWN, 3));
        assertThat(withdrawn.tell()).containsExactly(addressee("p1"), COPY);
        assertThat(withdrawn.concluded()).isTrue();
    }

    @Test
    void a_withdrawal_from_one_party_leaves_the_other() {
        assertThat(hear(Cases.fromOrigin("p1", Step.WITHDRAWN, 3)).tell()).containsExactly(addressee("p1"), COPY);
        assertThat(state("p2")).isEqualTo(State.DISPATCHED);
    }

    @Test
    void nothing_can_be_withdrawn_that_is_concluded() {
        hear(Cases.concluded("p1", Conclusion.GRANTED, 5));
        assertThat(refusal(Cases.fromOrigin("p1", Step.WITHDRAWN, 3))).isEqualTo(illegal("nothing: it is concluded"));
    }

    @Test
    void nothing_but_corrections_and_withdrawals_comes_from_the_originator() {
        hear(Cases.from("p1", Step.RECEIVED, 1), Cases.from("p1", Step.CORRECTION_REQUESTED, 2));
        assertThat(refusal(Cases.fromOrigin("p1", Step.ACCEPTED, 3))).isEqualTo(illegal("one of corrected, withdrawn"));
    }

    @Test
    void a_second_acceptance_is_refused_with_what_would_have_been_legal() {
        hear(Cases.from("p1", Step.RECEIVED, 1), Cases.from("p1", Step.ACCEPTED, 2));
        assertThat(refusal(Cases.from("p1", Step.ACCEPTED, 3)))
                .isEqualTo(illegal("one of suspended, forwarded, progress, withdrawn, concluded"));
    }

    @Test
    void what_was_accepted_can_no_longer_be_not_accepted() {
        hear(Cases.from("p1", Step.RECEIVED, 1), Cases.from("p1", Step.ACCEPTED, 2));
        assertThat(refusal(Cases.from("p1", Step.NOT_ACCEPTED, 3)).code()).isEqualTo(RefusalCode.ILLEGAL_STEP);
    }

    @Test
    void after_the_end_nothing_more_is_taken() {
        hear(Cases.concluded("p1", Conclusion.GRANTED, 5));
        assertThat(refusal(Cases.from("p1", Step.SUSPENDED, 6))).isEqualTo(illegal("nothing: it is concluded"));
    }

    @Test
    void what_happened_before_the_end_and_comes_late_is_recorded_and_told() {
        hear(Cases.concluded("p1", Conclusion.GRANTED, 5));
        assertThat(hear(Cases.from("p1", Step.RECEIVED, 1)).tell()).containsExactly(ORIGIN, COPY);
        assertThat(docket.told()).hasSize(2);
    }

    @Test
    void the_same_told_twice_is_acknowledged_and_told_nobody() {
        Stepped granted = Cases.concluded("p1", Conclusion.GRANTED, 5);
        hear(granted);
        assertThat(hear(Cases.repeated(granted))).isEqualTo(new Taken(docket.id(), docket.id().toString(), List.of(), List.of(), List.of(), List.of(), false, false));
    }

    @Test
    void a_party_does_not_end_twice() {
        hear(Cases.concluded("p1", Conclusion.GRANTED, 5));
        assertThat(refusal(Cases.concluded("p1", Conclusion.REFUSED, 4)).code()).isEqualTo(RefusalCode.ILLEGAL_STEP);
    }

    @Test
    void what_a_party_decided_before_it_was_withdrawn_goes_before_the_withdrawal() {
        hear(Cases.fromOrigin("p1", Step.WITHDRAWN, 6));
        assertThat(hear(Cases.concluded("p1", Conclusion.GRANTED, 5)).effective()).isTrue();
        assertThat(docket.board().course("p1").conclusion()).map(Standing.Concluded::conclusion).contains(Conclusion.GRANTED);
    }

    @ParameterizedTest
    @CsvSource({"looked-at, paid, true", "shown, shown, true", "paid, shown, false"})
    void stages_may_be_left_out_but_not_gone_back_to(String first, String second, boolean legal) {
        hear(Cases.from("p1", Step.RECEIVED, 1), Cases.progress("p1", first, 2));
        assertThat(docket.hear(Cases.progress("p1", second, 3)) instanceof Outcome.Accepted).isEqualTo(legal);
    }

    @Test
    void a_stage_the_kind_does_not_have_is_refused() {
        assertThat(refusal(Cases.progress("p1", "elsewhere", 2)))
                .isEqualTo(Refusal.of(RefusalCode.SCHEMA_VIOLATION, "/stage", "one of looked-at, shown, paid"));
    }

    @Test
    void what_happened_on_one_day_is_in_order_even_where_some_dates_are_only_days() {
        Instant midnight = Cases.MONDAY.atZone(WorkingDays.ZONE).toLocalDate().atStartOfDay(WorkingDays.ZONE).toInstant();
        hear(Cases.from("p2", Step.RECEIVED, 2), Cases.at(Cases.from("p2", Step.ACCEPTED, 3), midnight));
        assertThat(state("p2")).isEqualTo(State.ACCEPTED);
        hear(Cases.from("p2", Step.SUSPENDED, 4), Cases.at(Cases.from("p2", Step.RESUMED, 5), midnight));
        assertThat(state("p2")).isEqualTo(State.ACCEPTED);
    }

    @Test
    void a_case_is_concluded_with_its_last_party() {
        assertThat(hear(Cases.concluded("p1", Conclusion.GRANTED, 5)).concluded()).isFalse();
        assertThat(hear(Cases.concluded("p2", Conclusion.LAPSED, 4)).concluded()).isTrue();
    }

    @Test
    void a_case_of_which_one_is_enough_is_concluded_with_the_first_that_ends_well() {
        docket = Cases.docket(Rule.ANY, Cases.party("p1"), Cases.party("p2"), Cases.party("p3", "p1"));
        assertThat(hear(Cases.concluded("p2", Conclusion.REFUSED, 4)).concluded()).isFalse();
        docket = Cases.docket(Rule.ANY, Cases.party("p1"), Cases.party("p2"), Cases.party("p3", "p2"));
        Taken granted = hear(Cases.concluded("p1", Conclusion.GRANTED, 5));
        assertThat(granted.concluded()).isTrue();
        assertThat(granted.closed()).containsExactly(
                new Closed(addressee("p2"), "C-1", granted.subject(), Conclusion.WITHDRAWN, Cases.hour(5), List.of(ORIGIN, addressee("p2"), COPY)),
                new Closed(addressee("p3"), "C-1", granted.subject(), Conclusion.WITHDRAWN, Cases.hour(5), List.of(ORIGIN, COPY)));
    }

    @Test
    void a_party_is_released_when_all_it_waits_for_has_ended_well() {
        docket = Cases.docket(Rule.ALL, Cases.party("p1"), Cases.party("p2"), Cases.party("p3", "p1", "p2"));
        assertThat(hear(Cases.concluded("p1", Conclusion.GRANTED, 5)).release()).isEmpty();
        assertThat(hear(Cases.concluded("p2", Conclusion.COMPLETED, 6)).release()).containsExactly(addressee("p3"));
    }

    @Test
    void a_party_that_can_never_begin_is_voided_and_so_is_what_waits_for_it() {
        docket = Cases.docket(Rule.ALL, Cases.party("p1"), Cases.party("p2", "p1"), Cases.party("p3", "p2"));
        Taken refused = hear(Cases.concluded("p1", Conclusion.REFUSED, 5));
        assertThat(refused.closed()).containsExactly(
                new Closed(addressee("p2"), "C-1", refused.subject(), Conclusion.VOIDED, Cases.hour(5), List.of(ORIGIN, COPY)),
                new Closed(addressee("p3"), "C-1", refused.subject(), Conclusion.VOIDED, Cases.hour(5), List.of(ORIGIN, COPY)));
        assertThat(refused.concluded()).isTrue();
    }

    @Test
    void a_party_that_waits_and_is_withdrawn_is_told_nothing() {
        docket = Cases.docket(Rule.ALL, Cases.party("p1"), Cases.party("p2", "p1"));
        assertThat(hear(Cases.fromOrigin("p2", Step.WITHDRAWN, 1)).tell()).containsExactly(COPY);
        assertThat(hear(Cases.concluded("p1", Conclusion.GRANTED, 5)).release()).isEmpty();
    }

    @Test
    void a_partner_that_is_several_parties_must_say_which_it_speaks_for() {
        PartyPlan other = Cases.party("p2");
        docket = Cases.docket(Rule.ALL, Cases.party("p1"), new PartyPlan("p2", Cases.partner("p1"), "", other.after(), other.statutoryDays(), other.promisedDays()));
        assertThat(refusal(Cases.about(Cases.from("p1", Step.RECEIVED, 1), "")).place()).isEqualTo("/party");
        hear(Cases.numbered(Cases.from("p1", Step.RECEIVED, 1), "C-1", "P-1"), Cases.numbered(Cases.about(Cases.from("p1", Step.ACCEPTED, 2), ""), "P-1", ""));
        assertThat(state("p1")).isEqualTo(State.ACCEPTED);
    }

    @Test
    void nobody_speaks_for_another_party() {
        assertThat(refusal(Cases.about(Cases.from("p1", Step.RECEIVED, 1), "p2"))).isEqualTo(Refusal.of(RefusalCode.NO_SUCH_CASE, "/party"));
    }

    @Test
    void an_originator_cannot_name_a_party_that_is_not_there() {
        assertThat(refusal(Cases.fromOrigin("p9", Step.WITHDRAWN, 1))).isEqualTo(Refusal.of(RefusalCode.NO_SUCH_CASE, "/party"));
    }

    @Test
    void whoever_opened_a_case_may_be_a_party_of_it_and_is_not_told_what_it_says() {
        PartyPlan own = Cases.party("p2");
        docket = Cases.docket(Rule.ALL, Cases.party("p1"), new PartyPlan("p2", Cases.ORIGIN, "", own.after(), own.statutoryDays(), own.promisedDays()));
        assertThat(hear(Cases.fromOrigin("p2", Step.RECEIVED, 1)).tell()).containsExactly(COPY);
        assertThat(hear(Cases.fromOrigin("p1", Step.WITHDRAWN, 2)).tell()).containsExactly(addressee("p1"), COPY);
    }

    private static Addressee addressee(String party) {
        return new Addressee(party, Cases.partner(party), "agreement of " + party, false);
    }

    private static Refusal illegal(String expected) {
        return Refusal.of(RefusalCode.ILLEGAL_STEP, "/step", expected);
    }

    private State state(String party) {
        return docket.board().course(party).standing().state();
    }

    /** The consequence of the last. */
    private Taken hear(Stepped... steps) {
        Taken taken = null;
        for (Stepped one : steps) {
            Docket.Heard heard = docket.hear(one).fold(value -> value, refusal -> {
                throw new AssertionError(one.step() + " refused: " + refusal);
            });
            docket = heard.docket();
            taken = heard.taken();
        }
        return taken;
    }

    private Refusal refusal(Stepped one) {
        return docket.hear(one).fold(heard -> {
            throw new AssertionError(one.step() + " taken: " + heard.taken());
        }, refusal -> refusal);
    }
}
