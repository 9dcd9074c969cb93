package io.yizhan.casework;

/** A calendar file that cannot be used. Its message names the place. */
public final class InvalidCalendar extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidCalendar(String file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
    }
}
