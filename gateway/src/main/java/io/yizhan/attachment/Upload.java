package io.yizhan.attachment;

import io.yizhan.vocabulary.Outcome;
import java.nio.ByteBuffer;

/** A part of a content while it comes in. Used by one thread at a time; what was taken stays when this is closed, and can be continued. */
public interface Upload extends AutoCloseable {
    /** How many bytes of the content are there. */
    long offset();

    /**
     * Writes what has come: refuses malformed where that is more than was announced, and gateway-unavailable (507) where there is no room on
     * disk. What was written before stays.
     */
    Outcome<Upload> take(ByteBuffer bytes);

    /**
     * The part has ended. Holds it against its own digest where that was told, and the whole, if nothing is missing any more, against the
     * digest it is named by: refuses malformed (422). A part that is not what it was said to be is dropped, and so is a whole.
     *
     * @return whether all of it is there now
     */
    Outcome<Boolean> end();

    /**
     * Keeps what {@link #end()} found whole: durable when this returns. Refuses gateway-unavailable where it cannot be kept now, so that it is
     * still there to be tried again.
     */
    Outcome<Upload> keep();

    /** Forgets what came of it: nobody will go on with it. Close it all the same. */
    void drop();

    /** Lets others go on with it. Idempotent. */
    @Override
    void close();
}
