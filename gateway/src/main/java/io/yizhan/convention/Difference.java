package io.yizhan.convention;

import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;

/**
 * The first thing wrong with a signed message.
 *
 * @param refusal what the caller is told
 * @param sentence what somebody who looks for the cause is told; may quote the message, never a secret or a right signature
 */
record Difference(Refusal refusal, String sentence) {
    static Difference of(RefusalCode code, String place, String sentence) {
        return new Difference(Refusal.of(code, place), sentence);
    }

    static Difference of(RefusalCode code, String place, String expected, String sentence) {
        return new Difference(Refusal.of(code, place, expected), sentence);
    }
}
