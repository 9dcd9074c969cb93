package io.yizhan.casework;

import io.yizhan.casework.Consequence.Closed;
import io.yizhan.casework.Consequence.Taken;
import io.yizhan.vocabulary.PartnerId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Who must hear of what: the difference something told makes to a case. */
record Telling(Plan plan) {

    /** Those that wait for nobody get the submit, and who is informed a copy. */
    Taken opened() {
        Board board = Board.of(plan, List.of());
        List<Addressee> release = board.all().stream().filter(Course::reached).map(course -> course.plan().addressee()).toList();
        return taken(informed(plan.opened().originator()), release, List.of(), List.of(), true, false);
    }

    Taken told(Told one, Board before, Board after) {
        List<Addressee> release = after.all().stream()
                .filter(course -> course.reached() && course.open() && !before.course(course.plan().party()).reached())
                .map(course -> course.plan().addressee())
                .toList();
        List<Closed> closed = after.all().stream()
                .filter(course -> course.closedByGateway() && before.course(course.plan().party()).open())
                .map(course -> closed(course, before.course(course.plan().party())))
                .toList();
        boolean effective = after.all().stream().anyMatch(course -> course.effective().contains(one));
        return taken(tell(one, before), release, heirs(one), closed, effective, before.concluded().isEmpty() && after.concluded().isPresent());
    }

    /** Whether or not it counts yet: what is missing before it may still be told. */
    private List<Addressee> heirs(Told one) {
        boolean brings = one.endsByParty() && one.move().conclusion().filter(Conclusion::well).isPresent();
        return !brings ? List.of() : plan.inOrder().stream()
                .filter(party -> !Collections.disjoint(party.after(), one.parties()))
                .map(PartyPlan::addressee)
                .toList();
    }

    private Taken taken(
            List<Addressee> tell, List<Addressee> release, List<Addressee> heirs, List<Closed> closed, boolean effective, boolean concluded) {
        String subject = plan.opened().message().toString();
        return new Taken(plan.opened().message(), subject, tell, release, heirs, closed, effective, concluded);
    }

    private List<Addressee> tell(Told one, Board before) {
        return one.byOriginator() ? fromOriginator(one, before) : fromParty(one.from());
    }

    private List<Addressee> fromOriginator(Told one, Board before) {
        Stream<Addressee> parties = one.parties().stream().map(before::course).filter(Course::reached).map(course -> course.plan().addressee());
        return Stream.concat(parties, informed(one.from()).stream()).toList();
    }

    /** A party that opened the case itself need not be told what it says. */
    private List<Addressee> fromParty(PartnerId from) {
        PartnerId originator = plan.opened().originator();
        Stream<Addressee> first = Stream.of(originator).filter(partner -> !partner.equals(from)).map(Addressee::originator);
        return Stream.concat(first, informed(from).stream()).toList();
    }

    private List<Addressee> informed(PartnerId from) {
        Set<PartnerId> informed = new LinkedHashSet<>(plan.opened().inform());
        informed.removeAll(List.of(from, plan.opened().originator()));
        return informed.stream().map(Addressee::informed).toList();
    }

    private Closed closed(Course after, Course before) {
        List<Addressee> tell = new ArrayList<>();
        tell.add(Addressee.originator(plan.opened().originator()));
        if (before.reached()) {
            tell.add(before.plan().addressee());
        }
        tell.addAll(informed(plan.opened().originator()));
        Standing.Concluded concluded = after.conclusion().orElseThrow();
        return new Closed(after.plan().addressee(), plan.opened().number(), plan.opened().message().toString(), concluded.conclusion(), concluded.since(), List.copyOf(tell));
    }
}
