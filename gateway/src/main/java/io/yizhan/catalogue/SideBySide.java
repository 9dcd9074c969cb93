package io.yizhan.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.yizhan.catalogue.Documents.Fields;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RegionCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;

/** Lays items of several regions side by side. */
final class SideBySide {
    private static final int FEWEST_REGIONS = 2;

    private final Layout layout;
    private final Retrieval retrieval;

    SideBySide(Layout layout, Retrieval retrieval) {
        this.layout = layout;
        this.retrieval = retrieval;
    }

    Outcome<Comparison> compare(Shelf shelf, Comparison.Asked asked) throws IOException {
        Optional<Refusal> wrong = wrong(asked);
        return wrong.isPresent() ? Outcome.refused(wrong.get()) : Outcome.of(shelf.read(searcher -> compared(searcher, asked)));
    }

    private Optional<Refusal> wrong(Comparison.Asked asked) {
        List<String> comparable = layout.facets().keySet().stream().filter(name -> layout.about(name).isEmpty()).toList();
        if (!comparable.contains(asked.facet())) {
            return Search.Limits.wrong("facet", "one of " + comparable);
        }
        if (asked.effective().isPresent() && !layout.windows().contains(Layout.EFFECTIVE)) {
            return Search.Limits.wrong(Layout.EFFECTIVE, "a collection whose items are in force for some time");
        }
        if (asked.regions().size() < FEWEST_REGIONS || asked.regions().size() > Comparison.Asked.MOST_REGIONS) {
            return Search.Limits.wrong("region", FEWEST_REGIONS + " to " + Comparison.Asked.MOST_REGIONS);
        }
        if (!layout.facets().containsKey(Layout.REGION) || asked.regions().stream().anyMatch(code -> RegionCode.read(code).isEmpty())) {
            return Search.Limits.wrong("region", Search.Limits.REGION);
        }
        return asked.each() < 1 || asked.each() > Comparison.Asked.MOST_EACH
                ? Search.Limits.wrong("each", "1 to " + Comparison.Asked.MOST_EACH)
                : Optional.empty();
    }

    private Comparison compared(IndexSearcher searcher, Comparison.Asked asked) throws IOException {
        List<Comparison.Row> rows = new ArrayList<>();
        List<String> without = new ArrayList<>();
        for (String region : asked.regions()) {
            ScoreDoc[] found = searcher.search(of(asked, region), asked.each(), retrieval.newestFirst()).scoreDocs;
            for (ScoreDoc one : found) {
                Documents.Stock.Label label = Documents.Stock.label(searcher.getIndexReader(), one.doc);
                rows.add(new Comparison.Row(region, label.key(), cells(Documents.Stock.item(searcher.storedFields(), one.doc))));
            }
            if (found.length == 0) {
                without.add(region);
            }
        }
        return new Comparison(List.copyOf(layout.compare().keySet()), rows, without);
    }

    private static Query of(Comparison.Asked asked, String region) {
        BooleanQuery.Builder all = new BooleanQuery.Builder()
                .add(Asked.facet(asked.facet(), List.of(asked.value())), Occur.FILTER)
                .add(Asked.anyOf(Fields.REGION, List.of(RegionCode.of(region).value())), Occur.FILTER);
        asked.effective().ifPresent(day -> Asked.holding(Layout.EFFECTIVE, day).forEach(holds -> all.add(holds, Occur.FILTER)));
        return all.build();
    }

    private Map<String, JsonNode> cells(JsonNode item) {
        Map<String, JsonNode> cells = new LinkedHashMap<>();
        layout.compare().forEach((name, place) -> cells.put(name, cell(Places.at(item, place))));
        return cells;
    }

    private static JsonNode cell(List<JsonNode> values) {
        if (values.size() == 1) {
            return values.get(0);
        }
        ArrayNode several = JsonNodeFactory.instance.arrayNode().addAll(values);
        return values.isEmpty() ? JsonNodeFactory.instance.nullNode() : several;
    }
}
