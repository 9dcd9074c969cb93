package io.yizhan.eligibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One condition and what it comes to for somebody.
 *
 * @param about which of the things known of somebody it looks at
 * @param text the sentence as it was published, or empty
 */
public record Reason(String about, String test, List<String> values, String text, Verdict verdict) {

    /** Of each condition in a list, in its order. */
    public static List<Reason> of(JsonNode list, Profile profile) {
        List<Reason> reasons = new ArrayList<>();
        if (list.isArray()) {
            list.forEach(node -> reasons.add(of(Condition.of(node), node, profile)));
        }
        return reasons;
    }

    private static Reason of(Condition condition, JsonNode node, Profile profile) {
        List<String> values = new ArrayList<>();
        node.path("values").forEach(value -> values.add(value.asText()));
        return new Reason(condition.about(), node.path("test").asText(), values, node.path("text").asText(), condition.judge(profile));
    }

    /** What all of them come to. */
    public static Verdict together(List<Reason> reasons) {
        return reasons.stream().map(Reason::verdict).reduce(Verdict.YES, Verdict::and);
    }
}
