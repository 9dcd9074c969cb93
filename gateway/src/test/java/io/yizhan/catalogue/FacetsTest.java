package io.yizhan.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.catalogue.Documents.Fields;
import io.yizhan.catalogue.Found.Count;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With no more than twenty values of a facet. */
class FacetsTest {
    private static final int MOST = 20;

    private final Directory directory = new ByteBuffersDirectory();
    private final Facets facets = new Facets(MOST);
    private IndexWriter writer;
    private DirectoryReader reader;

    @BeforeEach
    void open() throws IOException {
        writer = new IndexWriter(directory, new IndexWriterConfig());
        reader = DirectoryReader.open(writer);
    }

    @AfterEach
    void close() throws IOException {
        reader.close();
        writer.close();
    }

    private void put(String id, String facet, String value) throws IOException {
        Document document = new Document();
        document.add(new StringField("id", id, Field.Store.NO));
        document.add(new SortedSetDocValuesField(Fields.COUNTS, Facets.term(facet, value)));
        writer.updateDocument(new Term("id", id), document);
    }

    private void many(String kind, int from, int to) throws IOException {
        for (int i : IntStream.range(from, to).toArray()) {
            put(kind + i, "word", kind + i);
        }
    }

    private void withdraw(String kind, int from, int to) throws IOException {
        for (int i : IntStream.range(from, to).toArray()) {
            writer.deleteDocuments(new Term("id", kind + i));
        }
    }

    /** What is counted of all there is. */
    private Map<String, List<Count>> counted() throws IOException {
        DirectoryReader newer = DirectoryReader.openIfChanged(reader, writer);
        if (newer != null) {
            reader.close();
            reader = newer;
        }
        facets.load(reader);
        return counted(reader);
    }

    private Map<String, List<Count>> counted(DirectoryReader in) throws IOException {
        TopFieldCollectorManager best = new TopFieldCollectorManager(Sort.INDEXORDER, 1, null, Integer.MAX_VALUE);
        return new IndexSearcher(in).search(new MatchAllDocsQuery(), facets.counting(in, best)).most(List.of("word", "theme"));
    }

    @Test
    void of_what_publishers_write_as_they_like_no_more_is_counted_than_so_many_values() throws IOException {
        many("a", 0, 500);
        assertThat(counted().get("word")).hasSize(MOST);
        assertThat(facets.counted()).isEqualTo(MOST);
    }

    @Test
    void values_of_another_facet_are_counted_to_the_last_one_all_the_same() throws IOException {
        many("a", 0, 500);
        put("x", "theme", "rent");
        put("y", "theme", "rent");
        assertThat(counted().get("theme")).containsExactly(new Count("rent", 2));
    }

    @Test
    void a_value_that_is_counted_goes_on_being_when_many_others_come() throws IOException {
        put("x", "word", "first");
        counted();
        many("a", 0, 500);
        put("y", "word", "first");
        assertThat(counted().get("word")).startsWith(new Count("first", 2));
    }

    @Test
    void when_most_are_gone_others_are_counted_in_their_place() throws IOException {
        many("a", 0, 500);
        counted();
        many("b", 0, 5);
        withdraw("a", 0, 500);
        assertThat(counted().get("word")).extracting(Count::value).containsExactly("b0", "b1", "b2", "b3", "b4");
        assertThat(facets.counted()).isEqualTo(5);
    }

    @Test
    void who_still_looks_at_what_there_was_counts_that() throws IOException {
        many("a", 0, MOST);
        counted();
        try (DirectoryReader before = DirectoryReader.open(writer)) {
            many("b", 0, 5);
            withdraw("a", 0, MOST);
            counted();
            assertThat(counted(before).get("word")).extracting(Count::value).contains("a0");
        }
    }

    @Test
    void one_count_leaves_nothing_to_the_next() throws IOException {
        many("a", 0, 5);
        assertThat(counted()).isEqualTo(counted());
    }
}
