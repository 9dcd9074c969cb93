package io.yizhan.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.catalogue.Documents.Fields;
import io.yizhan.catalogue.Quality.Average;
import io.yizhan.catalogue.Quality.Flaw;
import io.yizhan.catalogue.Quality.Standard;
import io.yizhan.vocabulary.RegionCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;

/** Judges how well what is in an index is published. */
final class Inspection {
    private static final int DUPLICATES = 10;

    private final Layout layout;
    private final Finding finding;

    Inspection(Layout layout, Finding finding) {
        this.layout = layout;
        this.finding = finding;
    }

    /** With those that have the same number of a document; empty where there is no such item. */
    Optional<Quality> quality(Shelf shelf, Key key, Standard standard) throws IOException {
        Optional<Found.Hit> hit = finding.find(shelf, key);
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
            keys.add(Stock.label(searcher.getIndexReader(), one.doc).key());
        }
        return keys;
    }

    private static final class Sum {
        private long items;
        private long points;

        private Average average() {
            return new Average(items, (double) points / items);
        }
    }

    /** By the code of each region items are for. Reads every item. */
    Map<String, Average> averages(Shelf shelf, Standard standard) throws IOException {
        Map<String, Sum> sums = new TreeMap<>();
        shelf.read(searcher -> {
            StoredFields stored = searcher.storedFields();
            int all = Math.max(1, searcher.getIndexReader().maxDoc());
            for (ScoreDoc one : searcher.search(Asked.everything(), all).scoreDocs) {
                add(Stock.label(searcher.getIndexReader(), one.doc).key(), Stock.item(stored, one.doc), standard, sums);
            }
            return sums;
        });
        Map<String, Average> averages = new TreeMap<>();
        sums.forEach((region, sum) -> averages.put(region, sum.average()));
        return averages;
    }

    private void add(Key key, JsonNode item, Standard standard, Map<String, Sum> sums) {
        int score = Quality.of(key.publisher(), item, layout, standard).score();
        for (RegionCode region : Documents.regions(item, layout)) {
            Sum sum = sums.computeIfAbsent(region.value(), first -> new Sum());
            sum.items++;
            sum.points += score;
        }
    }
}
