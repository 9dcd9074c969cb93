package io.yizhan.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.yizhan.eligibility.Condition;
import io.yizhan.eligibility.Profile;
import io.yizhan.eligibility.Verdict;
import io.yizhan.vocabulary.RegionCode;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which items somebody wants: of every facet named, one of the values. A value of two, four or six digits, as branches of industry have them,
 * stands for all that begin with it. Of a region ({@value #REGION}) all is wanted that applies anywhere in it: what is for it, for what lies in it
 * or it lies in, and for the whole country. Of a facet that looks at conditions, an item is wanted that no condition keeps from them.
 *
 * @param wanted values by facet; none at all means every item
 */
public record Filter(Map<String, ? extends Collection<String>> wanted) {
    private static final String REGION = "region";
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
                .orElseGet(() -> one(facet.getKey(), facet.getValue(), places.values(facet.getKey(), item))));
    }

    private static boolean one(String facet, Collection<String> wanted, List<String> values) {
        return values.stream().anyMatch(value -> wanted.stream().anyMatch(one -> stands(one, value))) || facet.equals(REGION) && applies(wanted, values);
    }

    /** What names no division is for the whole country. */
    private static boolean applies(Collection<String> wanted, List<String> values) {
        List<String> named = values.stream().flatMap(value -> RegionCode.read(value).stream()).map(RegionCode::significant).toList();
        return named.isEmpty() || wanted.stream().flatMap(one -> RegionCode.read(one).stream()).map(RegionCode::significant)
                .anyMatch(one -> named.stream().anyMatch(there -> there.startsWith(one) || one.startsWith(there)));
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
