package io.yizhan.catalogue;

import io.yizhan.catalogue.Asked.Plain;
import io.yizhan.catalogue.Catalogue.Change;
import io.yizhan.catalogue.Documents.Fields;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
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
    private static final String FORMAT = "4";

    private static final Analysis.Synonyms SYNONYMS = Analysis.Synonyms.shipped();
    private static final String POSITION = "position";
    private static final String MADE_FOR = "made-for";
    /** So many changes at most are to be brought again after a fall. */
    private static final int UNSETTLED = 20_000;

    private static final double WRITING_MEGABYTES = 64;
    /** A search looks at each segment by itself: there are to be few, and none that are small. */
    private static final double FEW = 4;

    private static final double SMALL_MEGABYTES = 8;

    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final Documents documents;
    private final Facets facets = new Facets();
    private final Roll roll;
    private final String madeFor;
    private volatile long position;
    private int unsettled;

    private Shelf(Directory directory, IndexWriter writer, Layout layout, long position) throws IOException {
        this.directory = directory;
        this.writer = writer;
        this.roll = new Roll(layout);
        this.searchers = new SearcherManager(writer, new SearcherFactory() {
            @Override
            public IndexSearcher newSearcher(IndexReader reader, IndexReader previous) throws IOException {
                facets.load(reader);
                if (previous != null) {
                    roll.load(reader);
                }
                IndexSearcher searcher = new IndexSearcher(reader);
                searcher.setSimilarity(writer.getConfig().getSimilarity());
                return searcher;
            }
        });
        this.documents = new Documents(layout, SYNONYMS);
        this.madeFor = madeFor(layout);
        this.position = position;
        IndexSearcher searcher = searchers.acquire();
        try {
            Documents.Stock.read(searcher.getIndexReader(), roll);
        } finally {
            searchers.release(searcher);
        }
    }

    private static String madeFor(Layout layout) {
        return FORMAT + " " + SYNONYMS.fingerprint() + " " + layout.fingerprint();
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
                .setMergePolicy(new TieredMergePolicy().setSegmentsPerTier(FEW).setFloorSegmentMB(SMALL_MEGABYTES))
                .setOpenMode(position > 0 ? OpenMode.APPEND : OpenMode.CREATE);
        return of(directory, new IndexWriter(directory, config), layout, position);
    }

    /** One that cannot be read gives the folder back. */
    private static Shelf of(Directory directory, IndexWriter writer, Layout layout, long position) throws IOException {
        boolean usable = false;
        try {
            Shelf shelf = new Shelf(directory, writer, layout, position);
            usable = true;
            return shelf;
        } finally {
            if (!usable) {
                IOUtils.closeWhileHandlingException(writer::rollback, directory);
            }
        }
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
        take(changes);
        show();
    }

    /** Takes changes over that nobody is shown yet. */
    synchronized void take(List<Change> changes) throws IOException {
        Map<Key, Change> newest = new LinkedHashMap<>();
        for (Change change : changes) {
            Change before = newest.get(change.key());
            if (change.version() > (before == null ? roll.version(change.key()) : before.version())) {
                newest.put(change.key(), change);
            }
        }
        for (Change change : newest.values()) {
            writer.updateDocument(new Term(Fields.KEY, change.key().toString()), documents.of(change));
            roll.put(change);
        }
        position = changes.stream().mapToLong(Change::number).reduce(position, Math::max);
        unsettled += changes.size();
        if (unsettled >= UNSETTLED) {
            settle();
        }
    }

    void show() throws IOException {
        searchers.maybeRefreshBlocking();
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

    Facets facets() {
        return facets;
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
