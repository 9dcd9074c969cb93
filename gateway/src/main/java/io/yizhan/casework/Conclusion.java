package io.yizhan.casework;

/** How a party's part ends. */
public enum Conclusion implements Word {
    /** 准予. */
    GRANTED,
    /** 不予. */
    REFUSED,
    /** 退件. */
    RETURNED,
    /** 撤回. */
    WITHDRAWN,
    /** 补正不来办结. */
    LAPSED,
    /** 作废. */
    VOIDED,
    /** 办结. */
    COMPLETED,
    /** 不予受理. */
    NOT_ACCEPTED;

    /** Whether what waited for it may now begin. */
    public boolean well() {
        return this == GRANTED || this == COMPLETED;
    }
}
