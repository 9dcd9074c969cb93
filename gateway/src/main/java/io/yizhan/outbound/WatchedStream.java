package io.yizhan.outbound;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts what is read and stops at the largest size allowed; a failure after the deadline is told as that. */
final class WatchedStream extends FilterInputStream {
    private final Deadline deadline;
    private final long largest;
    private long seen;

    WatchedStream(InputStream in, Deadline deadline, long largest) {
        super(in);
        this.deadline = deadline;
        this.largest = largest;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        try {
            return counted(super.read(into, from, length));
        } catch (IOException | RuntimeException failure) {
            deadline.failIfPassed(failure);
            throw failure;
        }
    }

    private int counted(int read) throws IOException {
        if (read < 0) {
            deadline.over();
            return read;
        }
        seen += read;
        if (seen > largest) {
            deadline.breakOff();
            throw new AnswerTooLarge(largest);
        }
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        return Math.max(0, read(new byte[(int) Math.min(bytes, 8192)]));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Closing early may read on to keep the connection, so the deadline holds until it is done. */
    @Override
    public void close() throws IOException {
        try {
            super.close();
        } catch (IOException | RuntimeException failure) {
            deadline.failIfPassed(failure);
            throw failure;
        } finally {
            deadline.over();
        }
    }
}
