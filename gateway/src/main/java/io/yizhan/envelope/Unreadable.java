package io.yizhan.envelope;

/** A text is not what its notation allows. The reason may quote the text, so it is for the person who tries a sample, never for a log. */
public final class Unreadable extends Exception {
    private final int line;
    private final int column;

    Unreadable(String reason) {
        super(reason);
        this.line = 1;
        this.column = 1;
    }

    Unreadable(String reason, int line, int column) {
        super(reason);
        this.line = line;
        this.column = column;
    }

    Unreadable(String reason, int line, int column, Throwable cause) {
        super(reason, cause);
        this.line = line;
        this.column = column;
    }

    /** From 1. */
    public int line() {
        return line;
    }

    /** From 1. */
    public int column() {
        return column;
    }
}
