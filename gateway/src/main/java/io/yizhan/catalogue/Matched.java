package io.yizhan.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.eligibility.Question;
import io.yizhan.eligibility.Reason;
import io.yizhan.eligibility.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What there is for somebody.
 *
 * @param counts of each verdict, how many items of all
 * @param items those that are shown, what must be applied for soonest first, what can be no more last
 * @param next where to go on; empty at the end
 * @param question what to ask to know more; empty where nothing would make a difference, or it was not wanted
 */
public record Matched(Map<Verdict, Long> counts, List<Judged> items, Optional<String> next, Optional<Question> question) {

    /** @param reasons of each condition, that somebody is where, and what, the item is for among them */
    public record Judged(Key key, long version, JsonNode item, Verdict verdict, List<Reason> reasons, List<Benefit> benefits) {}

    /**
     * @param benefit as it is published
     * @param verdict whether it is this one that applies
     */
    public record Benefit(JsonNode benefit, Verdict verdict, List<Reason> reasons) {}
}
