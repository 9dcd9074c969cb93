package io.yizhan.eligibility;

/** Whether a condition holds for somebody, or all of an item's do. */
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
}
