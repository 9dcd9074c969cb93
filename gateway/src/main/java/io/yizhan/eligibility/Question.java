package io.yizhan.eligibility;

import java.util.List;
import java.util.Optional;

/**
 * Something to ask somebody, with what can be answered.
 *
 * @param about what it is about, in the words of conditions: {@code size}, {@code registered-years}
 * @param value of what may have several values, the one that is asked for; the choices are then yes and no
 */
public record Question(String about, Optional<String> value, List<Choice> choices) {

    /**
     * @param answer what kind it is
     * @param values for one of them, or none of them: which
     * @param range for an amount or a day
     * @param things how many are left for whoever chooses it: those that are certain and those that are still possible
     * @param profile what is known after it
     */
    public record Choice(Answer answer, List<String> values, Optional<Range> range, long things, Profile profile) {}

    /** What is said by choosing. */
    public enum Answer {
        IS,
        /** None of the values that are named. */
        IS_NONE_OF,
        /** Between two amounts or days. */
        LIES_WITHIN
    }
}
