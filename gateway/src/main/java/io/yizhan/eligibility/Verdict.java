package io.yizhan.eligibility;

import java.util.List;

/** Whether a condition holds for somebody, or something is for them. */
public enum Verdict {
    YES,
    NO,
    /** What is known of somebody does not decide it. */
    UNKNOWN;

    /** Of two that must both hold. */
    Verdict and(Verdict other) {
        if (this == NO || other == NO) {
            return NO;
        }
        return this == YES ? other : this;
    }

    /** Of two of which one must hold. */
    Verdict or(Verdict other) {
        if (this == YES || other == YES) {
            return YES;
        }
        return this == NO ? other : this;
    }

    /**
     * Of something that is for whoever meets its conditions, and gives them what is for their situation.
     *
     * @param conditions what all conditions come to
     * @param benefits what the situation of each benefit comes to: where none applies, there is nothing to be had; none where it names no benefits
     */
    public static Verdict of(Verdict conditions, List<Verdict> benefits) {
        return benefits.stream().reduce(Verdict::or).map(conditions::and).orElse(conditions);
    }
}
