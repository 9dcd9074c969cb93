package io.yizhan.attachment;

import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A part that comes into a file nobody else writes meanwhile. What is there already is digested again: it may have survived a crash. */
final class FileUpload implements Upload {
    private static final Logger LOG = LoggerFactory.getLogger(Attachments.class);
    private static final int BUFFER = 256 << 10;

    private final FileChannel channel;
    private final Part part;
    private final Ending ending;
    private final MessageDigest whole = Digest.begun();
    private final MessageDigest alone = Digest.begun();
    private long offset;
    private boolean open = true;

    /** What becomes of it in the end. */
    interface Ending {
        Digest digest();

        /** It is not what it was said to be. */
        void drop();

        /** All of it is there; empty once it is kept. */
        Optional<Refusal> keep();

        /** Nothing more comes. */
        void over();
    }

    private FileUpload(FileChannel channel, Part part, Ending ending) {
        this.channel = channel;
        this.part = part;
        this.ending = ending;
    }

    /**
     * Opens the file for a part that follows on what is in it; empty where another writes it.
     *
     * @throws NotHere where something else is there than the part follows on
     */
    static Optional<Upload> open(Path file, Part part, Ending ending) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (!locked(channel)) {
                channel.close();
                return Optional.empty();
            }
            if (channel.size() != part.from()) {
                throw new NotHere(channel.size());
            }
            FileUpload upload = new FileUpload(channel, part, ending);
            upload.digestWhatIsThere();
            return Optional.of(upload);
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    /** A part does not begin where what is there ends. */
    static final class NotHere extends IOException {
        private final long offset;

        NotHere(long offset) {
            this.offset = offset;
        }

        long offset() {
            return offset;
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException byThisProcess) {
            return false;
        }
    }

    private void digestWhatIsThere() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        while (channel.read(buffer.clear(), offset) > 0) {
            offset += buffer.position();
            whole.update(buffer.flip());
        }
        channel.position(offset);
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public Outcome<Upload> take(ByteBuffer bytes) {
        if (offset + bytes.remaining() > part.from() + part.length()) {
            return Outcome.refused(Refusal.of(RefusalCode.MALFORMED, "", "no more bytes than were announced"));
        }
        whole.update(bytes.duplicate());
        alone.update(bytes.duplicate());
        offset += bytes.remaining();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            return Outcome.of(this);
        } catch (IOException full) {
            // what has been written of it is right as far as it goes
            LOG.warn("an upload cannot be written: {}", full.getClass().getName());
            return Outcome.refused(noRoom());
        }
    }

    static Refusal noRoom() {
        return Refusal.of(RefusalCode.GATEWAY_UNAVAILABLE, "", "what is there can be continued later").told(507);
    }

    @Override
    public Outcome<Boolean> end() {
        boolean complete = offset == part.total();
        Digest came = Digest.of(alone.digest());
        if (part.digest().filter(told -> !told.equals(came)).isPresent()) {
            return complete && part.from() == 0 ? dropped() : cut();
        }
        return !complete || Digest.of(whole.digest()).equals(ending.digest()) ? Outcome.of(complete) : dropped();
    }

    private Outcome<Boolean> cut() {
        try {
            channel.truncate(part.from());
            return mismatch("Content-Digest");
        } catch (IOException failed) {
            throw new AttachmentFailed(failed);
        }
    }

    private Outcome<Boolean> dropped() {
        ending.drop();
        return mismatch("");
    }

    private static Outcome<Boolean> mismatch(String place) {
        return Outcome.refused(Refusal.of(RefusalCode.MALFORMED, place, "content with the digest it is named by").told(422));
    }

    @Override
    public Outcome<Upload> keep() {
        return ending.keep().map(Outcome::<Upload>refused).orElseGet(() -> Outcome.of(this));
    }

    @Override
    public void drop() {
        ending.drop();
    }

    @Override
    public void close() {
        if (!open) {
            return;
        }
        open = false;
        try (channel) {
            channel.force(false);
        } catch (IOException failed) {
            throw new AttachmentFailed(failed);
        } finally {
            ending.over();
        }
    }
}
