package io.yizhan.attachment;

import io.yizhan.vocabulary.Outcome;
import java.nio.file.Path;

/**
 * Where files are while they pass through: on disk, read by nobody else, and gone with the process that spooled them. Safe for use by many
 * threads.
 */
public interface Spool {
    /**
     * @param directory exists, is empty and belongs to this spool alone; only the gateway's own user may look into it
     */
    static Spool in(Path directory, SpoolLimits limits) {
        return new DirectorySpool(directory, limits);
    }

    /**
     * Makes room for one file before anybody is asked for it: refuses too-many.
     *
     * @param largest how many bytes it may have
     */
    Outcome<Spooled> open(long largest);
}
