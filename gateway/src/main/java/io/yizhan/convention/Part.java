package io.yizhan.convention;

import com.fasterxml.jackson.annotation.JsonCreator;

/** A piece of the text that is signed. */
enum Part implements Labelled {
    SERVICE("service"),
    CALLER("caller"),
    SECRET("secret"),
    TIME("time"),
    NONCE("nonce");

    private final String label;

    Part(String label) {
        this.label = label;
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Part of(String label) {
        return Labelled.named(values(), label);
    }

    @Override
    public String label() {
        return label;
    }
}
