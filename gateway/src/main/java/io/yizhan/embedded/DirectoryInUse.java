package io.yizhan.embedded;

import java.nio.file.Path;

/** Another process works in the data directory; two in one would spoil it. */
public final class DirectoryInUse extends RuntimeException {
    public DirectoryInUse(Path directory) {
        super("The data directory " + directory + " is in use by another gateway; stop that one, or set data.directory to another.");
    }
}
