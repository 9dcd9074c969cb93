package io.yizhan.eligibility;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Numbers for lists of conditions. A number whose things are all gone is given again. */
final class Shapes implements Rules {
    private static final int NONE = -1;

    private final Conditions conditions = new Conditions();
    private final Map<Shape, Integer> numbers = new HashMap<>();
    private final Deque<Integer> free = new ArrayDeque<>();
    private Shape[] shapes = new Shape[16];
    /** By shape, its first condition: most are decided by it alone, and it is looked at for each thing there is. */
    private int[] firsts = new int[16];
    private int[] things = new int[16];
    private int size;

    /**
     * What things have in common that are for the same people: lists of numbers of conditions, of those that must all hold first, and of each
     * benefit those under which it applies. One after the other in one array, each after its length: there may be as many as there are things.
     */
    static final class Shape {
        private final int[] lists;

        private Shape(List<int[]> all) {
            lists = new int[all.stream().mapToInt(list -> list.length + 1).sum()];
            int place = 0;
            for (int[] list : all) {
                lists[place] = list.length;
                System.arraycopy(list, 0, lists, place + 1, list.length);
                place += list.length + 1;
            }
        }

        /** What must hold comes to, and with it that one of the benefits applies, where there are any. */
        Verdict together(Verdict[] held) {
            Verdict all = together(0, held);
            return all == Verdict.NO || !isList(first()) ? all : all.and(any(held));
        }

        private Verdict any(Verdict[] held) {
            Verdict any = Verdict.NO;
            for (int list = first(); isList(list) && any != Verdict.YES; list = next(list)) {
                any = any.or(together(list, held));
            }
            return any;
        }

        /** Where the list of the first benefit is. */
        int first() {
            return next(0);
        }

        int next(int list) {
            return list + lists[list] + 1;
        }

        boolean isList(int place) {
            return place < lists.length;
        }

        /** The first one that does not hold decides. */
        Verdict together(int list, Verdict[] held) {
            Verdict all = Verdict.YES;
            for (int place = list + 1; place < next(list) && all != Verdict.NO; place++) {
                all = all.and(held[lists[place]]);
            }
            return all;
        }

        IntStream numbers(int list) {
            return Arrays.stream(lists, list + 1, next(list));
        }

        /** Of all lists, each as often as it stands in one. */
        IntStream numbers() {
            return IntStream.iterate(0, this::isList, this::next).flatMap(this::numbers);
        }

        /** Whether any of all lists is among some conditions. */
        boolean touches(boolean[] some) {
            for (int list = 0; isList(list); list = next(list)) {
                if (touches(list, some)) {
                    return true;
                }
            }
            return false;
        }

        /** Whether any of a list is among some conditions. */
        boolean touches(int list, boolean[] some) {
            for (int place = list + 1; place < next(list); place++) {
                if (some[lists[place]]) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Shape && Arrays.equals(lists, ((Shape) other).lists);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(lists);
        }
    }

    @Override
    public synchronized int shape(List<Condition> all, List<List<Condition>> situations) {
        List<int[]> lists = new ArrayList<>();
        lists.add(numbers(all));
        situations.forEach(situation -> lists.add(numbers(situation)));
        int number = numbers.computeIfAbsent(new Shape(lists), this::added);
        things[number]++;
        return number;
    }

    private int[] numbers(List<Condition> all) {
        return all.stream().mapToInt(conditions::number).distinct().toArray();
    }

    private int added(Shape shape) {
        int number = free.isEmpty() ? size++ : free.pop();
        if (number == shapes.length) {
            shapes = Arrays.copyOf(shapes, 2 * number);
            firsts = Arrays.copyOf(firsts, 2 * number);
            things = Arrays.copyOf(things, 2 * number);
        }
        shapes[number] = shape;
        firsts[number] = shape.numbers(0).findFirst().orElse(NONE);
        shape.numbers().forEach(conditions::use);
        return number;
    }

    @Override
    public synchronized void drop(int shape) {
        things[shape]--;
        if (things[shape] == 0) {
            numbers.remove(shapes[shape]);
            shapes[shape].numbers().forEach(conditions::drop);
            shapes[shape] = null;
            free.push(shape);
        }
    }

    @Override
    public synchronized int distinct() {
        return conditions.size();
    }

    @Override
    public synchronized Judgement judge(Profile profile) {
        return new Judged(profile, conditions.all(), shapes, firsts);
    }

    /** One look at everything. */
    private static final class Judged implements Judgement {
        private final Profile profile;
        private final List<Condition> conditions;
        private final Shape[] shapes;
        private final int[] firsts;
        private final Verdict[] held;

        Judged(Profile profile, List<Condition> conditions, Shape[] shapes, int[] firsts) {
            this.profile = profile;
            this.conditions = conditions;
            this.shapes = shapes;
            this.firsts = firsts;
            this.held = conditions.stream().map(condition -> condition.judge(profile)).toArray(Verdict[]::new);
        }

        @Override
        public Verdict verdict(int shape) {
            int first = firsts[shape];
            return first != NONE && held[first] == Verdict.NO ? Verdict.NO : shapes[shape].together(held);
        }

        @Override
        public Optional<Question> next(long[] things) {
            return new Interview(profile, conditions, shapes, held, things).next();
        }
    }
}
