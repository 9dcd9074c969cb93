package io.yizhan.cli;

/** A command did what it is for and found something wrong; the message is one sentence for the person at the terminal. */
final class Found extends RuntimeException {
    Found(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
