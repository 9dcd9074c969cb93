package io.yizhan.feed;

/** What came of publishing a version of an item. */
public enum Result {
    /** There was none of that name. */
    NEW,
    /** It takes the place of an older one. */
    UPDATED,
    /** The item is no more; its tombstone takes its place. */
    WITHDRAWN,
    /** A newer one is there already: it is kept among the versions, and goes to nobody. */
    SUPERSEDED,
    /** It was published before. */
    SAME,
    /** Another content was published before as the same version: nothing is kept. */
    CONFLICTING;

    /** Whether the item is now what was published, and was not before. */
    public boolean taken() {
        return this == NEW || this == UPDATED || this == WITHDRAWN;
    }
}
