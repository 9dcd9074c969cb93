package io.yizhan.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.catalogue.Asked.Unit;
import io.yizhan.catalogue.Found.Match;
import io.yizhan.catalogue.Found.Piece;
import io.yizhan.catalogue.Marks.Mark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Where in items keywords stand: the text as it was published, cut where a hit begins or ends. It is looked for in the text itself, letter by
 * letter, as it was in the index; however much is asked for, each place of a text is looked at once for each letter of the longest word at most.
 */
final class Highlights {
    private final List<String> places;
    private final String heading;
    private final Marks marks;

    Highlights(Layout layout, List<Unit> units) {
        this.places = layout.search().entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .toList();
        this.heading = layout.heading();
        this.marks = Marks.of(units);
    }

    /** By place, what counts most first. */
    List<Match> of(JsonNode item) {
        List<Match> matches = new ArrayList<>();
        for (String place : marks.none() ? List.<String>of() : places) {
            String text = Places.text(item, place);
            List<Marks.Mark> found = marks.in(Analysis.fold(text));
            if (!found.isEmpty()) {
                List<Passages.Passage> passages = place.equals(heading) ? List.of(new Passages.Passage(0, text.length(), found)) : Passages.of(text, found);
                matches.add(new Match(place, passages.stream().map(passage -> cut(passage, text)).toList()));
            }
        }
        return matches;
    }

    private static List<Piece> cut(Passages.Passage passage, String text) {
        List<Piece> pieces = new ArrayList<>();
        int from = passage.from();
        for (Marks.Mark mark : passage.marks()) {
            piece(text.substring(from, mark.from()), false, pieces);
            piece(text.substring(mark.from(), mark.to()), true, pieces);
            from = mark.to();
        }
        piece(text.substring(from, passage.to()), false, pieces);
        return pieces;
    }

    /** Hits side by side are one. */
    private static void piece(String text, boolean hit, List<Piece> pieces) {
        int last = pieces.size() - 1;
        if (!text.isEmpty() && hit && last >= 0 && pieces.get(last).hit()) {
            pieces.set(last, new Piece(pieces.get(last).text() + text, true));
        } else if (!text.isEmpty()) {
            pieces.add(new Piece(text, hit));
        }
    }

    /** Chooses what of a long text is shown: parts that tell most of what was asked for, by sentences where they are short enough. */
    private static final class Passages {
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
}
