package io.yizhan.casework;

import io.yizhan.casework.Consequence.Taken;
import io.yizhan.casework.Happening.Stepped;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A case with everything told about it so far. Immutable; what it hears it answers with the docket that has it.
 *
 * @param projects what its parties call it, as far as they have told, by party
 * @param told in the order of arrival
 * @param board what that comes to
 */
record Docket(Plan plan, Map<String, String> projects, List<Told> told, Board board) {

    /** @param docket the case with it */
    record Heard(Docket docket, Taken taken) {}

    static Docket of(Plan plan, Map<String, String> projects, List<Told> told) {
        return new Docket(plan, projects, told, Board.of(plan, told));
    }

    MessageId id() {
        return plan.opened().message();
    }

    /** The consequence of what opened it. */
    Taken opening() {
        return new Telling(plan).opened();
    }

    /** The consequence a message had when it was first heard; empty when it never was. */
    Optional<Taken> again(MessageId message) {
        return told.stream().filter(each -> each.message().equals(message)).findFirst().map(one -> upTo(one.position()).record(one).taken());
    }

    /** What follows from one thing told depends on what was told before it, not on what came since. */
    private Docket upTo(int position) {
        return of(plan, projects, told.subList(0, position));
    }

    Outcome<Heard> hear(Stepped stepped) {
        if (stepped.step() == Step.PROGRESS && plan.stage(stepped.stage()) < 0) {
            return Outcome.refused(Refusal.of(
                    RefusalCode.SCHEMA_VIOLATION, "/stage", "one of " + String.join(", ", plan.opened().stages())));
        }
        return originatorSpeaks(stepped) ? fromOriginator(stepped) : fromParty(stepped);
    }

    /** Whoever opened a case may be a party of it as well: it speaks as the party where it names its own project. */
    private boolean originatorSpeaks(Stepped stepped) {
        return stepped.from().equals(plan.opened().originator())
                && (partiesOf(stepped.from()).isEmpty() || stepped.step().originators() && byProject(stepped).isEmpty());
    }

    /** Whether the sender has anything to say here. */
    boolean knows(Stepped stepped) {
        return originatorSpeaks(stepped) || !partiesOf(stepped.from()).isEmpty();
    }

    /** Those that were sent their part: before that nobody is a party. */
    List<Course> partiesOf(PartnerId partner) {
        return board.all().stream().filter(course -> course.reached() && course.plan().partner().equals(partner)).toList();
    }

    Optional<PartyPlan> byProject(Stepped stepped) {
        return Stream.of(stepped.number(), stepped.project())
                .flatMap(project -> byProject(stepped.from(), project).stream())
                .findFirst();
    }

    Optional<PartyPlan> byProject(PartnerId partner, String project) {
        return plan.inOrder().stream()
                .filter(party -> party.partner().equals(partner) && !project.isEmpty() && project.equals(projects.get(party.party())))
                .findFirst();
    }

    private Outcome<Heard> fromOriginator(Stepped stepped) {
        if (!stepped.party().isEmpty() && plan.party(stepped.party()).isEmpty()) {
            return Outcome.refused(RefusalCode.NO_SUCH_CASE, "/party");
        }
        Judgement judgement = new Judgement(this);
        Told told = told(stepped, true, List.of());
        Optional<Told> repeated = repeated(told);
        if (repeated.isPresent()) {
            return Outcome.of(nothing());
        }
        List<String> parties = judgement.openTo(stepped.step(), stepped.party(), stepped.at());
        return parties.isEmpty()
                ? Outcome.refused(judgement.illegalForOriginator(stepped.party(), stepped.at()))
                : Outcome.of(record(told(stepped, true, parties)));
    }

    private Outcome<Heard> fromParty(Stepped stepped) {
        return speaker(stepped).then(party -> {
            Told told = told(stepped, false, List.of(party.party()));
            Judgement judgement = new Judgement(this);
            if (repeated(told).isPresent()) {
                return Outcome.of(learning(party, stepped.project()).nothing());
            }
            return judgement.placed(told, party.party())
                    .map(placed -> Outcome.of(learning(party, stepped.project()).record(placed)))
                    .orElseGet(() -> Outcome.refused(judgement.illegal(told, party.party())));
        });
    }

    /** Which of its parties a partner speaks for. */
    private Outcome<PartyPlan> speaker(Stepped stepped) {
        List<PartyPlan> own = partiesOf(stepped.from()).stream().map(Course::plan).toList();
        Optional<PartyPlan> byProject = byProject(stepped);
        if (!stepped.party().isEmpty()) {
            Optional<PartyPlan> named = own.stream().filter(party -> party.party().equals(stepped.party())).findFirst();
            boolean clash = named.isPresent() && byProject.isPresent() && !byProject.equals(named);
            return clash ? Outcome.refused(RefusalCode.CONFLICTING_DUPLICATE, "/project")
                    : named.map(Outcome::of).orElseGet(() -> Outcome.refused(RefusalCode.NO_SUCH_CASE, "/party"));
        }
        if (byProject.isPresent() || own.size() == 1) {
            return Outcome.of(byProject.orElseGet(() -> own.get(0)));
        }
        return own.isEmpty()
                ? Outcome.refused(RefusalCode.NO_SUCH_CASE, "/number")
                : Outcome.refused(Refusal.of(RefusalCode.SCHEMA_VIOLATION, "/party", "the party meant: there are several"));
    }

    private Told told(Stepped stepped, boolean byOriginator, List<String> parties) {
        Standing.Move move = new Standing.Move(stepped.step(), stepped.conclusion(), plan.stage(stepped.stage()));
        return new Told(stepped.message(), told.size(), stepped.from(), byOriginator, parties, move, stepped.promisedOn(),
                stepped.at(), stepped.at(), stepped.content());
    }

    private Optional<Told> repeated(Told one) {
        return told.stream().filter(one::repeats).findFirst();
    }

    /** A party's project number is the first it tells. */
    private Docket learning(PartyPlan party, String project) {
        if (project.isEmpty() || projects.containsKey(party.party())) {
            return this;
        }
        Map<String, String> more = new TreeMap<>(projects);
        more.put(party.party(), project);
        return new Docket(plan, more, told, board);
    }

    private Heard record(Told one) {
        List<Told> more = new ArrayList<>(told);
        more.add(one);
        Docket next = of(plan, projects, List.copyOf(more));
        return new Heard(next, new Telling(plan).told(one, board, next.board()));
    }

    private Heard nothing() {
        return new Heard(this, new Taken(id(), id().toString(), List.of(), List.of(), List.of(), List.of(), false, false));
    }
}
