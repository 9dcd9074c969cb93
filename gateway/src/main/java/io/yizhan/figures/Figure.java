package io.yizhan.figures;

import java.util.Locale;

/** What is counted of an item. */
public enum Figure {
    /** For the first time, or anew. */
    PUBLISHED,
    /** Replaced by a newer version. */
    UPDATED,
    WITHDRAWN,
    /** It, or its end, has arrived at a follower. */
    DELIVERED,
    /** It was shown to somebody who asked. */
    READ,
    APPLIED,
    /** With the amount. A case counts once, whoever pays a share. */
    PAID,
    /** With the rate. */
    RATED;

    /** As it is kept and told. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Figure of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
