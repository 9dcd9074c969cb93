package io.yizhan.outbound;

import java.nio.file.Path;

/** The file of further certificate authorities cannot be used; the message names it and what was expected. */
public final class InvalidAuthorities extends RuntimeException {
    InvalidAuthorities(Path file, Throwable cause) {
        super(file + ": expected certificates of authorities in PEM", cause);
    }
}
