package io.yizhan.assembly;

/** The gateway cannot start; the message says why in one sentence. */
public final class CannotStart extends RuntimeException {
    public CannotStart(String reason, Throwable cause) {
        super(reason, cause);
    }
}
