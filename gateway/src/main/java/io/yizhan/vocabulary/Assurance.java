package io.yizhan.vocabulary;

/** How much a caller's signature vouches for. */
public enum Assurance {
    /** The whole message is signed with a key only its sender holds. */
    MESSAGE("message"),
    /** A shared secret over a few headers; the body is unsigned, so the network the call came from is the second proof. */
    HEADER_ONLY("header-only");

    private final String label;

    Assurance(String label) {
        this.label = label;
    }

    /** The word used in entries and receipts. */
    public String label() {
        return label;
    }
}
