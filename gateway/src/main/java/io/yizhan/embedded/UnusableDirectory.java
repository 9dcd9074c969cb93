package io.yizhan.embedded;

import java.nio.file.Path;

/** The data directory cannot be made, or nothing can be written in it. */
public final class UnusableDirectory extends RuntimeException {
    public UnusableDirectory(Path directory, Throwable cause) {
        super("the data directory " + directory + " cannot be made or written", cause);
    }
}
