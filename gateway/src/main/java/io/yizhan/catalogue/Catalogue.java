package io.yizhan.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.vocabulary.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The items of one kind, as one node knows them. One thread at a time brings changes, any number ask. Everything is derived: whoever opens it
 * reads the changes after {@link #position} wherever they are kept and brings them, again and again.
 *
 * <p>All methods throw {@link CatalogueFailed} where the folder cannot be used.
 */
public interface Catalogue extends AutoCloseable {

    /**
     * Opens the index in a folder that nobody else uses, or begins an empty one there: also where the one that is there was built for another
     * layout, by another release, or cannot be read.
     */
    static Catalogue open(Path folder, Layout layout) {
        return LuceneCatalogue.open(folder, layout);
    }

    /** The number of the last change it has come to, 0 at the beginning. After a restart it may be an earlier one than before. */
    long position();

    /**
     * Takes changes over, in the order of their numbers, and shows them to whoever asks from now on. Taken over twice, or in another order, they
     * come to the same: an older version of an item, or one that is known, changes nothing. They are on disk after {@link #settle} or {@link
     * #close}; after a fall some of them are to be brought again.
     */
    void apply(List<Change> changes);

    /** Writes to disk what was taken over; for when there is nothing else to do. */
    void settle();

    /** Begins an index anew, beside the one that goes on serving. */
    Rebuild rebuild();

    /** Looks for items. Refused where what is asked for is too long, too much, or no such thing. */
    Outcome<Found> search(Search search);

    /** Lays items of several regions side by side. Refused as a search is. */
    Outcome<Comparison> compare(Comparison.Asked asked);

    /** Judges somebody by the conditions of every item. Refused where items have none, or too much is asked for. */
    Outcome<Matched> match(Matching matching);

    /** The same, with what to ask next: over and over until there is no question, it ends in what there is for somebody. */
    Outcome<Matched> ask(Matching matching);

    /** How well an item is published; empty where there is none. Other items with the same number of a document count against it. */
    Optional<Quality> quality(Key key, Quality.Standard standard);

    /**
     * How well items are published by and large. Reads every item it is about: not to be asked over and over.
     *
     * @param publisher whose items; everybody's where none is named
     * @param most how many items of each publisher are named at most, the worst first
     */
    Quality.Survey survey(Optional<String> publisher, Quality.Standard standard, int most);

    /** One item, as it is published. */
    Optional<Found.Hit> find(Key key);

    /** What is being built beside it is given up. */
    @Override
    void close();

    /**
     * One change of one item.
     *
     * @param version of the item: what is older than what is known changes nothing
     * @param withdrawn whether the item is no more; the item itself then does not count
     * @param item in its canonical form
     * @param number where in the order of all changes it stands, from 1
     */
    public record Change(Key key, long version, boolean withdrawn, JsonNode item, long number) {
        public Change {
            if (version < 1 || number < 1) {
                throw new IllegalArgumentException("versions and numbers of changes are 1 or more");
            }
        }
    }

    /** An index that is being built beside the one that serves. To close it before it took over is to give it up. */
    interface Rebuild extends AutoCloseable {

        /** As of the catalogue. */
        long position();

        /** As of the catalogue, beginning with the first change there ever was. */
        void apply(List<Change> changes);

        /**
         * Has it serve from now on, and removes the one that did.
         *
         * @return false where it has not come as far as the other yet, which then goes on serving
         */
        boolean takeOver();

        /**
         * Has it serve whatever the other has come to, which may be ahead of where changes are kept, where that was put back. For whoever knows that it
         * has taken all there are, and brings the other none meanwhile.
         */
        void replace();

        @Override
        void close();
    }
}
