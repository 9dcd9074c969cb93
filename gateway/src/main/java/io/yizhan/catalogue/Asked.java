package io.yizhan.catalogue;

import io.yizhan.catalogue.Documents.Fields;
import io.yizhan.vocabulary.RegionCode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.document.IntField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.search.similarities.Similarity;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.SmallFloat;

/**
 * A search as the index understands it. Keywords become units, each of which may be found in any place and in any of its forms: as it was
 * written, as one of its synonyms, or divided in two words. Of one or two units all must be found, of more of them three in four.
 */
final class Asked {
    static final int MOST_UNITS = 16;
    private static final int LONGEST_DIVIDED = 6;
    private static final int SHORTEST_DIVIDED = 3;
    private static final float OTHER_PLACES = 0.1f;
    private static final float SYNONYM = 0.8f;
    private static final float NUMBER = 4;

    private final Layout layout;
    private final Synonyms synonyms;

    Asked(Layout layout, Synonyms synonyms) {
        this.layout = layout;
        this.synonyms = synonyms;
    }

    /** What must be found for each unit of the keywords. */
    List<Query> units(String words) {
        List<Query> units = new ArrayList<>();
        String rest = Words.fold(words);
        Optional<DocumentNumber.Seen> number = DocumentNumber.in(rest).stream().findFirst();
        if (number.isPresent()) {
            units.add(number(number.get(), rest));
            rest = rest.substring(0, number.get().from()) + " " + rest.substring(number.get().to());
        }
        plain(rest, units);
        return units;
    }

    /** Whatever is found by the whole number counts more than what only mentions it. */
    private Query number(DocumentNumber.Seen seen, String text) {
        List<Query> forms = new ArrayList<>();
        float most = layout.search().get(layout.heading()) * NUMBER;
        seen.number().possible().forEach(term -> {
            forms.add(new BoostQuery(new TermQuery(new Term(Fields.NUMBER, term)), most));
            forms.add(new TermQuery(new Term(Fields.MENTIONED, term)));
        });
        form(Words.of(text.substring(seen.from(), seen.to())), 1, forms);
        return new DisjunctionMaxQuery(forms, OTHER_PLACES);
    }

    /** Synonyms are looked for in what was written, before it is divided into words. */
    private void plain(String text, List<Query> units) {
        int from = 0;
        int place = 0;
        while (place < text.length()) {
            String synonym = synonyms.at(text, place);
            if (synonym.isEmpty()) {
                place++;
            } else {
                words(text.substring(from, place), units);
                units.add(synonym(synonym));
                place += synonym.length();
                from = place;
            }
        }
        words(text.substring(from), units);
    }

    /** By itself what is written by itself: the division into words does not stop at a space. */
    private void words(String text, List<Query> units) {
        for (String part : text.split("\\s+")) {
            Words.of(part).stream().filter(word -> !Words.particle(word)).forEach(word -> units.add(word(word)));
        }
    }

    private Query synonym(String word) {
        List<Query> forms = new ArrayList<>();
        synonyms.groups().get(word).forEach(other -> form(Words.of(other), other.equals(word) ? 1 : SYNONYM, forms));
        return new DisjunctionMaxQuery(forms, OTHER_PLACES);
    }

    /** Where a word is divided depends on what stands beside it. */
    private Query word(String word) {
        List<Query> forms = new ArrayList<>();
        form(List.of(word), 1, forms);
        if (word.length() >= SHORTEST_DIVIDED && word.length() <= LONGEST_DIVIDED && Words.chinese(word)) {
            for (int cut = 1; cut < word.length(); cut++) {
                form(List.of(word.substring(0, cut), word.substring(cut)), 1, forms);
            }
        }
        return new DisjunctionMaxQuery(forms, OTHER_PLACES);
    }

    private void form(List<String> words, float weight, List<Query> forms) {
        layout.search().forEach((place, counts) -> {
            String field = Fields.text(place);
            Query query = words.size() == 1
                    ? new TermQuery(new Term(field, words.get(0)))
                    : new PhraseQuery(field, words.toArray(String[]::new));
            forms.add(new BoostQuery(query, counts * weight));
        });
    }

    static Query found(List<Query> units) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        units.forEach(unit -> all.add(unit, units.size() > 2 ? Occur.SHOULD : Occur.MUST));
        if (units.size() > 2) {
            all.setMinimumNumberShouldMatch(units.size() - units.size() / 4);
        }
        return all.build();
    }

    /** Whatever is not a matter of keywords; what was withdrawn has no value of anything. */
    List<Query> filters(Search search) {
        List<Query> filters = new ArrayList<>();
        search.facets().forEach((name, values) -> filters.add(facet(name, values)));
        search.region().flatMap(RegionCode::read).ifPresent(region -> filters.add(concerning(region)));
        for (Map.Entry<String, LocalDate> window : search.holding().entrySet()) {
            int day = Window.number(window.getValue());
            filters.add(IntField.newRangeQuery(Fields.from(window.getKey()), Integer.MIN_VALUE, day));
            filters.add(IntField.newRangeQuery(Fields.until(window.getKey()), day, Integer.MAX_VALUE));
        }
        return filters;
    }

    static Query facet(String name, List<String> values) {
        return anyOf(Fields.facet(name), values.stream().map(Documents::cut).toList());
    }

    private static Query concerning(RegionCode region) {
        return anyOf(Fields.REGION, region.outwards().stream().map(RegionCode::value).toList());
    }

    static Query anyOf(String field, List<String> terms) {
        return terms.size() == 1
                ? new TermQuery(new Term(field, terms.get(0)))
                : new TermInSetQuery(field, Arrays.asList(terms.stream().map(BytesRef::new).toArray(BytesRef[]::new)));
    }

    static Query everything() {
        return new TermQuery(new Term(Fields.STATE, Fields.LIVE));
    }

    /**
     * How much a hit counts: its place's weight, a little more where the word comes often or the text is short. Statistics of the whole index are
     * left out on purpose: they change with every item and differ between nodes, and pages of an answer would shift under whoever turns them.
     */
    static final class Plain extends Similarity {
        private static final float SATURATION = 0.4f;
        private static final float USUAL_LENGTH = 40f;

        @Override
        public SimScorer scorer(float boost, CollectionStatistics collection, TermStatistics... terms) {
            return new SimScorer() {
                @Override
                public float score(float frequency, long norm) {
                    float length = SmallFloat.byte4ToInt((byte) norm) / USUAL_LENGTH;
                    return boost * frequency / (frequency + SATURATION * (0.5f + 0.5f * length));
                }
            };
        }
    }
}
