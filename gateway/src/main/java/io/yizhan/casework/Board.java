package io.yizhan.casework;

import io.yizhan.casework.Happening.Rule;
import io.yizhan.casework.Standing.Concluded;
import io.yizhan.casework.Standing.Submitted;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where every party of a case stands: nothing but what its plan and the set of everything told come to. */
record Board(Plan plan, Map<String, Course> courses) {

    static Board of(Plan plan, List<Told> told) {
        Map<String, Course> courses = new LinkedHashMap<>();
        for (PartyPlan party : plan.inOrder()) {
            Line line = Line.of(told.stream().filter(each -> each.concerns(party.party())).toList());
            courses.put(party.party(), course(party, line, plan.opened().at(), party.after().stream().map(courses::get).toList()));
        }
        Board each = new Board(plan, courses);
        return plan.opened().rule() == Rule.ANY ? each.withdrawnByTheFirst() : each;
    }

    private static Course course(PartyPlan party, Line line, Instant opened, List<Course> before) {
        Optional<Instant> failed = earliest(before.stream().filter(course -> !course.open() && !course.endedWell()));
        Submitted submitted = new Submitted(opened);
        if (failed.isPresent()) {
            return Course.run(party, line, false, submitted).closed(submitted.voided(failed.get()));
        }
        if (!before.stream().allMatch(Course::endedWell)) {
            return Course.run(party, line, false, submitted);
        }
        Instant ready = latest(before.stream()).orElse(opened);
        return Course.run(party, line, true, submitted.dispatched(ready));
    }

    private static Optional<Instant> earliest(Stream<Course> courses) {
        return ends(courses).min(Comparator.naturalOrder());
    }

    private static Optional<Instant> latest(Stream<Course> courses) {
        return ends(courses).max(Comparator.naturalOrder());
    }

    private static Stream<Instant> ends(Stream<Course> courses) {
        return courses.flatMap(course -> course.conclusion().stream()).map(Concluded::since);
    }

    /** What a party told of its own end stays, even when another ended well before it. */
    private Board withdrawnByTheFirst() {
        Optional<Instant> first = firstWell();
        if (first.isEmpty()) {
            return this;
        }
        Map<String, Course> settled = new LinkedHashMap<>();
        courses.forEach((name, course) ->
                settled.put(name, course.open() ? course.closed(new Concluded(first.get(), Conclusion.WITHDRAWN, true)) : course));
        return new Board(plan, settled);
    }

    private Optional<Instant> firstWell() {
        return earliest(courses.values().stream().filter(Course::endedWell));
    }

    Course course(String party) {
        return courses.get(party);
    }

    Collection<Course> all() {
        return courses.values();
    }

    /** When the case as a whole was concluded; empty while it is not. */
    Optional<Instant> concluded() {
        if (courses.values().stream().anyMatch(Course::open)) {
            return Optional.empty();
        }
        Optional<Instant> first = plan.opened().rule() == Rule.ANY ? firstWell() : Optional.empty();
        return first.or(() -> latest(courses.values().stream()));
    }
}
