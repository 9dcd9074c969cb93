package io.yizhan.eligibility;

import java.util.Optional;

/** What somebody may have. For one thread. */
public interface Judgement {

    /** Whether all conditions of a shape hold, and one of its benefits applies. */
    Verdict verdict(int shape);

    /**
     * What to ask next: where the answers part best what is still open, be it whether something is for somebody or which of its benefits is.
     *
     * @param things how many there are of each shape; shapes beyond its end have none
     * @return empty where no answer would make a difference
     */
    Optional<Question> next(long[] things);
}
