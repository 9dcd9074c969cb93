package io.yizhan.subscription;

import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.PartnerId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Saved profiles. Safe for use by many threads and many nodes. */
public interface Subscriptions {
    static Subscriptions in(Jdbi jdbi) {
        return new PostgresSubscriptions(jdbi);
    }

    /**
     * Saves one, or takes another in its place. What it was told stays told.
     *
     * @param change the last change of the feed: of what comes after it whoever is the first is told
     * @param most how many a partner may have; false where it has as many already
     */
    boolean save(SavedProfile profile, long change, int most);

    Optional<SavedProfile> find(Line line, PartnerId partner, String name, Instant now);

    /** False where there was none. */
    boolean remove(Line line, PartnerId partner, String name);

    /** Up to which change everybody was told, until the transaction ends for this one alone; empty where nobody waits, or another node is at it. */
    Optional<Cursor> begin(Handle handle, Line line);

    void end(Handle handle, Line line, Cursor cursor);

    /** Those of a line, in the order of partners and names. */
    List<SavedProfile> page(Handle handle, Line line, Instant now, Optional<SavedProfile> after, int most);

    /** Notes whom an item is for now, among those of a page, and says who of them was not told yet. Who is not any more may be told again later. */
    Set<Whose> tell(Handle handle, Line line, Item item, Collection<Whose> page, Collection<Whose> matching);

    /** Forgets those whose time is over, with what they were told; returns how many. */
    int forget(Instant now);

    /** The items of a kind in an environment. */
    record Line(String kind, Environment environment) {}

    record Item(PartnerId publisher, String id, long version) {}

    /**
     * How far everybody was told.
     *
     * @param last the item of that change; empty where none was looked at yet
     * @param looked when that was
     */
    record Cursor(long change, Optional<Item> last, Instant looked) {}

    /** Which profile. */
    record Whose(PartnerId partner, String name) {}
}
