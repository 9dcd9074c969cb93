package io.yizhan.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.yizhan.catalogue.Catalogue.Change;
import io.yizhan.catalogue.Documents.Fields;
import io.yizhan.eligibility.Condition;
import io.yizhan.vocabulary.RegionCode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.IntField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;

/** What an item becomes in the index. */
final class Documents {
    static final RegionCode COUNTRY = RegionCode.of("00");
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Longer than any value a person chooses from. */
    private static final int LONGEST = 200;
    private static final int LONGEST_TERM = 8_000;
    private static final String BETWEEN = "\u001f";

    private final Layout layout;
    private final Analysis.Synonyms synonyms;

    Documents(Layout layout, Analysis.Synonyms synonyms) {
        this.layout = layout;
        this.synonyms = synonyms;
    }

    Document of(Change change) {
        Document document = new Document();
        document.add(new StringField(Fields.KEY, change.key().toString(), Field.Store.NO));
        document.add(new SortedDocValuesField(Fields.KEY, new BytesRef(change.key().toString())));
        document.add(new NumericDocValuesField(Fields.VERSION, change.version()));
        document.add(new StringField(Fields.STATE, change.withdrawn() ? Fields.GONE : Fields.LIVE, Field.Store.NO));
        if (!change.withdrawn()) {
            describe(change.item(), document);
        }
        return document;
    }

    private void describe(JsonNode item, Document document) {
        document.add(new StoredField(Fields.ITEM, bytes(item)));
        Entry entry = new Entry(synonyms);
        layout.search().forEach((place, counts) -> entry.read(Analysis.fold(Places.text(item, place)), counts));
        entry.into(document);
        numbers(item, layout).flatMap(number -> number.terms().stream()).distinct()
                .forEach(term -> document.add(new StringField(Fields.NUMBER, term, Field.Store.NO)));
        layout.facets().forEach((name, place) -> layout.about(name).ifPresentOrElse(
                about -> conditions(name, about, item, document), () -> facet(name, Places.texts(item, place), document)));
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
            document.add(new SortedSetDocValuesField(Fields.COUNTS, Facets.term(name, value)));
        });
    }

    /** What it is for as it may be looked for: conditions are terms, so that which of them exclude somebody is found out once for all items. */
    private void conditions(String name, String about, JsonNode item, Document document) {
        Condition.all(item.at(layout.match().orElseThrow().conditions())).stream()
                .filter(condition -> condition.about().equals(about))
                .flatMap(condition -> term(condition).stream())
                .distinct()
                .forEach(term -> document.add(new StringField(Fields.facet(name), term, Field.Store.NO)));
    }

    /** Empty for what excludes nobody, or is longer than a term may be: then it is judged when somebody is matched, and found until then. */
    private static Optional<String> term(Condition condition) {
        String values = String.join(BETWEEN, condition.values());
        return condition.test().filter(test -> values.length() <= LONGEST_TERM).map(test -> test.name() + BETWEEN + values);
    }

    /** What {@link #term} was made of. */
    static Condition condition(String about, String term) {
        List<String> parts = List.of(term.split(BETWEEN));
        return new Condition(about, Optional.of(Condition.Test.valueOf(parts.get(0))), parts.subList(1, parts.size()));
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

    /** What somebody must be one of; none where it is for anybody. */
    static List<String> audiences(JsonNode item, Layout layout) {
        return layout.match().flatMap(Layout.Match::audience).map(place -> Places.texts(item, place)).orElse(List.of());
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

    /** Takes stock of an index that was opened. */
    static final class Stock {
        private Stock() {}

        static void read(IndexReader reader, Roll roll) throws IOException {
            for (LeafReaderContext leaf : reader.leaves()) {
                read(leaf.reader(), roll);
            }
            roll.load(reader);
        }

        private static void read(LeafReader leaf, Roll roll) throws IOException {
            SortedDocValues keys = DocValues.getSorted(leaf, Fields.KEY);
            NumericDocValues versions = DocValues.getNumeric(leaf, Fields.VERSION);
            FixedBitSet gone = gone(leaf);
            StoredFields stored = leaf.storedFields();
            for (int doc = 0; doc < leaf.maxDoc(); doc++) {
                boolean replaced = leaf.getLiveDocs() != null && !leaf.getLiveDocs().get(doc);
                if (!replaced && keys.advanceExact(doc) && versions.advanceExact(doc)) {
                    Key key = Key.of(keys.lookupOrd(keys.ordValue()).utf8ToString());
                    JsonNode item = gone.get(doc) ? MissingNode.getInstance() : item(stored, doc);
                    roll.put(new Change(key, versions.longValue(), gone.get(doc), item, 1));
                }
            }
        }

        private static FixedBitSet gone(LeafReader leaf) throws IOException {
            FixedBitSet gone = new FixedBitSet(leaf.maxDoc());
            PostingsEnum postings = leaf.postings(new Term(Fields.STATE, Fields.GONE), PostingsEnum.NONE);
            if (postings != null) {
                for (int doc = postings.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = postings.nextDoc()) {
                    gone.set(doc);
                }
            }
            return gone;
        }

        /** What an item is known by. */
        record Label(Key key, long version) {}

        static Label label(IndexReader reader, int doc) throws IOException {
            LeafReaderContext leaf = reader.leaves().get(ReaderUtil.subIndex(doc, reader.leaves()));
            SortedDocValues keys = DocValues.getSorted(leaf.reader(), Fields.KEY);
            NumericDocValues versions = DocValues.getNumeric(leaf.reader(), Fields.VERSION);
            keys.advanceExact(doc - leaf.docBase);
            versions.advanceExact(doc - leaf.docBase);
            return new Label(Key.of(keys.lookupOrd(keys.ordValue()).utf8ToString()), versions.longValue());
        }

        static JsonNode item(StoredFields stored, int doc) throws IOException {
            BytesRef bytes = stored.document(doc, Set.of(Fields.ITEM)).getBinaryValue(Fields.ITEM);
            return Documents.item(bytes);
        }
    }
}
