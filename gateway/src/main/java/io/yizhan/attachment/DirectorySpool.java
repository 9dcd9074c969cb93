package io.yizhan.attachment;

import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/** A spool in a directory. Its files lose their names when they are opened, so that whatever ends the process leaves none behind. */
final class DirectorySpool implements Spool {
    private final Path directory;
    private final SpoolLimits limits;
    private final AtomicLong named = new AtomicLong();
    private int files;
    private long bytes;

    DirectorySpool(Path directory, SpoolLimits limits) {
        this.directory = directory;
        this.limits = limits;
    }

    @Override
    public Outcome<Spooled> open(long largest) {
        if (!taken(largest)) {
            return Outcome.refused(Refusal.of(RefusalCode.TOO_MANY, "", "fewer files at the same time"));
        }
        try {
            return Outcome.of(new SpoolFile(channel(), largest, () -> giveBack(largest)));
        } catch (IOException failed) {
            giveBack(largest);
            throw new SpoolFailed(failed);
        }
    }

    private synchronized boolean taken(long largest) {
        if (files >= limits.files() || largest > limits.bytes() - bytes) {
            return false;
        }
        files++;
        bytes += largest;
        return true;
    }

    private synchronized void giveBack(long largest) {
        files--;
        bytes -= largest;
    }

    private FileChannel channel() throws IOException {
        return FileChannel.open(
                directory.resolve(String.valueOf(named.incrementAndGet())),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
    }
}
