package io.yizhan.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.yizhan.eligibility.Condition;
import io.yizhan.eligibility.Profile;
import io.yizhan.eligibility.Verdict;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which items somebody wants: of every facet named, one of the values. A value of two, four or six digits, as regions and branches of industry
 * have them, stands for all that begin with it. Of a facet that looks at conditions, an item is wanted that no condition keeps from them.
 *
 * @param wanted values by facet; none at all means every item
 */
public record Filter(Map<String, ? extends Collection<String>> wanted) {
    private static final Pattern PREFIX = Pattern.compile("\\d{2}|\\d{4}|\\d{6}");

    public Filter {
        wanted = Map.copyOf(wanted);
    }

    /** Whether every item will do. */
    public boolean isEmpty() {
        return wanted.isEmpty();
    }

    public boolean matches(Places places, JsonNode item) {
        return wanted.entrySet().stream().allMatch(facet -> places.conditions(facet.getKey())
                .map(of -> possible(of, facet.getValue(), item))
                .orElseGet(() -> places.values(facet.getKey(), item).stream().anyMatch(value -> facet.getValue().stream().anyMatch(one -> stands(one, value)))));
    }

    /** Whether of what conditions are about, none excludes all that is wanted. */
    private static boolean possible(Places.Conditions of, Collection<String> wanted, JsonNode item) {
        List<Profile> somebody = wanted.stream()
                .map(value -> Profile.read(JsonNodeFactory.instance.objectNode().put(of.about(), value), LocalDate.EPOCH))
                .toList();
        return Condition.all(item.at(of.list())).stream()
                .filter(condition -> condition.about().equals(of.about()))
                .allMatch(condition -> somebody.stream().anyMatch(one -> condition.judge(one) != Verdict.NO));
    }

    private static boolean stands(String wanted, String value) {
        return value.equals(wanted) || PREFIX.matcher(wanted).matches() && value.startsWith(wanted);
    }
}
