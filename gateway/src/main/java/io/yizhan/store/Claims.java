package io.yizhan.store;

import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.MessageId;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Keys that may be used once: replay keys, and the identities of messages. */
public interface Claims {

    /**
     * Claims keys inside a group's transaction: sorted, so that two nodes cannot deadlock.
     * A claim repeated by the same message is {@link Result#MINE} again; of several for one key in a group, the first has it.
     * Results are in the order of the claims. The order of locking holds within one call: make one per transaction.
     */
    List<Taken> claim(Handle handle, List<Claim> claims);

    /** Gives keys back inside the same transaction, as if they had never been claimed; those that others hold stay theirs. */
    void giveBack(Handle handle, List<Claim> claims);

    /** Deletes keys whose time is over, in small batches; returns how many. */
    int forget(Instant now);

    static Claims in(Jdbi jdbi) {
        return new PostgresClaims(jdbi);
    }

    /** @param content what the key was used for; a key used again for the same content is {@link Result#SAME} */
    record Claim(Digest key, Digest content, MessageId by, Instant until) {}

    /**
     * @param by the message that has the key
     * @param before whether it had it when this was asked: then the group is run again, after a COMMIT whose answer was lost
     */
    record Taken(Result result, MessageId by, boolean before) {}

    enum Result {
        /** Nobody had the key. */
        MINE,
        /** Another message has it, with the same content. */
        SAME,
        /** Another message has it, with other content. */
        OTHER
    }
}
