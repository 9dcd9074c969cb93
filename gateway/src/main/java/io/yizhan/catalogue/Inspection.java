package io.yizhan.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.catalogue.Documents.Fields;
import io.yizhan.catalogue.Quality.Average;
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

/** Judges how well what is in an index is published. */
final class Inspection {
    private static final int DUPLICATES = 10;

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
        for (DocumentNumber number : Documents.numbers(item, layout).toList()) {
            shelf.read(searcher -> same(searcher, number)).stream()
                    .filter(other -> !other.equals(key))
                    .forEach(other -> findings.add(new Quality.Finding(Flaw.LIKELY_DUPLICATE, "", other.toString())));
        }
        return Optional.of(Quality.of(findings));
    }

    private static List<Key> same(IndexSearcher searcher, DocumentNumber number) throws IOException {
        List<Key> keys = new ArrayList<>();
        for (ScoreDoc one : searcher.search(Asked.anyOf(Fields.NUMBER, List.of(number.term())), DUPLICATES + 1).scoreDocs) {
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

        private Summary(Standard standard, int most) {
            this.standard = standard;
            this.most = most;
        }

        private void add(Key key, JsonNode item) {
            int score = Quality.of(key.publisher(), item, layout, standard).score();
            all.add(score);
            Documents.regions(item, layout).forEach(region -> regions.computeIfAbsent(region.value(), first -> new Sum()).add(score));
            PriorityQueue<Rated> named = worst.computeIfAbsent(key.publisher(), first -> new PriorityQueue<>(Comparator.reverseOrder()));
            named.add(new Rated(key.id(), score));
            if (named.size() > most) {
                named.remove();
            }
        }

        private Survey survey() {
            Map<String, Average> averages = new TreeMap<>();
            regions.forEach((region, sum) -> averages.put(region, sum.average()));
            Map<String, List<Rated>> named = new TreeMap<>();
            worst.forEach((publisher, rated) -> named.put(publisher, rated.stream().sorted().toList()));
            return new Survey(all.average(), averages, named);
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
                summary.add(Documents.Stock.label(searcher.getIndexReader(), one.doc).key(), Documents.Stock.item(stored, one.doc));
            }
            return summary.survey();
        });
    }
}
