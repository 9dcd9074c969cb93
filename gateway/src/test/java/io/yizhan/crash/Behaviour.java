package io.yizhan.crash;

/** How a recipient takes the first call of every other message; all other calls it answers at once and properly. */
enum Behaviour {
    TAKES("as it should"),
    HANGS("hangs after it has taken it"),
    RESETS_BEFORE("resets before it takes it"),
    RESETS_AFTER("resets after it has taken it"),
    DRIPS("takes it, answers a byte at a time"),
    SAYS_429("429 with Retry-After"),
    SAYS_503("503 with Retry-After"),
    TWICE("takes it, answers twice"),
    LATE("takes it, answers too late"),
    /** Every call, not only the first. */
    NEVER("never takes it"),
    /** Likewise, and says nothing. */
    DEAD("is dead");

    private final String words;

    Behaviour(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** Whether the message has taken effect although the gateway may never learn it. */
    boolean commits() {
        return switch (this) {
            case TAKES, HANGS, RESETS_AFTER, DRIPS, TWICE, LATE -> true;
            case RESETS_BEFORE, SAYS_429, SAYS_503, NEVER, DEAD -> false;
        };
    }
}
