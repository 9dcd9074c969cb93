package io.yizhan.contract;

import java.nio.file.Path;

/** A kind or a schema that cannot be used; the start stops. The message names the file and what is wrong with it. */
public final class InvalidContract extends RuntimeException {
    InvalidContract(Path file, String trouble) {
        super(file + ": " + trouble);
    }

    InvalidContract(Path file, String trouble, Throwable cause) {
        super(file + ": " + trouble, cause);
    }
}
