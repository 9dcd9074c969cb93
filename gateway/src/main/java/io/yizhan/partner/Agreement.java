package io.yizhan.partner;

import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.Release;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may ask whom what, and how much of the answer is released.
 *
 * @param id unique
 * @param answers partner ids or region prefixes (2, 4 or 6 digits), or {@code *}
 * @param purposes exact purposes, compared folded; empty for any
 * @param bases {@code holder}, {@code duty} or both
 * @param dailyQuota of requests, empty for no limit
 * @param from first day, to last day, in Asia/Shanghai
 * @param way in what order the answerer is looked for
 */
public record Agreement(
        String id,
        PartnerId caller,
        Set<String> answers,
        String kind,
        Set<String> purposes,
        Set<String> bases,
        Release release,
        Optional<Integer> dailyQuota,
        LocalDate from,
        LocalDate to,
        List<Way> way) {

    public enum Way {
        DIRECT,
        HUB,
        NATIONAL
    }

    public Agreement {
        answers = Set.copyOf(answers);
        purposes = Set.copyOf(purposes);
        bases = Set.copyOf(bases);
        way = List.copyOf(way);
    }

    public boolean inForce(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }
}
