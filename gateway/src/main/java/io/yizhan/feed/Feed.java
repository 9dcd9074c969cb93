package io.yizhan.feed;

import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.PartnerId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What has been published. Safe for use by many threads and many nodes. */
public interface Feed {
    static Feed in(Jdbi jdbi) {
        return new PostgresFeed(jdbi);
    }

    /**
     * Publishes inside a transaction, in the order given, and says of each what it came to. Holds a lock on every feed concerned until the
     * transaction ends, so that whoever reads changes sees them in the order of their numbers.
     */
    List<Result> publish(Handle handle, List<Publication> publications);

    /**
     * Items that changed, each once, as they stand now, in the order of their changes; fewer than asked for where together they are large.
     *
     * @param since the cursor of the last page, 0 for the first
     * @param most at least 1
     */
    Changes changes(Line line, Whose whose, long since, int most);

    /** By what two sides prove that they hold the same items; those withdrawn do not count. */
    Root root(Line line, Whose whose);

    /**
     * Forgets versions of a kind's items that a newer one replaced before that time, and those that came too late to be given to anybody. How items
     * stand is kept, tombstones too, however long ago: whoever asks what changed since then is told. An old version that comes once more cannot be
     * compared any more and counts as one that came too late.
     *
     * @return how many versions
     */
    int forget(String kind, Instant before);

    /** The number of the last change, 0 before the first. */
    long last(Line line);

    /** Whether that change was this version; no longer so where the database was put back to an earlier state. */
    boolean was(Line line, long change, PartnerId publisher, String item, long version);

    /** The number of the last change before any that stands and was published after that time. */
    long before(Line line, Instant published);

    /** Those for whom there is something they have not seen. */
    Set<Watch> stirred(Collection<Watch> watches);

    /** The items of a kind in an environment, of all publishers together. */
    record Line(String kind, Environment environment) {}

    /** Of which publishers. */
    record Whose(boolean anyone, Set<PartnerId> publishers) {
        public Whose {
            publishers = Set.copyOf(publishers);
        }

        public static Whose anyones() {
            return new Whose(true, Set.of());
        }

        public static Whose of(Set<PartnerId> publishers) {
            return new Whose(false, publishers);
        }
    }

    /** Somebody who has seen the changes up to a number. */
    record Watch(Line line, Whose whose, long since) {}

    /**
     * @param cursor where to go on; that of the question where nothing is new
     * @param more whether there is more to be had at once
     */
    record Changes(List<Item> items, long cursor, boolean more) {
        public Changes {
            items = List.copyOf(items);
        }
    }
}
