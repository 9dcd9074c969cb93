package io.yizhan.attachment;

import io.yizhan.vocabulary.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A content in a file; stays readable when the file is removed. */
record FileContent(Digest digest, long length, FileChannel channel) implements Content {

    @Override
    public int read(ByteBuffer into, long from) {
        int before = into.position();
        try {
            int read = channel.read(into, from);
            while (read >= 0 && into.hasRemaining()) {
                read = channel.read(into, from + into.position() - before);
            }
            return into.position() - before;
        } catch (IOException failed) {
            throw new AttachmentFailed(failed);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw new AttachmentFailed(failed);
        }
    }
}
