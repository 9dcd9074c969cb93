package io.yizhan.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.catalogue.Documents.Fields;
import io.yizhan.catalogue.Quality.Average;
import io.yizhan.catalogue.Quality.Duplicate;
import io.yizhan.catalogue.Quality.Flaw;
import io.yizhan.catalogue.Quality.Rated;
import io.yizhan.catalogue.Quality.Standard;
import io.yizhan.catalogue.Quality.Survey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;

/** Judges how well what is in an index is published. */
final class Inspection {
    private static final int DUPLICATES = 10;
    private static final Sort BY_KEY = new Sort(new SortField(Fields.KEY, SortField.Type.STRING));
    private static final ScoreDoc[] NONE = {};

    private final Layout layout;
    private final Retrieval retrieval;

    Inspection(Layout layout, Retrieval retrieval) {
        this.layout = layout;
        this.retrieval = retrieval;
    }

    /** With those that have the same number of a document; empty where there is no such item. */
    Optional<Quality> quality(Shelf shelf, Key key, Standard standard) throws IOException {
        Optional<Found.Hit> hit = retrieval.find(shelf, key);
        if (hit.isEmpty()) {
            return Optional.empty();
        }
        JsonNode item = hit.get().item();
        List<Quality.Finding> findings = new ArrayList<>(Quality.of(key.publisher(), item, layout, standard).findings());
        shelf.read(searcher -> same(searcher, item)).forEach((number, keys) -> keys.stream()
                .filter(other -> !other.equals(key))
                .limit(DUPLICATES)
                .forEach(other -> findings.add(new Quality.Finding(Flaw.LIKELY_DUPLICATE, "", other.toString()))));
        return Optional.of(Quality.of(findings));
    }

    /** By the number of a document that others have as well, the first that have it, by their keys: on every node the same. */
    private Map<String, List<Key>> same(IndexSearcher searcher, JsonNode item) throws IOException {
        Map<String, List<Key>> same = new TreeMap<>();
        for (String number : Documents.numbers(item, layout).map(DocumentNumber::term).toList()) {
            Term term = new Term(Fields.NUMBER, number);
            ScoreDoc[] found = searcher.getIndexReader().docFreq(term) < 2 ? NONE : searcher.search(new TermQuery(term), DUPLICATES + 1, BY_KEY).scoreDocs;
            if (found.length > 1) {
                same.put(number, keys(searcher, found));
            }
        }
        return same;
    }

    private static List<Key> keys(IndexSearcher searcher, ScoreDoc[] found) throws IOException {
        List<Key> keys = new ArrayList<>();
        for (ScoreDoc one : found) {
            keys.add(Documents.Stock.label(searcher.getIndexReader(), one.doc).key());
        }
        return keys;
    }

    /** Adds up what is looked at one after the other; keeps of each publisher no more than the worst. */
    private final class Summary {
        private final Standard standard;
        private final int most;
        private final Sum all = new Sum();
        private final Map<String, Sum> regions = new TreeMap<>();
        private final Map<String, PriorityQueue<Rated>> worst = new TreeMap<>();
        private final TreeMap<String, List<Key>> duplicates = new TreeMap<>();

        private Summary(Standard standard, int most) {
            this.standard = standard;
            this.most = most;
        }

        /** @param same by the number of a document, who has it beside this one */
        private void add(Key key, JsonNode item, Map<String, List<Key>> same) {
            List<Quality.Finding> findings = new ArrayList<>(Quality.of(key.publisher(), item, layout, standard).findings());
            same.values().stream()
                    .flatMap(keys -> keys.stream().filter(other -> !other.equals(key)).limit(DUPLICATES))
                    .forEach(other -> findings.add(new Quality.Finding(Flaw.LIKELY_DUPLICATE, "", other.toString())));
            int score = Quality.of(findings).score();
            same.forEach(this::named);
            all.add(score);
            Documents.regions(item, layout).forEach(region -> regions.computeIfAbsent(region.value(), first -> new Sum()).add(score));
            PriorityQueue<Rated> named = worst.computeIfAbsent(key.publisher(), first -> new PriorityQueue<>(Comparator.reverseOrder()));
            named.add(new Rated(key.id(), score));
            if (named.size() > most) {
                named.remove();
            }
        }

        private void named(String number, List<Key> keys) {
            duplicates.put(number, keys);
            if (duplicates.size() > Survey.MOST_DUPLICATES) {
                duplicates.pollLastEntry();
            }
        }

        private Survey survey() {
            Map<String, Average> averages = new TreeMap<>();
            regions.forEach((region, sum) -> averages.put(region, sum.average()));
            Map<String, List<Rated>> named = new TreeMap<>();
            worst.forEach((publisher, rated) -> named.put(publisher, rated.stream().sorted().toList()));
            return new Survey(all.average(), averages, named, duplicates.entrySet().stream().map(one -> new Duplicate(one.getKey(), one.getValue())).toList());
        }
    }

    private static final class Sum {
        private long items;
        private long points;

        private void add(int score) {
            items++;
            points += score;
        }

        private Average average() {
            return new Average(items, items == 0 ? 0 : (double) points / items);
        }
    }

    /** Reads every item there is, or every one of a publisher. */
    Survey survey(Shelf shelf, Optional<String> publisher, Standard standard, int most) throws IOException {
        BooleanQuery.Builder whose = new BooleanQuery.Builder().add(Asked.everything(), Occur.FILTER);
        publisher.ifPresent(name -> whose.add(new PrefixQuery(new Term(Fields.KEY, name + "/")), Occur.FILTER));
        return shelf.read(searcher -> {
            Summary summary = new Summary(standard, most);
            StoredFields stored = searcher.storedFields();
            int all = Math.max(1, searcher.getIndexReader().maxDoc());
            for (ScoreDoc one : searcher.search(whose.build(), all).scoreDocs) {
                JsonNode item = Documents.Stock.item(stored, one.doc);
                summary.add(Documents.Stock.label(searcher.getIndexReader(), one.doc).key(), item, same(searcher, item));
            }
            return summary.survey();
        });
    }
}
