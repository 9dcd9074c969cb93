package io.yizhan.catalogue;

import io.yizhan.catalogue.Asked.Unit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
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

    /** In their order; numbers of documents before words that stand in them. */
    List<Mark> in(String folded) {
        Iterator<Mark> numbers = number.map(wanted -> numbers(folded, wanted)).orElse(List.of()).iterator();
        Mark ahead = next(numbers, folded);
        List<Mark> marks = new ArrayList<>();
        int place = 0;
        while (place < folded.length()) {
            if (ahead.from() <= place) {
                marks.add(new Mark(place, ahead.to(), ahead.unit()));
                place = ahead.to();
                ahead = next(numbers, folded);
            } else {
                place = firsts.get(folded.charAt(place)) ? longest(folded, place, ahead.from(), marks) : place + 1;
            }
        }
        return marks;
    }

    private static Mark next(Iterator<Mark> numbers, String folded) {
        return numbers.hasNext() ? numbers.next() : new Mark(folded.length(), folded.length(), NO_UNIT);
    }

    /** Marks the longest that begins there and ends before a place; where to go on. */
    private int longest(String folded, int from, int before, List<Mark> marks) {
        int end = from;
        int unit = NO_UNIT;
        Letter letter = root;
        for (int place = from; place < before && letter != null; place++) {
            letter = letter.next.get(folded.charAt(place));
            if (letter != null && letter.unit != NO_UNIT && Grams.whole(folded, from, place + 1)) {
                end = place + 1;
                unit = letter.unit;
            }
        }
        if (unit == NO_UNIT) {
            return from + 1;
        }
        marks.add(new Mark(from, end, unit));
        return end;
    }

    private static List<Mark> numbers(String folded, DocumentNumber wanted) {
        List<Mark> marks = new ArrayList<>();
        DocumentNumber.in(folded).stream()
                .filter(seen -> seen.number().meantBy(wanted))
                .forEach(seen -> marks.add(new Mark(seen.from(), seen.to(), 0)));
        return marks;
    }
}
