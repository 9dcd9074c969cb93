package io.yizhan.casework;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.casework.Consequence.Refused;
import io.yizhan.casework.Consequence.Taken;
import io.yizhan.casework.Happening.Opened;
import io.yizhan.casework.Happening.Rule;
import io.yizhan.casework.Happening.Stepped;
import io.yizhan.testing.TestDatabase;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class CaseworkTest {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.fresh();

    private final Casework casework = Casework.in(database.jdbi(), WorkingDays.shipped());
    private final String number = "C-" + UUID.randomUUID();

    @Test
    void a_case_that_is_opened_goes_to_its_parties_and_a_copy_to_who_is_informed() {
        Opened opened = open(Cases.party("p1"), Cases.party("p2", "p1"));
        assertThat(apply(opened)).containsExactly(new Taken(opened.message(), opened.message().toString(),
                List.of(new Addressee("", Cases.WATCHER, "", true)),
                List.of(new Addressee("p1", Cases.partner("p1"), "agreement of p1", false)), List.of(), List.of(), true, false));
    }

    @Test
    void what_a_party_brings_is_for_all_that_wait_for_it() {
        apply(open(Cases.party("p1"), Cases.party("p2"), Cases.party("p3", "p1", "p2"), Cases.party("p4", "p2")));
        Taken taken = (Taken) apply(step(Cases.concluded("p1", Conclusion.GRANTED, 9))).get(0);
        assertThat(taken.heirs()).extracting(Addressee::party).containsExactly("p3");
        assertThat(taken.release()).isEmpty();
    }

    @Test
    void what_a_party_brings_that_refuses_is_for_nobody() {
        apply(open(Cases.party("p1"), Cases.party("p2", "p1")));
        Taken taken = (Taken) apply(step(Cases.concluded("p1", Conclusion.REFUSED, 9))).get(0);
        assertThat(taken.heirs()).isEmpty();
    }

    @Test
    void tells_which_cases_are_open() {
        Opened first = open(Cases.party("p1"));
        apply(first);
        assertThat(casework.open(List.of(first.message()))).containsExactly(first.message());
        apply(step(Cases.concluded("p1", Conclusion.GRANTED, 9)));
        assertThat(casework.open(List.of(first.message()))).isEmpty();
    }

    @Test
    void a_second_case_of_one_number_is_refused() {
        apply(open(Cases.party("p1")));
        assertThat(refusal(open(Cases.party("p1")))).isEqualTo(Refusal.of(RefusalCode.CONFLICTING_DUPLICATE, "/number"));
    }

    @Test
    void of_two_cases_of_one_number_in_a_group_the_first_is_opened() {
        List<Consequence> consequences = apply(open(Cases.party("p1")), open(Cases.party("p2")));
        assertThat(consequences.get(0)).isInstanceOf(Taken.class);
        assertThat(consequences.get(1)).isInstanceOf(Refused.class);
    }

    @Test
    void parties_that_wait_for_each_other_are_refused() {
        assertThat(refusal(open(Cases.party("p1", "p2"), Cases.party("p2", "p1"))))
                .isEqualTo(Refusal.of(RefusalCode.SCHEMA_VIOLATION, "/parties"));
    }

    @Test
    void everything_told_is_kept() {
        apply(open(Cases.party("p1")));
        Stepped progress = step(Cases.promising(Cases.progress("p1", "shown", 3), LocalDate.of(2026, 3, 20)));
        apply(step(Cases.from("p1", Step.RECEIVED, 1)), progress);
        CaseFile file = file();
        assertThat(file.parties().get(0).state()).isEqualTo(CaseFile.State.RECEIVED);
        assertThat(file.parties().get(0).stage()).isEqualTo("shown");
        assertThat(file.parties().get(0).promisedOn()).contains(LocalDate.of(2026, 3, 20));
        assertThat(file.events()).extracting(CaseFile.Event::step).containsExactly(Step.RECEIVED, Step.PROGRESS);
    }

    @Test
    void a_group_that_is_run_again_after_a_lost_commit_has_the_same_consequences() {
        Opened opened = open(Cases.party("p1"), Cases.party("p2", "p1"));
        Stepped early = step(Cases.from("p1", Step.RESUMED, 5));
        Stepped illegal = step(Cases.fromOrigin("p1", Step.CORRECTED, 2));
        Stepped granted = step(Cases.concluded("p1", Conclusion.GRANTED, 9));
        Happening[] group = {opened, early, illegal, granted, open(Cases.party("p1")), step(Cases.repeated(granted))};
        List<Consequence> first = apply(group);
        apply(step(Cases.from("p1", Step.RECEIVED, 1)), step(Cases.from("p1", Step.CORRECTION_REQUESTED, 2)), step(Cases.concluded("p2", Conclusion.REFUSED, 10)));
        assertThat(apply(group)).isEqualTo(first);
    }

    @Test
    void a_group_that_is_run_again_changes_nothing() {
        Happening[] group = {open(Cases.party("p1")), step(Cases.from("p1", Step.RECEIVED, 1))};
        apply(group);
        CaseFile before = file();
        apply(group);
        assertThat(file()).isEqualTo(before);
    }

    @Test
    void a_party_is_found_by_its_own_project_number_once_it_has_told_it() {
        apply(open(Cases.party("p1")));
        String project = "P-" + UUID.randomUUID();
        apply(Cases.numbered(Cases.from("p1", Step.RECEIVED, 1), number, project), Cases.numbered(Cases.about(Cases.from("p1", Step.ACCEPTED, 2), ""), project, ""));
        assertThat(file().parties().get(0).state()).isEqualTo(CaseFile.State.ACCEPTED);
        assertThat(casework.find(Cases.KIND, Environment.TEST, Cases.partner("p1"), project)).contains(file());
    }

    @Test
    void a_project_number_of_another_case_is_refused() {
        String project = "P-" + UUID.randomUUID();
        Opened other = Cases.opened("C-" + UUID.randomUUID(), Rule.ALL, Cases.party("p1"));
        apply(other, open(Cases.party("p1")), Cases.numbered(Cases.from("p1", Step.RECEIVED, 1), other.number(), project));
        assertThat(refusal(Cases.numbered(Cases.from("p1", Step.RECEIVED, 1), number, project)))
                .isEqualTo(Refusal.of(RefusalCode.CONFLICTING_DUPLICATE, "/project"));
    }

    @Test
    void a_case_nobody_opened_is_not_there() {
        assertThat(refusal(step(Cases.from("p1", Step.RECEIVED, 1)))).isEqualTo(Refusal.of(RefusalCode.NO_SUCH_CASE, "/number"));
    }

    @Test
    void to_who_is_no_party_a_case_is_not_there() {
        apply(open(Cases.party("p1")));
        assertThat(refusal(step(Cases.about(Cases.from("p2", Step.RECEIVED, 1), "")))).isEqualTo(Refusal.of(RefusalCode.NO_SUCH_CASE, "/number"));
    }

    @Test
    void to_a_party_that_still_waits_a_case_is_not_there() {
        apply(open(Cases.party("p1"), Cases.party("p2", "p1")));
        assertThat(refusal(step(Cases.from("p2", Step.RECEIVED, 1)))).isEqualTo(Refusal.of(RefusalCode.NO_SUCH_CASE, "/number"));
    }

    @Test
    void a_case_of_another_environment_is_not_there() {
        apply(open(Cases.party("p1")));
        Stepped one = step(Cases.from("p1", Step.RECEIVED, 1));
        assertThat(refusal(new Stepped(one.message(), one.kind(), Environment.PRODUCTION, one.from(), number, "", one.step(), Optional.empty(), "",
                "", Optional.empty(), one.at(), one.content()))).isEqualTo(Refusal.of(RefusalCode.NO_SUCH_CASE, "/number"));
    }

    @Test
    void two_originators_may_use_one_number_and_a_party_of_both_is_asked_for_its_own() {
        apply(open(Cases.party("p1")), from(new PartnerId("other-origin"), Cases.party("p1")));
        assertThat(refusal(step(Cases.from("p1", Step.RECEIVED, 1))).expected()).contains("project number");
    }

    @Test
    void shows_a_case_to_its_originator_to_its_parties_and_to_who_is_informed_only() {
        apply(open(Cases.party("p1"), Cases.party("p2", "p1")));
        assertThat(Stream.of(Cases.ORIGIN, Cases.partner("p1"), Cases.WATCHER).map(this::found)).allMatch(Optional::isPresent);
        assertThat(Stream.of(Cases.partner("p2"), new PartnerId("stranger")).map(this::found)).allMatch(Optional::isEmpty);
    }

    @Test
    void lists_cases_newest_first_a_page_at_a_time() {
        List<CaseFile> all = IntStream.range(0, 3).mapToObj(i -> {
            Opened opened = Cases.opened("C-" + UUID.randomUUID(), Rule.ALL, Cases.party("p1"));
            apply(opened);
            return casework.named(opened.message()).orElseThrow();
        }).sorted((one, other) -> other.id().toString().compareTo(one.id().toString())).toList();
        List<CaseFile> seen = new ArrayList<>();
        List<CaseFile> page = casework.newest(Optional.empty(), 2);
        while (!page.isEmpty()) {
            seen.addAll(page);
            page = casework.newest(Optional.of(page.get(page.size() - 1).id()), 2);
        }
        assertThat(seen).containsSubsequence(all).doesNotHaveDuplicates();
    }

    @Test
    void names_with_every_odd_character_are_kept() {
        PartyPlan odd = new PartyPlan("p\"1\\,{}'\n 一", Cases.partner("p1"), "", Set.of(), OptionalInt.empty(), OptionalInt.of(5));
        PartyPlan after = Cases.party("p2", odd.party());
        apply(open(odd, after), step(Cases.about(Cases.from("p1", Step.RECEIVED, 1), odd.party())));
        assertThat(file().parties()).extracting(CaseFile.Party::party).containsExactly(odd.party(), "p2");
        assertThat(file().parties().get(1).after()).containsExactly(odd.party());
        assertThat(file().parties().get(0).state()).isEqualTo(CaseFile.State.RECEIVED);
    }

    @Test
    void two_transactions_on_one_case_take_turns() throws Exception {
        apply(open(Cases.party("p1"), Cases.party("p2")));
        Stepped granted = step(Cases.concluded("p1", Conclusion.GRANTED, 9));
        Stepped refused = step(Cases.concluded("p2", Conclusion.REFUSED, 9));
        List<Consequence> both = together(List.of(List.of(granted), List.of(refused)));
        assertThat(both.stream().map(Taken.class::cast).filter(Taken::concluded)).hasSize(1);
        assertThat(file().concluded()).isPresent();
    }

    @Test
    void of_two_transactions_that_open_one_number_one_is_refused() throws Exception {
        List<Consequence> both = together(List.of(List.of(open(Cases.party("p1"))), List.of(open(Cases.party("p1")))));
        assertThat(both).filteredOn(Taken.class::isInstance).hasSize(1);
    }

    @Test
    void two_nodes_that_take_cases_in_opposite_order_do_not_wait_for_each_other() throws Exception {
        for (int round = 0; round < 10; round++) {
            List<Opened> cases = IntStream.range(0, 32).mapToObj(i -> Cases.opened("C-" + UUID.randomUUID(), Rule.ALL, Cases.party("p1"))).toList();
            apply(cases.toArray(Happening[]::new));
            List<Happening> forth = new ArrayList<>(cases.stream().map(one -> Cases.numbered(Cases.from("p1", Step.RECEIVED, 1), one.number(), "")).toList());
            List<Happening> back = new ArrayList<>(cases.stream().map(one -> Cases.numbered(Cases.from("p1", Step.ACCEPTED, 2), one.number(), "")).toList());
            Collections.reverse(back);
            assertThat(together(List.of(forth, back))).hasSize(64).allMatch(Taken.class::isInstance);
        }
    }

    @Test
    void forgets_a_case_that_was_concluded_before_then() {
        apply(open(Cases.party("p1")), step(Cases.concluded("p1", Conclusion.COMPLETED, 9)));
        casework.forget(Instant.now().plus(Duration.ofDays(3_650)));
        assertThat(found(Cases.ORIGIN)).isEmpty();
    }

    @Test
    void forgets_no_case_that_is_open() {
        apply(open(Cases.party("p1")));
        casework.forget(Instant.now().plus(Duration.ofDays(3_650)));
        assertThat(found(Cases.ORIGIN)).isPresent();
    }

    @Test
    void does_not_forget_at_once_what_was_concluded_long_ago_and_heard_today() {
        apply(open(Cases.party("p1")), step(Cases.at(Cases.concluded("p1", Conclusion.COMPLETED, 9), Instant.parse("2019-01-02T03:04:05Z"))));
        casework.forget(Instant.now().minus(Duration.ofDays(1)));
        assertThat(found(Cases.ORIGIN)).isPresent();
    }

    private List<Consequence> together(List<List<Happening>> groups) throws Exception {
        var threads = Executors.newFixedThreadPool(groups.size());
        var barrier = new CyclicBarrier(groups.size());
        var running = groups.stream().map(group -> threads.submit(() -> {
            barrier.await();
            return apply(group.toArray(Happening[]::new));
        })).toList();
        List<Consequence> all = new ArrayList<>();
        for (var one : running) {
            all.addAll(one.get());
        }
        threads.shutdown();
        return all;
    }

    private Opened open(PartyPlan... parties) {
        return Cases.opened(number, Rule.ALL, parties);
    }

    private Opened from(PartnerId originator, PartyPlan... parties) {
        Opened one = open(parties);
        return new Opened(one.message(), one.kind(), one.environment(), originator, one.number(), one.mode(), one.rule(), one.parties(), one.at(),
                one.inform(), one.stages());
    }

    private Stepped step(Stepped one) {
        return Cases.numbered(one, number, one.project());
    }

    private List<Consequence> apply(Happening... group) {
        return database.jdbi().inTransaction(handle -> casework.apply(handle, List.of(group)));
    }

    private Refusal refusal(Happening one) {
        return ((Refused) apply(one).get(0)).refusal();
    }

    private Optional<CaseFile> found(PartnerId asker) {
        return casework.find(Cases.KIND, Environment.TEST, asker, number);
    }

    private CaseFile file() {
        return found(Cases.ORIGIN).orElseThrow();
    }
}
