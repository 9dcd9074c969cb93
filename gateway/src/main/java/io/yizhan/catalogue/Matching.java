package io.yizhan.catalogue;

import io.yizhan.eligibility.Profile;
import io.yizhan.eligibility.Verdict;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody who wants to know what there is for them: of all that is in force on the day of the profile.
 *
 * @param verdicts which items are to be shown
 * @param open on which day an item must be open for application, which what is given without one always is; empty for any
 * @param size how many at once
 * @param after where an earlier answer ended
 */
public record Matching(Profile profile, Set<Verdict> verdicts, Optional<LocalDate> open, int size, Optional<String> after) {
    public static final int LARGEST = 100;
    static final int USUAL = 20;

    public Matching {
        verdicts = Set.copyOf(verdicts);
    }

    /** What somebody may have for certain, of what can be had on the day of the profile. */
    public static Matching of(Profile profile) {
        return new Matching(profile, Set.of(Verdict.YES), Optional.of(profile.day()), USUAL, Optional.empty());
    }

    public Matching showing(Verdict... which) {
        return new Matching(profile, Set.of(which), open, size, after);
    }

    public Matching open(LocalDate day) {
        return new Matching(profile, verdicts, Optional.of(day), size, after);
    }

    /** Also what is closed for application, or not open yet. */
    public Matching openOrNot() {
        return new Matching(profile, verdicts, Optional.empty(), size, after);
    }

    public Matching atOnce(int many) {
        return new Matching(profile, verdicts, open, many, after);
    }

    public Matching after(String cursor) {
        return new Matching(profile, verdicts, open, size, Optional.of(cursor));
    }
}
