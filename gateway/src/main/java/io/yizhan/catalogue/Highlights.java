package io.yizhan.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.catalogue.Asked.Unit;
import io.yizhan.catalogue.Found.Match;
import io.yizhan.catalogue.Found.Piece;
import io.yizhan.catalogue.Passages.Passage;
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
                List<Passage> passages = place.equals(heading) ? List.of(new Passage(0, text.length(), found)) : Passages.of(text, found);
                matches.add(new Match(place, passages.stream().map(passage -> cut(passage, text)).toList()));
            }
        }
        return matches;
    }

    private static List<Piece> cut(Passage passage, String text) {
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
}
