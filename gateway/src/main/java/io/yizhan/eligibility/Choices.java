package io.yizhan.eligibility;

import io.yizhan.eligibility.Question.Answer;
import io.yizhan.eligibility.Question.Choice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What can be answered, so that each answer decides as much as conditions make a difference of. */
final class Choices {
    /** More than a person reads; what is left out falls under none of them, and is asked for next. */
    private static final int MOST = 20;

    private Choices() {}

    /**
     * Something that can be asked about.
     *
     * @param value of what may have several values, one of them
     */
    record Subject(String about, Optional<String> value) implements Comparable<Subject> {
        @Override
        public int compareTo(Subject other) {
            return Comparator.comparing(Subject::about).thenComparing(subject -> subject.value().orElse("")).compare(this, other);
        }
    }

    static Stream<Subject> subjects(Condition condition) {
        return condition.about().equals(Condition.TAG)
                ? condition.values().stream().map(value -> new Subject(condition.about(), Optional.of(value)))
                : Stream.of(new Subject(condition.about(), Optional.empty()));
    }

    static List<Choice> of(Subject subject, List<Condition> conditions, Profile profile) {
        if (subject.value().isPresent()) {
            List<String> value = List.of(subject.value().get());
            return List.of(is(subject.about(), value.get(0), profile), none(subject.about(), value, profile));
        }
        List<Condition> ordered = conditions.stream().filter(condition -> condition.test().orElseThrow().ordered()).toList();
        return ordered.isEmpty() ? named(subject.about(), conditions, profile) : ranges(subject.about(), ordered, profile);
    }

    private static List<Choice> named(String about, List<Condition> conditions, Profile profile) {
        Map<String, Long> frequent = new HashMap<>();
        conditions.forEach(condition -> condition.values().forEach(value -> frequent.merge(value, 1L, Long::sum)));
        Collection<String> denied = profile.known(about).isNot();
        List<String> values = frequent.keySet().stream()
                .filter(value -> !denied.contains(value))
                .sorted(Comparator.comparing((String value) -> -frequent.get(value)).thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .sorted()
                .toList();
        List<Choice> choices = new ArrayList<>(values.stream().map(value -> is(about, value, profile)).toList());
        choices.add(none(about, values, profile));
        return choices;
    }

    private static Choice is(String about, String value, Profile profile) {
        Profile more = new Profile(Map.of(about, List.of(value)), Map.of(), Map.of(), profile.day());
        return new Choice(Answer.IS, List.of(value), Optional.empty(), 0, profile.and(more));
    }

    private static Choice none(String about, List<String> values, Profile profile) {
        Profile more = new Profile(Map.of(), Map.of(about, values), Map.of(), profile.day());
        return new Choice(Answer.IS_NONE_OF, values, Optional.empty(), 0, profile.and(more));
    }

    /** From cut to cut, within what is known already. */
    private static List<Choice> ranges(String about, List<Condition> conditions, Profile profile) {
        Range known = profile.range(about);
        TreeSet<Range.Cut> cuts = new TreeSet<>();
        conditions.forEach(condition -> condition.values().forEach(value -> Profile.amount(value)
                .map(condition.test().orElseThrow()::cut)
                .filter(cut -> known.above(cut) == Verdict.UNKNOWN)
                .ifPresent(cuts::add)));
        List<Choice> choices = new ArrayList<>();
        Optional<Range.Cut> low = known.low();
        for (Range.Cut cut : cuts.stream().limit(MOST).toList()) {
            choices.add(within(about, new Range(low, Optional.of(cut)), profile));
            low = Optional.of(cut);
        }
        choices.add(within(about, new Range(low, known.high()), profile));
        return choices;
    }

    private static Choice within(String about, Range range, Profile profile) {
        Profile more = new Profile(Map.of(), Map.of(), Map.of(about, range), profile.day());
        return new Choice(Answer.LIES_WITHIN, List.of(), Optional.of(range), 0, profile.and(more));
    }
}
