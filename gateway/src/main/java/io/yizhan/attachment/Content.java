package io.yizhan.attachment;

import io.yizhan.vocabulary.Digest;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** One content that is kept, while it is read. Reads are independent of each other, so that whoever reads slowly holds nothing in between. */
public interface Content extends AutoCloseable {
    Digest digest();

    /** In bytes. */
    long length();

    /**
     * Reads on from a place into the buffer, as much as there is room for, and returns how many bytes that were; none at the end.
     *
     * @throws AttachmentFailed when it cannot be read
     */
    int read(ByteBuffer into, long from);

    /** All of it, one piece after the other; its end closes nothing. */
    default InputStream stream() {
        return new ContentStream(this);
    }

    /** Idempotent. */
    @Override
    void close();
}
