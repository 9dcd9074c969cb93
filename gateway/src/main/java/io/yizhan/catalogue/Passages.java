package io.yizhan.catalogue;

import io.yizhan.catalogue.Marks.Mark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Chooses what of a long text is shown: parts that tell most of what was asked for, by sentences where they are short enough. */
final class Passages {
    private static final int MOST = 2;
    private static final int LENGTH = 80;
    private static final String ENDS = "。！？；!?;\n";

    private Passages() {}

    /** @param marks what is found in it, at least one, in order */
    record Passage(int from, int to, List<Mark> marks) {
        /** Different words first, then how many. */
        private long worth() {
            return marks.stream().mapToInt(Mark::unit).distinct().count() * LENGTH + marks.size();
        }
    }

    static List<Passage> of(String text, List<Mark> marks) {
        List<Passage> all = new ArrayList<>();
        int next = 0;
        int before = 0;
        while (next < marks.size()) {
            Passage passage = around(text, marks, next, before);
            all.add(passage);
            next += passage.marks().size();
            before = passage.to();
        }
        return all.stream()
                .sorted(Comparator.comparingLong(Passage::worth).reversed())
                .limit(MOST)
                .sorted(Comparator.comparingInt(Passage::from))
                .toList();
    }

    /** One that begins no earlier than where the last one ended, and no later than with the next mark. */
    private static Passage around(String text, List<Mark> marks, int next, int before) {
        Mark first = marks.get(next);
        int earliest = Math.max(before, Math.min(first.from() - LENGTH / 2, text.length() - LENGTH));
        int from = text.length() <= LENGTH ? before : beginning(text, earliest, first.from());
        int to = Math.max(first.to(), ending(text, first.to(), Math.min(text.length(), from + LENGTH)));
        List<Mark> within = marks.subList(next, marks.size()).stream().takeWhile(mark -> mark.to() <= to).toList();
        return new Passage(from, to, within);
    }

    /** The first beginning of a sentence there; where there is none, in the midst of one. */
    private static int beginning(String text, int earliest, int latest) {
        for (int place = Math.max(0, earliest); place <= latest; place++) {
            if (place == 0 || ENDS.indexOf(text.charAt(place - 1)) >= 0) {
                return place;
            }
        }
        return apart(text, Math.max(0, earliest));
    }

    /** The last end of a sentence there; where there is none, in the midst of one. */
    private static int ending(String text, int earliest, int latest) {
        for (int place = latest; place > earliest; place--) {
            if (place == text.length() || ENDS.indexOf(text.charAt(place - 1)) >= 0) {
                return place;
            }
        }
        return apart(text, latest);
    }

    /** Not between the two halves of one character. */
    private static int apart(String text, int place) {
        boolean within = place > 0 && place < text.length() && Character.isLowSurrogate(text.charAt(place));
        return within ? place - 1 : place;
    }
}
