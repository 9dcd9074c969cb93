package io.yizhan.feed;

import io.yizhan.feed.Publication.Name;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Which version of an item was last put in the outbox for each of its followers. Everything is done inside the caller's transaction, which puts
 * it there: no version goes out twice to the same follower. Safe for use by many threads and many nodes.
 */
public interface Sent {
    static Sent in(Jdbi jdbi) {
        return new PostgresSent(jdbi);
    }

    /**
     * Says who gets what was published just now, in the transaction that holds the feed's lock, and notes it: who wants all items, whom it
     * concerns by what it says, and who was sent the item before, so that they learn of all that becomes of it, its end too.
     *
     * @param offers in the order in which they were published
     * @return of each offer those of its followers that get it
     */
    List<Set<PartnerId>> offer(Handle handle, List<Offer> offers);

    /** Whether something newer of the item is there, or was sent to the follower since, than what it was sent by a message. */
    boolean overtaken(Handle handle, Name name, PartnerId follower, MessageId message);

    /**
     * A version of an item that was taken.
     *
     * @param message the one it goes out by
     * @param followers which items each wants
     */
    record Offer(Publication publication, MessageId message, Places places, Map<PartnerId, Filter> followers) {
        public Offer {
            followers = Map.copyOf(followers);
        }
    }
}
