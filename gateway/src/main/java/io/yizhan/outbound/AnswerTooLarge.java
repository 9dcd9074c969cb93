package io.yizhan.outbound;

import java.io.IOException;

/** The answer is, or says it is, larger than allowed; the call was broken off. */
public final class AnswerTooLarge extends IOException {
    AnswerTooLarge(long allowed) {
        super("the answer is larger than " + allowed + " bytes");
    }
}
