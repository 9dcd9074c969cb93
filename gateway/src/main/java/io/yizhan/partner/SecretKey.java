package io.yizhan.partner;

/** By which word a section of the file gives a secret: one that signs calls itself, or one that only serves to get short-lived ones. */
enum SecretKey {
    FIXED("secret"),
    LONG_LIVED("long-lived");

    private final String word;

    SecretKey(String word) {
        this.word = word;
    }

    static SecretKey in(Section section, Registry.Proof proof) {
        if (!section.has(LONG_LIVED.word)) {
            return FIXED;
        }
        if (section.has(FIXED.word)) {
            throw section.invalid(LONG_LIVED.word, "expected either secret or long-lived");
        }
        if (!proof.tokens()) {
            throw section.invalid(LONG_LIVED.word, "expected secret: this convention has no short-lived secrets");
        }
        return LONG_LIVED;
    }

    String word() {
        return word;
    }

    boolean renewed() {
        return this == LONG_LIVED;
    }
}
