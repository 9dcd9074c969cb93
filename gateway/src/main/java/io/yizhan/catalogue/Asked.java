package io.yizhan.catalogue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.yizhan.catalogue.Documents.Fields;
import io.yizhan.eligibility.Condition;
import io.yizhan.eligibility.Profile;
import io.yizhan.eligibility.Verdict;
import io.yizhan.vocabulary.RegionCode;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.document.IntField;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
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

/**
 * A search as the index understands it. Keywords become units, each of which may be found in any of its forms: as it was written or as one of its
 * synonyms, in any place. Of up to three units all must be found, of more of them three in four.
 */
final class Asked {
    static final int MOST_UNITS = 16;
    /** Of so many units one may be missing. */
    private static final int MANY = 4;

    private static final float OTHER_FORMS = 0.1f;
    private static final float SYNONYM = 0.8f;
    private static final float NUMBER = 4;

    private final Layout layout;
    private final Analysis.Synonyms synonyms;

    Asked(Layout layout, Analysis.Synonyms synonyms) {
        this.layout = layout;
        this.synonyms = synonyms;
    }

    /**
     * One thing that is looked for.
     *
     * @param forms folded, as they stand in what is found
     * @param number of a document, where it is one
     */
    record Unit(Query query, List<String> forms, Optional<DocumentNumber> number) {}

    List<Unit> units(String words) {
        List<Unit> units = new ArrayList<>();
        String rest = Analysis.fold(words);
        Optional<DocumentNumber.Seen> number = DocumentNumber.in(rest).stream().findFirst();
        if (number.isPresent()) {
            units.add(number(number.get().number()));
            rest = rest.substring(0, number.get().from()) + " " + rest.substring(number.get().to());
        }
        plain(rest, units);
        return units;
    }

    /** Whatever is found by the whole number counts more than what only mentions it. */
    private Unit number(DocumentNumber number) {
        List<Query> terms = new ArrayList<>();
        float most = layout.search().get(layout.heading()) * NUMBER;
        number.possible().forEach(term -> {
            terms.add(new BoostQuery(new TermQuery(new Term(Fields.NUMBER, term)), most));
            terms.add(word(term, 1));
        });
        return new Unit(new DisjunctionMaxQuery(terms, OTHER_FORMS), List.of(), Optional.of(number));
    }

    /** Analysis.Synonyms are looked for in what was written, before it is divided into words. */
    private void plain(String text, List<Unit> units) {
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
    private static void words(String text, List<Unit> units) {
        for (String part : text.split("\\s+")) {
            Analysis.words(part).stream()
                    .filter(word -> !Analysis.particle(word) && !Grams.covering(word).isEmpty())
                    .forEach(word -> units.add(new Unit(form(word, 1), List.of(word), Optional.empty())));
        }
    }

    /** What was written counts a little more than what means the same. */
    private Unit synonym(String word) {
        List<List<String>> lines = synonyms.lines().get(word);
        List<Query> any = lines.stream().map(line -> word(Analysis.Synonyms.term(line), SYNONYM)).toList();
        Query query = new BooleanQuery.Builder()
                .add(any.size() == 1 ? any.get(0) : new DisjunctionMaxQuery(any, 0), Occur.MUST)
                .add(word(Analysis.Synonyms.term(word), 1 - SYNONYM), Occur.SHOULD)
                .build();
        return new Unit(query, lines.stream().flatMap(List::stream).distinct().toList(), Optional.empty());
    }

    /** A form that takes several grams counts what they count on the average, where they stand in its order. */
    private static Query form(String form, float weight) {
        List<Grams.Gram> grams = Grams.covering(form);
        if (grams.size() == 1) {
            return word(grams.get(0).term(), weight);
        }
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        grams.forEach(gram -> all.add(word(gram.term(), weight / grams.size()), Occur.MUST));
        PhraseQuery.Builder order = new PhraseQuery.Builder();
        grams.stream().filter(gram -> !gram.single()).forEach(gram -> order.add(new Term(Fields.ORDER, gram.term()), gram.from()));
        PhraseQuery ordered = order.build();
        return ordered.getTerms().length > 1 ? all.add(ordered, Occur.FILTER).build() : all.build();
    }

    private static Query word(String term, float weight) {
        return new BoostQuery(new TermQuery(new Term(Fields.WORDS, term)), weight / Entry.SCALE);
    }

    static Query found(List<Unit> units) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        units.forEach(unit -> all.add(unit.query(), units.size() >= MANY ? Occur.SHOULD : Occur.MUST));
        if (units.size() >= MANY) {
            all.setMinimumNumberShouldMatch(units.size() - units.size() / MANY);
        }
        return all.build();
    }

    /** Whatever is not a matter of keywords; what was withdrawn has no value of anything. */
    List<Query> filters(Search search, IndexReader reader) throws IOException {
        List<Query> filters = new ArrayList<>();
        for (Map.Entry<String, List<String>> facet : search.facets().entrySet()) {
            Optional<String> about = layout.about(facet.getKey());
            filters.add(about.isEmpty() ? facet(facet.getKey(), facet.getValue()) : possible(facet.getKey(), about.get(), facet.getValue(), reader));
        }
        search.region().flatMap(RegionCode::read).ifPresent(region -> filters.add(concerning(region)));
        search.holding().forEach((window, day) -> filters.addAll(holding(window, day)));
        search.order().from().ifPresent(day -> filters.add(
                IntField.newRangeQuery(Fields.until(search.order().window().orElseThrow()), Window.number(day), Integer.MAX_VALUE)));
        return filters;
    }

    /** That a window is open on a day. */
    static List<Query> holding(String window, LocalDate date) {
        int day = Window.number(date);
        return List.of(
                IntField.newRangeQuery(Fields.from(window), Integer.MIN_VALUE, day), IntField.newRangeQuery(Fields.until(window), day, Integer.MAX_VALUE));
    }

    /** Everything but what has a condition that does not hold for any of the values. */
    private static Query possible(String name, String about, List<String> values, IndexReader reader) throws IOException {
        List<Profile> somebody = values.stream()
                .map(value -> Profile.read(JsonNodeFactory.instance.objectNode().put(about, value), LocalDate.EPOCH))
                .toList();
        List<String> excluding = new ArrayList<>();
        Terms terms = MultiTerms.getTerms(reader, Fields.facet(name));
        TermsEnum each = terms == null ? TermsEnum.EMPTY : terms.iterator();
        for (BytesRef term = each.next(); term != null; term = each.next()) {
            String text = term.utf8ToString();
            Condition condition = Documents.condition(about, text);
            if (somebody.stream().allMatch(one -> condition.judge(one) == Verdict.NO)) {
                excluding.add(text);
            }
        }
        return new BooleanQuery.Builder().add(everything(), Occur.FILTER).add(anyOf(Fields.facet(name), excluding), Occur.MUST_NOT).build();
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
     * What an item's entry says counts. Statistics of the whole index are left out on purpose: they change with every item and differ between
     * nodes, and pages of an answer would shift under whoever turns them.
     */
    static final class Plain extends Similarity {
        @Override
        public SimScorer scorer(float boost, CollectionStatistics collection, TermStatistics... terms) {
            return new SimScorer() {
                @Override
                public float score(float frequency, long norm) {
                    return boost * frequency;
                }
            };
        }
    }
}
