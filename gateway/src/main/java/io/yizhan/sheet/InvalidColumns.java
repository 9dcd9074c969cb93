package io.yizhan.sheet;

import java.nio.file.Path;

/** A description of columns that is missing or wrong. */
public final class InvalidColumns extends RuntimeException {
    InvalidColumns(Path file, String why, Exception cause) {
        super(file + ": " + why, cause);
    }
}
