package io.yizhan.attachment;

import io.yizhan.vocabulary.PartnerId;
import java.util.HashMap;
import java.util.Map;

/** How many uploads there are at a time, and of whom. Safe for use by many threads. */
final class Transfers {
    private final int most;
    private final int mostOfOne;
    private final Map<PartnerId, Integer> open = new HashMap<>();
    private int all;

    Transfers(int most) {
        this.most = most;
        this.mostOfOne = Math.max(1, most / 4);
    }

    /** What came of asking for a place. */
    enum Place {
        TAKEN,
        /** This partner has all it may have. */
        SPENT,
        NONE_LEFT
    }

    synchronized Place take(PartnerId partner) {
        if (open.getOrDefault(partner, 0) >= mostOfOne) {
            return Place.SPENT;
        }
        if (all >= most) {
            return Place.NONE_LEFT;
        }
        open.merge(partner, 1, Integer::sum);
        all++;
        return Place.TAKEN;
    }

    synchronized void giveBack(PartnerId partner) {
        open.computeIfPresent(partner, (known, had) -> had > 1 ? had - 1 : null);
        all--;
    }
}
