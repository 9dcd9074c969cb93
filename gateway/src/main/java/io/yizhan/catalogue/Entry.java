package io.yizhan.catalogue;

import io.yizhan.catalogue.Documents.Fields;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.analysis.tokenattributes.TermFrequencyAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.IndexOptions;

/**
 * What one item is found by. How much each gram counts is worked out here, once, over all places it stands in, and kept as how often it comes: a
 * search then looks it up in one list instead of one for each place. In which order grams stand is kept apart, for words that take several.
 */
final class Entry {
    /** Of what counts 1. */
    static final float SCALE = 32;

    private static final float SATURATION = 0.4f;
    /** In characters. */
    private static final float USUAL_LENGTH = 60;
    private static final float OTHER_PLACES = 0.1f;
    private static final FieldType WORDS = type(IndexOptions.DOCS_AND_FREQS);
    private static final FieldType ORDER = type(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);

    private final Analysis.Synonyms synonyms;
    private final Map<String, Tally> tallies = new HashMap<>();
    private final StringBuilder text = new StringBuilder();
    private int places;

    private static FieldType type(IndexOptions options) {
        FieldType type = new FieldType();
        type.setIndexOptions(options);
        type.setOmitNorms(true);
        type.freeze();
        return type;
    }

    Entry(Analysis.Synonyms synonyms) {
        this.synonyms = synonyms;
    }

    /** What one gram counts: in the place that is being read, and in those before. */
    private static final class Tally {
        private int place;
        private int times;
        private float counts;
        private float damping;
        private float best;
        private float all;

        private void add(int where, float placeCounts, float placeDamping) {
            if (place != where) {
                close();
                place = where;
                counts = placeCounts;
                damping = placeDamping;
            }
            times++;
        }

        private void close() {
            float here = times == 0 ? 0 : counts * times / (times + damping);
            best = Math.max(best, here);
            all += here;
            times = 0;
        }

        private int total() {
            close();
            return Math.max(1, Math.round(SCALE * (best + OTHER_PLACES * (all - best))));
        }
    }

    /** Reads what stands in a place: a little more counts what comes often, or in a short text. */
    void read(String folded, int counts) {
        places++;
        float damping = SATURATION * (0.5f + 0.5f * folded.length() / USUAL_LENGTH);
        Grams.each(folded, (from, to, single) -> add(folded.substring(from, to), counts, damping));
        synonyms.terms(folded, term -> add(term, counts, damping));
        DocumentNumber.in(folded).stream().flatMap(seen -> seen.number().mentioned().stream()).forEach(term -> add(term, counts, damping));
        text.append(folded).append('\n');
    }

    private void add(String term, int counts, float damping) {
        tallies.computeIfAbsent(term, first -> new Tally()).add(places, counts, damping);
    }

    void into(Document document) {
        document.add(new Field(Fields.WORDS, new Counted(tallies), WORDS));
        document.add(new Field(Fields.ORDER, new Ordered(text.toString()), ORDER));
    }

    /** Each term once, with what it counts. */
    private static final class Counted extends TokenStream {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final TermFrequencyAttribute frequency = addAttribute(TermFrequencyAttribute.class);
        private final Iterator<Map.Entry<String, Tally>> tallies;

        Counted(Map<String, Tally> tallies) {
            this.tallies = tallies.entrySet().iterator();
        }

        @Override
        public boolean incrementToken() {
            if (!tallies.hasNext()) {
                return false;
            }
            Map.Entry<String, Tally> next = tallies.next();
            clearAttributes();
            term.append(next.getKey());
            frequency.setTermFrequency(next.getValue().total());
            return true;
        }
    }

    /** Pairs and runs where they begin, as a number of characters. */
    private static final class Ordered extends TokenStream {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final PositionIncrementAttribute increment = addAttribute(PositionIncrementAttribute.class);
        private final String text;
        private final int[] bounds;
        private int read;
        private int position = -1;

        Ordered(String text) {
            this.text = text;
            this.bounds = bounds(text);
        }

        private static int[] bounds(String text) {
            int[] bounds = new int[2 * text.length()];
            int[] size = {0};
            Grams.each(text, (from, to, single) -> {
                if (!single) {
                    bounds[size[0]++] = from;
                    bounds[size[0]++] = to;
                }
            });
            return Arrays.copyOf(bounds, size[0]);
        }

        @Override
        public boolean incrementToken() {
            if (read == bounds.length) {
                return false;
            }
            clearAttributes();
            term.append(text, bounds[read], bounds[read + 1]);
            increment.setPositionIncrement(bounds[read] - position);
            position = bounds[read];
            read += 2;
            return true;
        }
    }
}
