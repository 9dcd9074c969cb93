package io.yizhan.catalogue;

import io.yizhan.catalogue.Asked.Plain;
import io.yizhan.catalogue.Documents.Fields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.document.Document;
import org.apache.lucene.facet.sortedset.DefaultSortedSetDocValuesReaderState;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesReaderState;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.IOUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One index in a folder of its own, with what is kept in memory of it. One writes, many read. */
final class Shelf implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Catalogue.class);
    /** Changes with what is written to the index, or how: another number has every node build it anew. */
    private static final String FORMAT = "2";

    private static final String POSITION = "position";
    private static final String MADE_FOR = "made-for";
    /** So many changes at most are to be brought again after a fall. */
    private static final int UNSETTLED = 20_000;

    private static final double WRITING_MEGABYTES = 64;

    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final Documents documents;
    private final Roll roll;
    private final String madeFor;
    private volatile long position;
    private volatile Counting counting;
    private int unsettled;

    /** How values are counted in what a reader sees. */
    private record Counting(IndexReader reader, SortedSetDocValuesReaderState state) {}

    private Shelf(Directory directory, IndexWriter writer, Layout layout, long position) throws IOException {
        this.directory = directory;
        this.writer = writer;
        this.searchers = new SearcherManager(writer, new SearcherFactory() {
            @Override
            public IndexSearcher newSearcher(IndexReader reader, IndexReader previous) {
                IndexSearcher searcher = new IndexSearcher(reader);
                searcher.setSimilarity(writer.getConfig().getSimilarity());
                return searcher;
            }
        });
        this.documents = new Documents(layout);
        this.madeFor = madeFor(layout);
        this.position = position;
        IndexSearcher searcher = searchers.acquire();
        try {
            this.roll = Stock.read(searcher.getIndexReader(), layout);
        } finally {
            searchers.release(searcher);
        }
    }

    private static String madeFor(Layout layout) {
        return FORMAT + " " + layout.fingerprint();
    }

    static Shelf open(Path folder, Layout layout) throws IOException {
        Directory directory = FSDirectory.open(folder);
        long position = usable(directory, layout);
        if (position == 0) {
            empty(directory);
        }
        IndexWriterConfig config = new IndexWriterConfig()
                .setSimilarity(new Plain())
                .setRAMBufferSizeMB(WRITING_MEGABYTES)
                .setOpenMode(position > 0 ? OpenMode.APPEND : OpenMode.CREATE);
        return new Shelf(directory, new IndexWriter(directory, config), layout, position);
    }

    /** The change it has come to; 0 where it is to be built from nothing. */
    private static long usable(Directory directory, Layout layout) throws IOException {
        if (!DirectoryReader.indexExists(directory)) {
            return 0;
        }
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            Map<String, String> data = reader.getIndexCommit().getUserData();
            return madeFor(layout).equals(data.get(MADE_FOR)) ? Long.parseLong(data.getOrDefault(POSITION, "0")) : 0;
        } catch (CorruptIndexException | IndexFormatTooOldException | IndexFormatTooNewException unreadable) {
            LOG.warn("an index cannot be read and is built anew: {}", unreadable.getClass().getName());
            return 0;
        }
    }

    private static void empty(Directory directory) throws IOException {
        for (String file : directory.listAll()) {
            if (!file.equals(IndexWriter.WRITE_LOCK_NAME)) {
                directory.deleteFile(file);
            }
        }
    }

    long position() {
        return position;
    }

    synchronized void apply(List<Change> changes) throws IOException {
        Map<Key, Change> newest = new LinkedHashMap<>();
        for (Change change : changes) {
            Change before = newest.get(change.key());
            if (change.version() > (before == null ? roll.version(change.key()) : before.version())) {
                newest.put(change.key(), change);
            }
        }
        write(newest);
        position = changes.stream().mapToLong(Change::number).reduce(position, Math::max);
        unsettled += changes.size();
        searchers.maybeRefreshBlocking();
        if (unsettled >= UNSETTLED) {
            settle();
        }
    }

    /** To divide an item into words takes most of the time, and each is by itself. */
    private void write(Map<Key, Change> newest) throws IOException {
        try {
            newest.values().parallelStream().forEach(change -> {
                try {
                    Document document = documents.of(change);
                    writer.updateDocument(new Term(Fields.KEY, change.key().toString()), document);
                    roll.put(change);
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    synchronized void settle() throws IOException {
        writer.setLiveCommitData(Map.of(MADE_FOR, madeFor, POSITION, Long.toString(position)).entrySet());
        writer.commit();
        unsettled = 0;
    }

    /** What is done with what is there now. */
    interface Reading<T> {
        T read(IndexSearcher searcher) throws IOException;
    }

    <T> T read(Reading<T> reading) throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            return reading.read(searcher);
        } finally {
            searchers.release(searcher);
        }
    }

    /** Empty where no item has a value to count. Made once for what a reader sees. */
    Optional<SortedSetDocValuesReaderState> counting(IndexReader reader) throws IOException {
        Counting now = counting;
        if (now == null || now.reader() != reader) {
            boolean any = FieldInfos.getMergedFieldInfos(reader).fieldInfo(Fields.COUNTS) != null;
            now = new Counting(reader, any ? new DefaultSortedSetDocValuesReaderState(reader, Fields.COUNTS, documents.counts()) : null);
            counting = now;
        }
        return Optional.ofNullable(now.state());
    }

    Roll roll() {
        return roll;
    }

    /** What cannot be settled any more is brought again; all is given back in any case, so that the folder can be opened again. */
    @Override
    public synchronized void close() throws IOException {
        try {
            if (writer.isOpen()) {
                settle();
            }
        } finally {
            IOUtils.close(searchers, writer::rollback, directory);
        }
    }
}
