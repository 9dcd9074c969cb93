package io.yizhan.casework;

/** What can be told about a case, in the order in which what happened at one moment is counted. */
public enum Step implements Word {
    RECEIVED,
    /** 补正告知. */
    CORRECTION_REQUESTED,
    /** 补正. */
    CORRECTED,
    /** 受理. */
    ACCEPTED,
    /** 不予受理; concludes the party. */
    NOT_ACCEPTED,
    /** 特别程序 begins; the clock stops. */
    SUSPENDED,
    RESUMED,
    /** 转报: an event, not an end. */
    FORWARDED,
    /** A stage of the kind's own was reached. */
    PROGRESS,
    /** 撤回. */
    WITHDRAWN,
    CONCLUDED;

    /** Whether a party's part ends with it. */
    public boolean ends() {
        return this == NOT_ACCEPTED || this == WITHDRAWN || this == CONCLUDED;
    }

    /** Whether whoever opened the case may take it. */
    public boolean originators() {
        return this == CORRECTED || this == WITHDRAWN;
    }
}
