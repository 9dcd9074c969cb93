package io.yizhan.eligibility;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Numbers for conditions, each of which is kept for as long as it is used. A number that is free is given again, the lowest first, and none is kept
 * beyond the last one in use: to judge somebody costs what there is, not what there once was.
 */
final class Conditions {
    /** Stands where none is. */
    private static final Condition NONE = Condition.none();

    private final Map<Condition, Integer> numbers = new HashMap<>();
    private final List<Condition> all = new ArrayList<>();
    private final List<Integer> uses = new ArrayList<>();
    private final TreeSet<Integer> free = new TreeSet<>();

    /** One that is new is to be used next. */
    int number(Condition condition) {
        return numbers.computeIfAbsent(condition, this::added);
    }

    private int added(Condition condition) {
        if (free.isEmpty()) {
            all.add(condition);
            uses.add(0);
            return all.size() - 1;
        }
        int number = free.pollFirst();
        all.set(number, condition);
        return number;
    }

    void use(int number) {
        uses.set(number, uses.get(number) + 1);
    }

    void drop(int number) {
        uses.set(number, uses.get(number) - 1);
        if (uses.get(number) == 0) {
            numbers.remove(all.get(number));
            all.set(number, NONE);
            free.add(number);
            shorten();
        }
    }

    private void shorten() {
        while (!free.isEmpty() && free.last() == all.size() - 1) {
            int last = free.pollLast();
            all.remove(last);
            uses.remove(last);
        }
    }

    int size() {
        return all.size();
    }

    /** By number, as they are now. */
    List<Condition> all() {
        return List.copyOf(all);
    }
}
