package io.yizhan.signature;

/** Key material that cannot be used. The message never contains any of it. */
public final class UnreadableKey extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableKey(String message) {
        super(message);
    }

    UnreadableKey(String message, Throwable cause) {
        super(message, cause);
    }
}
