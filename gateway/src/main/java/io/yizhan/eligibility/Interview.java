package io.yizhan.eligibility;

import io.yizhan.eligibility.Question.Choice;
import io.yizhan.eligibility.Shapes.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Finds what to ask. A question is the better the more things it parts, and the more evenly: a thing that p of its choices leave possible adds p(1 -
 * p) to it, and so, half as much, does each benefit of one. What every choice leaves as it is adds nothing.
 */
final class Interview {
    private static final double BENEFIT = 0.5;

    private final Profile profile;
    private final List<Condition> conditions;
    private final Shape[] shapes;
    private final Verdict[] held;
    private final long[] things;

    Interview(Profile profile, List<Condition> conditions, Shape[] shapes, Verdict[] held, long[] things) {
        this.profile = profile;
        this.conditions = conditions;
        this.shapes = shapes;
        this.held = held;
        this.things = things;
    }

    /** A question that might be asked, with how well it would part things. */
    private record Candidate(Question question, double worth) {}

    Optional<Question> next() {
        int[] open = IntStream.range(0, Math.min(things.length, shapes.length))
                .filter(shape -> things[shape] > 0 && open(shapes[shape]))
                .toArray();
        List<Candidate> candidates = new ArrayList<>();
        subjects(open).forEach((subject, numbers) -> candidates.add(candidate(subject, numbers, open)));
        return candidates.stream()
                .filter(candidate -> candidate.worth() > 0)
                .max(Comparator.comparingDouble(Candidate::worth))
                .map(candidate -> beside(candidate.question(), certain()));
    }

    /** Possible, and something of it not known yet. */
    private boolean open(Shape shape) {
        Verdict all = shape.together(held);
        boolean open = all == Verdict.UNKNOWN;
        for (int list = shape.first(); all == Verdict.YES && !open && shape.isList(list); list = shape.next(list)) {
            open = shape.together(list, held) == Verdict.UNKNOWN;
        }
        return open;
    }

    /** What could be asked about, each with the numbers of the conditions it would decide; of what has several values, each by itself. */
    private Map<Choices.Subject, List<Integer>> subjects(int[] open) {
        long[] weights = new long[conditions.size()];
        for (int one : open) {
            for (int list = 0; shapes[one].isList(list); list = shapes[one].next(list)) {
                shapes[one].numbers(list).forEach(number -> weights[number] += things[one]);
            }
        }
        Map<Choices.Subject, List<Integer>> subjects = new TreeMap<>();
        IntStream.range(0, weights.length)
                .filter(number -> weights[number] > 0 && held[number] == Verdict.UNKNOWN && conditions.get(number).test().isPresent())
                .forEach(number -> Choices.subjects(conditions.get(number))
                        .forEach(subject -> subjects.computeIfAbsent(subject, first -> new ArrayList<>()).add(number)));
        return subjects;
    }

    /** How many are for somebody whatever they answer, with nothing of them to find out. */
    private long certain() {
        return IntStream.range(0, Math.min(things.length, shapes.length))
                .filter(shape -> things[shape] > 0 && shapes[shape].together(held) == Verdict.YES && !open(shapes[shape]))
                .mapToLong(shape -> things[shape])
                .sum();
    }

    private Candidate candidate(Choices.Subject subject, List<Integer> numbers, int[] open) {
        List<Choice> offered = Choices.of(subject, numbers.stream().map(conditions::get).toList(), profile);
        List<Verdict[]> after = offered.stream().map(choice -> after(choice, numbers)).toList();
        boolean[] asked = new boolean[conditions.size()];
        numbers.forEach(number -> asked[number] = true);
        long[] possible = new long[offered.size()];
        double worth = 0;
        for (int one : open) {
            worth += parted(shapes[one], things[one], asked, after, possible);
        }
        List<Choice> choices = IntStream.range(0, offered.size()).mapToObj(i -> counted(offered.get(i), possible[i])).toList();
        return new Candidate(new Question(subject.about(), subject.value(), choices), worth);
    }

    private static Question beside(Question question, long certain) {
        return new Question(
                question.about(), question.value(), question.choices().stream().map(choice -> counted(choice, choice.things() + certain)).toList());
    }

    private static Choice counted(Choice choice, long things) {
        return new Choice(choice.answer(), choice.values(), choice.range(), things, choice.profile());
    }

    /** What conditions would come to. */
    private Verdict[] after(Choice choice, List<Integer> numbers) {
        Verdict[] after = held.clone();
        numbers.forEach(number -> after[number] = conditions.get(number).judge(choice.profile()));
        return after;
    }

    private static double parted(Shape shape, long things, boolean[] asked, List<Verdict[]> after, long[] possible) {
        boolean touched = shape.touches(asked);
        int left = 0;
        for (int i = 0; i < after.size(); i++) {
            if (!touched || shape.together(after.get(i)) != Verdict.NO) {
                left++;
                possible[i] += things;
            }
        }
        double worth = things * even(left, after.size());
        for (int list = shape.first(); touched && shape.isList(list); list = shape.next(list)) {
            worth += BENEFIT * things * parted(shape, list, asked, after);
        }
        return worth;
    }

    /** What the question is not about stays as possible as it is, whatever is answered: most of all benefits. */
    private static double parted(Shape shape, int list, boolean[] asked, List<Verdict[]> after) {
        if (!shape.touches(list, asked)) {
            return 0;
        }
        int left = 0;
        for (Verdict[] one : after) {
            left += shape.together(list, one) == Verdict.NO ? 0 : 1;
        }
        return even(left, after.size());
    }

    private static double even(int left, int all) {
        double share = (double) left / all;
        return share * (1 - share);
    }
}
