package io.yizhan.vocabulary;

/** How much of an answer an agreement lets the caller see, from least to most. */
public enum Release {
    VERDICT,
    MASKED,
    FULL;

    public boolean allows(Release needed) {
        return compareTo(needed) >= 0;
    }
}
