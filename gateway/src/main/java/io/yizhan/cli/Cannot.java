package io.yizhan.cli;

/** A command cannot do what it is for; the message is one sentence for the person at the terminal. */
final class Cannot extends RuntimeException {
    Cannot(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
