package io.yizhan.eligibility;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Numbers for conditions, and for lists of them. */
final class Shapes implements Rules {
    private final Map<Condition, Integer> known = new HashMap<>();
    private final List<Condition> conditions = new ArrayList<>();
    private final Map<List<List<Integer>>, Integer> numbers = new HashMap<>();
    private final List<Shape> shapes = new ArrayList<>();

    /**
     * What things have in common that are for the same people.
     *
     * @param conditions numbers of those that must all hold
     * @param situations of each benefit, numbers of those under which it applies
     */
    record Shape(int[] conditions, int[][] situations) {
        static Shape of(List<List<Integer>> lists) {
            int[][] all = lists.stream().map(list -> list.stream().mapToInt(number -> number).toArray()).toArray(int[][]::new);
            return new Shape(all[0], Arrays.copyOfRange(all, 1, all.length));
        }
    }

    @Override
    public synchronized int shape(List<Condition> all, List<List<Condition>> situations) {
        List<List<Integer>> lists = new ArrayList<>();
        lists.add(all.stream().map(this::number).distinct().toList());
        situations.forEach(situation -> lists.add(situation.stream().map(this::number).distinct().toList()));
        Integer there = numbers.putIfAbsent(lists, shapes.size());
        if (there == null) {
            shapes.add(Shape.of(lists));
        }
        return there == null ? shapes.size() - 1 : there;
    }

    private int number(Condition condition) {
        Integer there = known.putIfAbsent(condition, conditions.size());
        if (there == null) {
            conditions.add(condition);
        }
        return there == null ? conditions.size() - 1 : there;
    }

    @Override
    public Judgement judge(Profile profile) {
        List<Condition> nowConditions;
        List<Shape> nowShapes;
        synchronized (this) {
            nowConditions = List.copyOf(conditions);
            nowShapes = List.copyOf(shapes);
        }
        return new Judged(profile, nowConditions, nowShapes);
    }

    /** One look at everything. */
    private static final class Judged implements Judgement {
        private final Profile profile;
        private final List<Condition> conditions;
        private final List<Shape> shapes;
        private final Verdict[] held;
        private final Verdict[] verdicts;

        Judged(Profile profile, List<Condition> conditions, List<Shape> shapes) {
            this.profile = profile;
            this.conditions = conditions;
            this.shapes = shapes;
            this.held = conditions.stream().map(condition -> condition.judge(profile)).toArray(Verdict[]::new);
            this.verdicts = shapes.stream().map(shape -> together(shape.conditions(), held)).toArray(Verdict[]::new);
        }

        @Override
        public Verdict verdict(int shape) {
            return verdicts[shape];
        }

        @Override
        public Optional<Question> next(long[] things) {
            return new Interview(profile, conditions, shapes, held, things).next();
        }
    }

    static Verdict together(int[] numbers, Verdict[] held) {
        Verdict all = Verdict.YES;
        for (int number : numbers) {
            all = all.and(held[number]);
        }
        return all;
    }
}
