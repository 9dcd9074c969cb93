package io.yizhan.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.catalogue.Asked.Unit;
import io.yizhan.catalogue.Documents.Fields;
import io.yizhan.catalogue.Found.Concern;
import io.yizhan.catalogue.Found.Count;
import io.yizhan.catalogue.Found.Extent;
import io.yizhan.catalogue.Found.Hit;
import io.yizhan.catalogue.Search.Cursor;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.RegionCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;

/** Answers searches. */
final class Retrieval {
    private static final int VALUES = 50;
    /** No date of any item. */
    private static final String AGELESS = "";
    private static final SortField KEY = new SortField(Fields.KEY, SortField.Type.STRING);

    private final Layout layout;
    private final Asked asked;

    Retrieval(Layout layout) {
        this.layout = layout;
        this.asked = new Asked(layout, Analysis.Synonyms.shipped());
    }

    Outcome<Found> search(Shelf shelf, Search search) throws IOException {
        Optional<Refusal> wrong = Search.Limits.broken(search, layout);
        if (wrong.isPresent()) {
            return Outcome.refused(wrong.get());
        }
        List<Unit> units = asked.units(search.words());
        Optional<Cursor> after = search.after().flatMap(cursor -> Cursor.read(cursor, search));
        if (units.size() > Asked.MOST_UNITS) {
            return Outcome.refused(tooMany());
        }
        if (after.isPresent() != search.after().isPresent()) {
            return Outcome.refused(Refusal.of(RefusalCode.MALFORMED, "after", "what an answer to the same search gave"));
        }
        return Outcome.of(shelf.read(searcher -> found(shelf, searcher, search, units, after)));
    }

    private static Refusal tooMany() {
        return Refusal.of(RefusalCode.MALFORMED, "words", "at most " + Asked.MOST_UNITS + " words");
    }

    /** Places in the roll of all that a search finds. */
    Outcome<BitSet> scene(Shelf shelf, Search search) throws IOException {
        Optional<Refusal> wrong = Search.Limits.broken(search, layout);
        List<Unit> units = wrong.isPresent() ? List.of() : asked.units(search.words());
        if (wrong.isPresent() || units.size() > Asked.MOST_UNITS) {
            return Outcome.refused(wrong.orElseGet(Retrieval::tooMany));
        }
        return Outcome.of(shelf.read(searcher -> shelf.roll().found(searcher, query(searcher, search, units))));
    }

    private Query query(IndexSearcher searcher, Search search, List<Unit> units) throws IOException {
        List<Query> filters = asked.filters(search, searcher.getIndexReader());
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        filters.forEach(filter -> all.add(filter, Occur.FILTER));
        if (!units.isEmpty()) {
            all.add(Asked.found(units), Occur.MUST);
        } else if (filters.isEmpty()) {
            all.add(Asked.everything(), Occur.FILTER);
        }
        return all.build();
    }

    private Found found(Shelf shelf, IndexSearcher searcher, Search search, List<Unit> units, Optional<Cursor> after) throws IOException {
        boolean scored = search.order().date().isEmpty();
        FieldDoc from = after.map(cursor -> cursor.last(scored, Math.max(0, searcher.getIndexReader().maxDoc() - 1))).orElse(null);
        TopFieldCollectorManager best = new TopFieldCollectorManager(sort(search.order()), search.size() + 1, from, Integer.MAX_VALUE);
        Facets.Counting counting = searcher.search(query(searcher, search, units), shelf.facets().counting(searcher.getIndexReader(), best));
        TopFieldDocs top = counting.best();
        ScoreDoc[] page = Arrays.copyOf(top.scoreDocs, Math.min(search.size(), top.scoreDocs.length));
        Optional<String> next = top.scoreDocs.length > page.length
                ? Optional.of(Cursor.of((FieldDoc) page[page.length - 1], scored).written(search))
                : Optional.empty();
        return new Found(top.totalHits.value, hits(searcher, page, units, search.region()), counting.most(layout.facets().keySet()), next);
    }

    /** The key at the end, so that no two items are sorted the same. */
    private Sort sort(Search.Order order) {
        if (order.date().isPresent()) {
            return new Sort(date(order.date().get(), order.newestFirst()), KEY);
        }
        return new Sort(SortField.FIELD_SCORE, date(layout.age().orElse(AGELESS), true), KEY);
    }

    Sort newestFirst() {
        return new Sort(date(layout.age().orElse(AGELESS), true), KEY);
    }

    private static SortField date(String name, boolean newestFirst) {
        SortField date = new SortField(Fields.date(name), SortField.Type.LONG, newestFirst);
        date.setMissingValue(newestFirst ? Long.MIN_VALUE : Long.MAX_VALUE);
        return date;
    }

    private List<Hit> hits(IndexSearcher searcher, ScoreDoc[] page, List<Unit> units, Optional<String> region) throws IOException {
        StoredFields stored = searcher.storedFields();
        Highlights highlights = new Highlights(layout, units);
        List<Hit> hits = new ArrayList<>();
        for (ScoreDoc one : page) {
            Documents.Stock.Label label = Documents.Stock.label(searcher.getIndexReader(), one.doc);
            JsonNode item = Documents.Stock.item(stored, one.doc);
            hits.add(new Hit(label.key(), label.version(), item, highlights.of(item), region.flatMap(RegionCode::read).flatMap(asked -> concern(item, asked))));
        }
        return hits;
    }

    /** The nearest of the regions an item is for that has to do with the one that was asked for. */
    private Optional<Concern> concern(JsonNode item, RegionCode asked) {
        List<RegionCode> named = Documents.regions(item, layout);
        return asked.outwards().stream().filter(named::contains).findFirst().map(region -> new Concern(region.significant(), extent(region, asked)));
    }

    private static Extent extent(RegionCode region, RegionCode asked) {
        if (region.equals(asked)) {
            return Extent.SAME;
        }
        return region.national() ? Extent.COUNTRY : Extent.WIDER;
    }

    Optional<Hit> find(Shelf shelf, Key key) throws IOException {
        return shelf.read(searcher -> {
            Query query = new BooleanQuery.Builder()
                    .add(new TermQuery(new Term(Fields.KEY, key.toString())), Occur.FILTER)
                    .add(Asked.everything(), Occur.FILTER)
                    .build();
            ScoreDoc[] found = searcher.search(query, 1).scoreDocs;
            return found.length == 0 ? Optional.empty() : Optional.of(hits(searcher, found, List.of(), Optional.empty()).get(0));
        });
    }
}
