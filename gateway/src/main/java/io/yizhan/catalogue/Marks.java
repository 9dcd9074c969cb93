package io.yizhan.catalogue;

import io.yizhan.catalogue.Asked.Unit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds forms of what was asked for in folded texts: at each place the longest that begins there, none within another. */
final class Marks {
    private static final int NO_UNIT = -1;

    private final Letter root = new Letter();
    /** Most places of a text begin nothing. */
    private final BitSet firsts = new BitSet();
    private Optional<DocumentNumber> number = Optional.empty();

    private Marks() {}

    /**
     * Where something stands.
     *
     * @param unit which of those that were asked for
     */
    record Mark(int from, int to, int unit) {}

    /** What comes after the letters before it. */
    private static final class Letter {
        private final Map<Character, Letter> next = new HashMap<>();
        private int unit = NO_UNIT;
    }

    static Marks of(List<Unit> units) {
        Marks marks = new Marks();
        for (int unit = 0; unit < units.size(); unit++) {
            int which = unit;
            units.get(unit).forms().forEach(form -> marks.add(form, which));
            marks.number = marks.number.or(units.get(unit)::number);
        }
        return marks;
    }

    private void add(String form, int unit) {
        Letter letter = root;
        for (char c : form.toCharArray()) {
            letter = letter.next.computeIfAbsent(c, first -> new Letter());
        }
        letter.unit = letter.unit == NO_UNIT ? unit : letter.unit;
        firsts.set(form.charAt(0));
    }

    boolean none() {
        return firsts.isEmpty() && number.isEmpty();
    }

    /** In their order. */
    List<Mark> in(String folded) {
        List<Mark> marks = number.map(wanted -> numbers(folded, wanted)).orElseGet(ArrayList::new);
        int numbers = marks.size();
        int place = 0;
        while (place < folded.length()) {
            Optional<Mark> mark = firsts.get(folded.charAt(place)) ? longest(folded, place) : Optional.empty();
            mark.filter(one -> marks.subList(0, numbers).stream().noneMatch(other -> one.from() < other.to() && other.from() < one.to())).ifPresent(marks::add);
            place = mark.map(Mark::to).orElse(place + 1);
        }
        marks.sort(Comparator.comparingInt(Mark::from));
        return marks;
    }

    private Optional<Mark> longest(String folded, int from) {
        Optional<Mark> longest = Optional.empty();
        Letter letter = root;
        for (int place = from; place < folded.length(); place++) {
            letter = letter.next.get(folded.charAt(place));
            if (letter == null) {
                return longest;
            }
            if (letter.unit != NO_UNIT && Grams.whole(folded, from, place + 1)) {
                longest = Optional.of(new Mark(from, place + 1, letter.unit));
            }
        }
        return longest;
    }

    private static List<Mark> numbers(String folded, DocumentNumber wanted) {
        List<Mark> marks = new ArrayList<>();
        DocumentNumber.in(folded).stream()
                .filter(seen -> seen.number().meantBy(wanted))
                .forEach(seen -> marks.add(new Mark(seen.from(), seen.to(), 0)));
        return marks;
    }
}
