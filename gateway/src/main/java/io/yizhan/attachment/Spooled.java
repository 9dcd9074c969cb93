package io.yizhan.attachment;

import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** One file in the spool: filled once, then read, then closed. One thread at a time. */
public interface Spooled extends AutoCloseable {
    /**
     * Writes what comes and digests it on the way: refuses too-large, having read no more than one buffer beyond.
     *
     * @throws IOException what reading threw
     * @throws SpoolFailed when it cannot be written
     */
    Outcome<Spooled> fill(InputStream content) throws IOException;

    long length();

    Digest digest();

    /** What it is by its own bytes; empty for everything that is not passed on. */
    Optional<FileForm> form();

    /**
     * Reads on from a place into the buffer, as much as there is room for, and returns how many bytes that were; none at the end.
     *
     * @throws SpoolFailed when it cannot be read
     */
    int read(ByteBuffer into, long from);

    /** Gives the room back; the file is gone. Idempotent. */
    @Override
    void close();
}
