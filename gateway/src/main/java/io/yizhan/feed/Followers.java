package io.yizhan.feed;

import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * How far each follower was brought what stands in a feed. What is published goes to its followers at once; here is what else there is to be
 * brought: to who has only come to follow, for whom more is than before, or who could not be reached for too long. Safe for use by many threads
 * and many nodes.
 */
public interface Followers {
    static Followers in(Jdbi jdbi) {
        return new PostgresFollowers(jdbi);
    }

    /** How far they all are that were looked at once. */
    Map<Follower, Standing> standing();

    /**
     * Takes a follower until the transaction ends, and says after which change to go on: from the start where it is new or its terms have changed.
     *
     * @param terms digest of what is for it
     * @param place where what it was sent is kept for it; where it is another one than before, and not empty, nothing counts as sent
     * @return empty while another has it
     */
    Optional<Long> begin(Handle handle, Follower follower, Digest terms, String place);

    /**
     * What stands after a change and was not sent to a follower in that version, in the order of changes: items, and the tombstones of those it
     * was sent before.
     *
     * @param publishers whose items
     * @param most how many changes are looked at
     * @param items how many items there may be among them; fewer where together they are large
     */
    Missing missing(Handle handle, Follower follower, Set<PartnerId> publishers, long since, int most, int items);

    /**
     * Notes what is put in the outbox for it.
     *
     * @return those of them that may be: not what was sent to it meanwhile, in that version or a newer one
     */
    Set<Item> sent(Handle handle, Follower follower, Map<Item, MessageId> items);

    /** Notes after which change to go on. */
    void end(Handle handle, Follower follower, long change);

    /** What it was sent by these messages, and nothing since, counts as not sent any more: it is brought again, as it stands by then. */
    void again(Handle handle, Follower follower, Collection<MessageId> messages);

    /** Has everything brought once more that stands; false where nobody is known to follow. */
    boolean anew(Handle handle, Follower follower);

    /** Somebody who follows a feed. */
    record Follower(Feed.Line line, PartnerId partner) {}

    /** @param last the number of the feed's last change, 0 before the first */
    record Standing(Digest terms, long change, long last) {}

    /**
     * @param before of the items those that were sent in an older version
     * @param change where to go on; that of the question where nothing is left to look at
     */
    record Missing(List<Item> items, Set<Item> before, long change) {
        public Missing {
            items = List.copyOf(items);
            before = Set.copyOf(before);
        }
    }
}
