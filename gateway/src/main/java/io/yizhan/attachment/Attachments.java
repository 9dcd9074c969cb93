package io.yizhan.attachment;

import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.PartnerId;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Materials that messages refer to, by the digest of their content. A partner brings one in parts, over as many connections and restarts as it
 * takes; it counts once all of it is there and has the digest it is named by, is on disk (or in the object storage) and in the database.
 * Knowing a digest is no right to the content: it is for those who brought it and for those a message with it goes to. Test and production
 * see nothing of each other. Safe for use by many threads.
 */
public interface Attachments extends AutoCloseable {
    /**
     * @param arriving a directory where contents are until they are whole; may be shared by nodes, then any of them can go on with an upload
     * @param depots where contents are kept: new ones in the first, older ones may be in others
     */
    static Attachments in(Jdbi jdbi, Path arriving, List<Depot> depots, AttachmentLimits limits, InstantSource clock) {
        return new StoredAttachments(jdbi, arriving, depots, limits, clock);
    }

    /** One content as one partner knows it. */
    record Item(Digest digest, Environment environment, PartnerId partner) {}

    /**
     * How much of a content is there.
     *
     * @param offset bytes that have come in
     * @param size of the whole
     * @param whole it is kept and may be fetched
     */
    record Progress(long offset, long size, boolean whole) {}

    /**
     * A partner that may fetch what a message speaks of.
     *
     * @param item whose partner is the one the message goes to
     * @param until and no longer
     */
    record Grant(Item item, MessageId message, Instant until) {}

    /** What is there of a content that this partner brings or may fetch; empty where there is nothing. Refuses gateway-unavailable. */
    Outcome<Optional<Progress>> progress(Item item);

    /**
     * Makes room for a part before it is taken: refuses too-large; too-many where this partner has as many uploads or as many bytes under way
     * as it may have; gateway-unavailable where all partners together have; malformed (409) where the part is no continuation, or another
     * connection still brings the same.
     *
     * @param item whose partner brings it, and has not brought all of it yet
     */
    Outcome<Upload> upload(Item item, Part part);

    /** Opens a content for a partner that may have it: refuses no-such-file, gateway-unavailable. */
    Outcome<Content> open(Item item);

    /**
     * Opens a content to be sent along with a message to whoever wants it so, wherever that was decided: refuses no-such-file,
     * gateway-unavailable. Close it when it was sent.
     */
    Outcome<Content> open(Digest digest, Environment environment);

    /**
     * Whether a partner may refer to each of these: it brought it, or was granted it. Inside the transaction of the message that does; the
     * rows stay locked to its end, so that nothing of it can be forgotten meanwhile. Call it once for all messages of a group.
     *
     * @return in the order of the items
     */
    List<Boolean> there(Handle handle, List<Item> items);

    /** Lets partners fetch what {@link #there} said is there, inside the same transaction; a grant that is there already may only grow longer. */
    void grant(Handle handle, List<Grant> grants);

    /**
     * That message needs this content no longer. What was brought for it alone, and nobody else was granted, is forgotten as soon as may be, and
     * counts until then as what no message speaks of.
     *
     * @param alone whether its partner brought it for nothing else
     */
    void letGo(Handle handle, Item item, MessageId message, boolean alone);

    /** Which of these contents an endpoint has been brought. */
    Set<Digest> pushed(String endpoint, Collection<Digest> digests);

    /** It has been brought this one. */
    void push(String endpoint, Digest digest);

    /** The messages for which something was granted that ends before then. */
    List<MessageId> ending(Instant before);

    /** Lengthens what was granted for these messages. */
    void prolong(List<MessageId> messages, Instant until);

    /**
     * Lets go of what nobody needs any more: contents kept long enough that no open grant is for, uploads nobody went on with, and grants that
     * are over. The row says so first, then the file goes, then the row.
     *
     * @return how many contents
     */
    int forget(Instant now);

    /** What is open is not closed by this. */
    @Override
    void close();
}
