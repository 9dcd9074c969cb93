package io.yizhan.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.yizhan.catalogue.Documents.Fields;
import java.io.IOException;
import java.util.Set;
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

/** Takes stock of an index that was opened. */
final class Stock {
    private Stock() {}

    static Roll read(IndexReader reader, Layout layout) throws IOException {
        Roll roll = new Roll(layout);
        for (LeafReaderContext leaf : reader.leaves()) {
            read(leaf.reader(), roll);
        }
        return roll;
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
