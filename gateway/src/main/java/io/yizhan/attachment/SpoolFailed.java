package io.yizhan.attachment;

import java.io.IOException;

/** The disk does not take or give a file: full, or broken. */
public final class SpoolFailed extends RuntimeException {
    SpoolFailed(IOException cause) {
        super("the spool cannot be used", cause);
    }
}
