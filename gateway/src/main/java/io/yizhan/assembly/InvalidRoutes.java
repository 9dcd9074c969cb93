package io.yizhan.assembly;

import java.nio.file.Path;

/** A route file that cannot be used; the message names the file and what was expected in it. */
public final class InvalidRoutes extends RuntimeException {
    InvalidRoutes(Path file, String expected) {
        super(file + ": expected " + expected);
    }
}
