package io.yizhan.vocabulary;

/** How much a caller's signature vouches for. */
public enum Assurance {
    /** The whole message is signed with a key only its sender holds. */
    MESSAGE("message"),
    /** A shared secret over a few headers; the body is unsigned, so the network the call came from is the second proof. */
    HEADER_ONLY("header-only"),
    /** Nothing is signed: it was found where only its sender can put it, and that is all that speaks for it. */
    PLACE_ONLY("place-only");

    private final String label;

    Assurance(String label) {
        this.label = label;
    }

    /** The word used in entries and receipts. */
    public String label() {
        return label;
    }
}
