package io.yizhan.eligibility;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** What is said of whether something is in force. The one rule of what that and its dates come to. */
public enum Validity {
    VALID("valid"),
    PARTLY_VALID("partly-valid"),
    EXPIRED("expired"),
    ABOLISHED("abolished"),
    NOT_YET("not-yet"),
    /** Nothing is said, or nothing that is known: then the dates alone count. */
    UNSAID("");

    private final String word;

    Validity(String word) {
        this.word = word;
    }

    public static Validity of(String said) {
        return Arrays.stream(values()).filter(one -> one.word.equals(said)).findFirst().orElse(UNSAID);
    }

    public boolean over() {
        return this == EXPIRED || this == ABOLISHED;
    }

    public boolean inForce() {
        return this == VALID || this == PARTLY_VALID;
    }

    /**
     * When it is in force. What is said to be over never is, whatever its dates: whoever took it back often leaves them as they were. Nor is what is
     * said not to be in force yet and has no day on which it comes to be.
     *
     * @param abolished the first day on which it is no more
     */
    public Period inForce(Optional<LocalDate> from, Optional<LocalDate> to, Optional<LocalDate> abolished) {
        return over() || this == NOT_YET && from.isEmpty() ? Period.NEVER : dated(from, to, abolished);
    }

    /** What its dates say, whatever it says itself. */
    public static Period dated(Optional<LocalDate> from, Optional<LocalDate> to, Optional<LocalDate> abolished) {
        Optional<LocalDate> until = Stream.of(to, abolished.map(day -> day.minusDays(1))).flatMap(Optional::stream).min(LocalDate::compareTo);
        return new Period(from.orElse(LocalDate.MIN), until.orElse(LocalDate.MAX));
    }

    /** Between two days, both included; never where it ends before it begins. */
    public record Period(LocalDate from, LocalDate until) {
        static final Period NEVER = new Period(LocalDate.MAX, LocalDate.MIN);

        public boolean holds(LocalDate day) {
            return !from.isAfter(day) && !until.isBefore(day);
        }

        /** Whether it is no more; also of what never is. */
        public boolean over(LocalDate day) {
            return until.isBefore(day);
        }
    }
}
