package io.yizhan.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.catalogue.Documents.Fields;
import io.yizhan.catalogue.Found.Match;
import io.yizhan.catalogue.Found.Piece;
import java.io.IOException;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.uhighlight.LengthGoalBreakIterator;
import org.apache.lucene.search.uhighlight.Passage;
import org.apache.lucene.search.uhighlight.PassageFormatter;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.search.uhighlight.WholeBreakIterator;

/** Where in items keywords stand: the text as it was published, cut where a hit begins or ends. */
final class Highlights extends UnifiedHighlighter {
    private static final int FRAGMENTS = 2;
    private static final int FRAGMENT = 80;
    /** Of what is left of the length before the hit, and after it. */
    private static final float HALF = 0.5f;

    private final Layout layout;
    private final Map<Integer, JsonNode> items;

    /**
     * Not by matches of the whole query, which would be looked for in every place once for each place.
     *
     * @param items by their number in what the searcher sees
     */
    Highlights(IndexSearcher searcher, Layout layout, Map<Integer, JsonNode> items) {
        super(UnifiedHighlighter.builder(searcher, Words.OF_ITEMS).withFormatter(new Cutting()).withMaxNoHighlightPassages(0).withWeightMatches(false));
        this.layout = layout;
        this.items = items;
    }

    /** Of each item in the order of their numbers here. */
    List<List<Match>> of(int[] docs, Query query) throws IOException {
        List<String> places = List.copyOf(layout.search().keySet());
        String[] fields = places.stream().map(Fields::text).toArray(String[]::new);
        int[] most = new int[fields.length];
        Arrays.fill(most, FRAGMENTS);
        Map<String, Object[]> all = highlightFieldsAsObjects(fields, query, docs, most);
        List<List<Match>> matches = new ArrayList<>();
        for (int i = 0; i < docs.length; i++) {
            int one = i;
            matches.add(places.stream()
                    .filter(place -> all.get(Fields.text(place))[one] != null)
                    .map(place -> new Match(place, ((Fragments) all.get(Fields.text(place))[one]).pieces()))
                    .toList());
        }
        return matches;
    }

    /** Headings as a whole, of all else the sentence. */
    @Override
    protected BreakIterator getBreakIterator(String field) {
        return field.equals(Fields.text(layout.heading()))
                ? new WholeBreakIterator()
                : LengthGoalBreakIterator.createClosestToLength(BreakIterator.getSentenceInstance(Locale.ROOT), FRAGMENT, HALF);
    }

    /** As it was published, not as it was folded for the index; characters stand in the same places. */
    @Override
    protected List<CharSequence[]> loadFieldValues(String[] fields, DocIdSetIterator docs, int most) throws IOException {
        List<CharSequence[]> all = new ArrayList<>();
        for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
            JsonNode item = items.get(doc);
            all.add(Arrays.stream(fields).map(field -> Places.text(item, Fields.place(field))).toArray(CharSequence[]::new));
        }
        return all;
    }

    private record Fragments(List<List<Piece>> pieces) {}

    private static final class Cutting extends PassageFormatter {
        @Override
        public Object format(Passage[] passages, String content) {
            return new Fragments(Arrays.stream(passages).map(passage -> cut(passage, content)).toList());
        }

        private static List<Piece> cut(Passage passage, String content) {
            List<Piece> pieces = new ArrayList<>();
            int from = passage.getStartOffset();
            for (int i = 0; i < passage.getNumMatches(); i++) {
                int start = Math.max(from, passage.getMatchStarts()[i]);
                int end = Math.min(passage.getEndOffset(), passage.getMatchEnds()[i]);
                if (end > start) {
                    piece(content.substring(from, start), false, pieces);
                    piece(content.substring(start, end), true, pieces);
                    from = end;
                }
            }
            piece(content.substring(from, passage.getEndOffset()), false, pieces);
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
}
