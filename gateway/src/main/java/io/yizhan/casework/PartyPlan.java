package io.yizhan.casework;

import io.yizhan.vocabulary.PartnerId;
import java.util.Collections;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * A party of a case as it was submitted.
 *
 * @param party its name within the case
 * @param partner who it is
 * @param agreement under which it is sent its part
 * @param after the parties it waits for
 * @param statutoryDays 法定时限, in working days
 * @param promisedDays 承诺时限, in working days
 */
public record PartyPlan(
        String party, PartnerId partner, String agreement, Set<String> after, OptionalInt statutoryDays, OptionalInt promisedDays) {
    public PartyPlan {
        after = Collections.unmodifiableSet(new TreeSet<>(after));
    }

    Addressee addressee() {
        return new Addressee(party, partner, agreement, false);
    }
}
