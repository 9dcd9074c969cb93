package io.yizhan.template;

/** Nothing was written, for the reason the message gives: one sentence for the person who asked for it. */
public final class CannotWrite extends RuntimeException {
    CannotWrite(String sentence) {
        super(sentence);
    }

    CannotWrite(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
