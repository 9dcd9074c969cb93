package io.yizhan.embedded;

import java.nio.file.Path;

/** The directory everything this gateway keeps is in, held by one process at a time. */
public interface DataDirectory extends AutoCloseable {

    /** Absolute, without symbolic links. */
    Path path();

    /** Lets go of it; the end of the process does so too, however it ends. */
    @Override
    void close();

    /**
     * Makes the directory if it is not there (readable by its owner only) and holds it.
     *
     * @throws DirectoryInUse when another process, or another part of this one, holds it
     * @throws UnusableDirectory when it cannot be made or written
     */
    static DataDirectory take(Path directory) {
        return LockedDirectory.take(directory);
    }
}
