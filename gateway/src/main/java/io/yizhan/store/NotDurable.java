package io.yizhan.store;

/** What was handed in is not known to be on disk. */
public final class NotDurable extends RuntimeException {
    public NotDurable(String reason, Throwable cause) {
        super(reason, cause);
    }
}
