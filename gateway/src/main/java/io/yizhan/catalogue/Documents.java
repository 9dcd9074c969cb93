package io.yizhan.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.yizhan.vocabulary.RegionCode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.IntField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.FacetsConfig.DrillDownTermsIndexing;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetField;
import org.apache.lucene.util.BytesRef;

/** What an item becomes in the index. */
final class Documents {
    static final RegionCode COUNTRY = RegionCode.of("00");
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Longer than any value a person chooses from. */
    private static final int LONGEST = 200;

    private final Layout layout;
    private final FacetsConfig counts = new FacetsConfig();

    Documents(Layout layout) {
        this.layout = layout;
        layout.facets().keySet().forEach(name -> {
            counts.setIndexFieldName(name, Fields.COUNTS);
            counts.setMultiValued(name, true);
            counts.setDrillDownTermsIndexing(name, DrillDownTermsIndexing.NONE);
        });
    }

    FacetsConfig counts() {
        return counts;
    }

    Document of(Change change) throws IOException {
        Document document = new Document();
        document.add(new StringField(Fields.KEY, change.key().toString(), Field.Store.NO));
        document.add(new SortedDocValuesField(Fields.KEY, new BytesRef(change.key().toString())));
        document.add(new NumericDocValuesField(Fields.VERSION, change.version()));
        document.add(new StringField(Fields.STATE, change.withdrawn() ? Fields.GONE : Fields.LIVE, Field.Store.NO));
        if (!change.withdrawn()) {
            describe(change.item(), document);
        }
        return counts.build(document);
    }

    private void describe(JsonNode item, Document document) {
        document.add(new StoredField(Fields.ITEM, bytes(item)));
        Entry entry = new Entry();
        layout.search().forEach((place, counts) -> entry.read(Analysis.fold(Places.text(item, place)), counts));
        entry.into(document);
        numbers(item, layout).flatMap(number -> number.terms().stream()).distinct()
                .forEach(term -> document.add(new StringField(Fields.NUMBER, term, Field.Store.NO)));
        layout.facets().forEach((name, place) -> facet(name, Places.texts(item, place), document));
        regions(item, layout).forEach(region -> document.add(new StringField(Fields.REGION, region.value(), Field.Store.NO)));
        layout.dates().forEach((name, place) -> Places.day(item, place)
                .ifPresent(day -> document.add(new NumericDocValuesField(Fields.date(name), day.toEpochDay()))));
        layout.windows().forEach(name -> {
            Window window = Window.of(item, layout, name);
            document.add(new IntField(Fields.from(name), window.from(), Field.Store.NO));
            document.add(new IntField(Fields.until(name), window.until(), Field.Store.NO));
        });
    }

    private static void facet(String name, List<String> values, Document document) {
        values.stream().map(Documents::cut).distinct().forEach(value -> {
            document.add(new StringField(Fields.facet(name), value, Field.Store.NO));
            document.add(new SortedSetDocValuesFacetField(name, value));
        });
    }

    static String cut(String value) {
        return value.length() > LONGEST ? value.substring(0, LONGEST) : value;
    }

    /** Numbers that are the whole of what stands somewhere: those an item is about, not those it mentions. */
    static Stream<DocumentNumber> numbers(JsonNode item, Layout layout) {
        return layout.search().keySet().stream()
                .flatMap(place -> Places.texts(item, place).stream())
                .map(text -> DocumentNumber.whole(Analysis.fold(text)))
                .flatMap(Optional::stream)
                .distinct();
    }

    /** Whom an item is for; one that names no division, or the country, is for all of it. */
    static List<RegionCode> regions(JsonNode item, Layout layout) {
        List<RegionCode> named = layout.facets().containsKey(Layout.REGION)
                ? Places.texts(item, layout.facets().get(Layout.REGION)).stream().map(RegionCode::read).flatMap(Optional::stream).distinct().toList()
                : List.of();
        return named.isEmpty() || named.stream().anyMatch(RegionCode::national) ? List.of(COUNTRY) : named;
    }

    private static byte[] bytes(JsonNode item) {
        try {
            return JSON.writeValueAsBytes(item);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("what was read as JSON can be written as such", impossible);
        }
    }

    static JsonNode item(BytesRef stored) throws IOException {
        return JSON.readTree(stored.bytes, stored.offset, stored.length);
    }

    /** Names of fields in the index. */
    static final class Fields {
        static final String KEY = "key";
        static final String VERSION = "version";
        static final String STATE = "state";
        static final String LIVE = "live";
        static final String GONE = "gone";
        static final String ITEM = "item";
        static final String NUMBER = "number";
        static final String REGION = "region";
        static final String COUNTS = "counts";
        /** What each term counts. */
        static final String WORDS = "words";
        /** In which order they stand. */
        static final String ORDER = "order";

        private Fields() {}

        static String facet(String name) {
            return "facet:" + name;
        }

        static String date(String name) {
            return "date:" + name;
        }

        static String from(String window) {
            return "from:" + window;
        }

        static String until(String window) {
            return "until:" + window;
        }
    }
}
