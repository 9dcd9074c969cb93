package io.yizhan.attachment;

import java.time.Duration;

/**
 * What partners may bring.
 *
 * @param largest bytes of one content
 * @param waiting bytes of all contents that no message speaks of yet, those that arrive counted as large as they will be; a partner may have a
 *     quarter of it, or one largest content
 * @param transfers uploads at a time on this node; a partner may have a quarter of them
 * @param kept how long a content is kept at least
 * @param unfinished how long after it was begun an upload can be continued
 */
public record AttachmentLimits(long largest, long waiting, int transfers, Duration kept, Duration unfinished) {
    public AttachmentLimits {
        if (largest < 1 || waiting < largest || transfers < 1 || kept.isNegative() || unfinished.isNegative()) {
            throw new IllegalArgumentException("there is room for one largest content, and time for it");
        }
    }

    long waitingOfOne() {
        return Math.max(largest, waiting / 4);
    }
}
