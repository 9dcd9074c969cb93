package io.yizhan.convention;

/** A description that cannot be used; the message is a sentence that names the file and the key, or the folder. */
public final class InvalidConvention extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidConvention(String message) {
        super(message);
    }

    InvalidConvention(String message, Throwable cause) {
        super(message, cause);
    }
}
