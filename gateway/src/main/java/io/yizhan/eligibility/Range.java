package io.yizhan.eligibility;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What is known of an amount or a day: between which two cuts it lies.
 *
 * @param low empty where nothing bounds it below
 * @param high empty where nothing bounds it above
 */
public record Range(Optional<Cut> low, Optional<Cut> high) {

    /**
     * A place between amounts, just before one or just after it. Days count as days since 1970.
     *
     * @param after whether the amount itself lies below the cut
     */
    public record Cut(BigDecimal amount, boolean after) implements Comparable<Cut> {
        static Cut before(BigDecimal amount) {
            return new Cut(amount.stripTrailingZeros(), false);
        }

        static Cut after(BigDecimal amount) {
            return new Cut(amount.stripTrailingZeros(), true);
        }

        @Override
        public int compareTo(Cut other) {
            int amounts = amount.compareTo(other.amount);
            return amounts != 0 ? amounts : Boolean.compare(after, other.after);
        }
    }

    static Range exactly(BigDecimal amount) {
        return new Range(Optional.of(Cut.before(amount)), Optional.of(Cut.after(amount)));
    }

    /** Whether it lies above a cut. */
    Verdict above(Cut cut) {
        if (low.isPresent() && low.get().compareTo(cut) >= 0) {
            return Verdict.YES;
        }
        return high.isPresent() && high.get().compareTo(cut) <= 0 ? Verdict.NO : Verdict.UNKNOWN;
    }

    /** Whether it lies below a cut. */
    Verdict below(Cut cut) {
        return switch (above(cut)) {
            case YES -> Verdict.NO;
            case NO -> Verdict.YES;
            case UNKNOWN -> Verdict.UNKNOWN;
        };
    }
}
