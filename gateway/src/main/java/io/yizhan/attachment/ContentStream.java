package io.yizhan.attachment;

import java.io.InputStream;
import java.nio.ByteBuffer;

/** A content read from its beginning to its end. */
final class ContentStream extends InputStream {
    private static final int PIECE = 1 << 20;

    private final Content content;
    private final ByteBuffer piece = ByteBuffer.allocate(PIECE).limit(0);
    private long at;

    ContentStream(Content content) {
        this.content = content;
    }

    @Override
    public int read() {
        return filled() ? piece.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) {
        if (length == 0) {
            return 0;
        }
        if (!filled()) {
            return -1;
        }
        int read = Math.min(length, piece.remaining());
        piece.get(into, from, read);
        return read;
    }

    private boolean filled() {
        if (!piece.hasRemaining()) {
            at += content.read(piece.clear(), at);
            piece.flip();
        }
        return piece.hasRemaining();
    }
}
