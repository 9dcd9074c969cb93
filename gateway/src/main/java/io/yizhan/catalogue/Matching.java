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
 * @param scene what is looked at is what this search finds, however that is sorted; empty for everything
 * @param size how many at once
 * @param after where an earlier answer ended
 */
public record Matching(
        Profile profile, Set<Verdict> verdicts, Optional<LocalDate> open, Optional<Search> scene, int size, Optional<String> after) {
    public static final int LARGEST = 100;
    static final int USUAL = 20;

    public Matching {
        verdicts = Set.copyOf(verdicts);
    }

    /** What somebody may have for certain, of what can be had on the day of the profile. */
    public static Matching of(Profile profile) {
        return new Matching(profile, Set.of(Verdict.YES), Optional.of(profile.day()), Optional.empty(), USUAL, Optional.empty());
    }

    public Matching showing(Verdict... which) {
        return new Matching(profile, Set.of(which), open, scene, size, after);
    }

    public Matching open(LocalDate day) {
        return new Matching(profile, verdicts, Optional.of(day), scene, size, after);
    }

    /** Also what is closed for application, or not open yet. */
    public Matching openOrNot() {
        return new Matching(profile, verdicts, Optional.empty(), scene, size, after);
    }

    /** Of what a search finds. */
    public Matching among(Search search) {
        return new Matching(profile, verdicts, open, Optional.of(search), size, after);
    }

    public Matching atOnce(int many) {
        return new Matching(profile, verdicts, open, scene, many, after);
    }

    public Matching after(String cursor) {
        return new Matching(profile, verdicts, open, scene, size, Optional.of(cursor));
    }
}
