package io.yizhan.attachment;

import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.Optional;

/** A file without a name, known by its open channel only. */
final class SpoolFile implements Spooled {
    private static final int BUFFER = 64 << 10;

    private final FileChannel channel;
    private final long largest;
    private final Runnable giveBack;
    private final MessageDigest sha = Digest.begun();
    private Optional<Digest> digest = Optional.empty();
    private long length;
    private boolean closed;

    SpoolFile(FileChannel channel, long largest, Runnable giveBack) {
        this.channel = channel;
        this.largest = largest;
        this.giveBack = giveBack;
    }

    @Override
    public Outcome<Spooled> fill(InputStream content) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            length += read;
            if (length > largest) {
                return Outcome.refused(Refusal.of(RefusalCode.TOO_LARGE, "", "at most " + largest + " bytes"));
            }
            sha.update(buffer, 0, read);
            write(ByteBuffer.wrap(buffer, 0, read));
        }
        digest = Optional.of(Digest.of(sha.digest()));
        return Outcome.of(this);
    }

    private void write(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException failed) {
            throw new SpoolFailed(failed);
        }
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public Digest digest() {
        return digest.orElseThrow(() -> new IllegalStateException("the file is not there yet"));
    }

    @Override
    public Optional<FileForm> form() {
        return FileForm.of(this);
    }

    @Override
    public int read(ByteBuffer into, long from) {
        int before = into.position();
        try {
            long at = from;
            while (into.hasRemaining()) {
                int read = channel.read(into, at);
                if (read < 0) {
                    break;
                }
                at += read;
            }
            return into.position() - before;
        } catch (IOException failed) {
            throw new SpoolFailed(failed);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            channel.close();
        } catch (IOException failed) {
            throw new SpoolFailed(failed);
        } finally {
            giveBack.run();
        }
    }
}
