package io.yizhan.convention;

import com.fasterxml.jackson.annotation.JsonCreator;

/** What a repeated request is recognised by. */
enum Ingredient implements Labelled {
    PARTNER("partner"),
    TIME("time"),
    NONCE("nonce"),
    SIGNATURE("signature"),
    BODY("body");

    private final String label;

    Ingredient(String label) {
        this.label = label;
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Ingredient of(String label) {
        return Labelled.named(values(), label);
    }

    @Override
    public String label() {
        return label;
    }
}
