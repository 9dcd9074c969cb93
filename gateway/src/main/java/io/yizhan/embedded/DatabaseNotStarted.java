package io.yizhan.embedded;

/** The gateway's own PostgreSQL is not to be had. */
public final class DatabaseNotStarted extends RuntimeException {
    public DatabaseNotStarted(String reason, Throwable cause) {
        super(reason, cause);
    }
}
