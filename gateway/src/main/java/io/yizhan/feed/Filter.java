package io.yizhan.feed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which items somebody wants: of every facet named, one of the values. A value of two, four or six digits, as regions and branches of industry
 * have them, stands for all that begin with it.
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
        return wanted.entrySet().stream().allMatch(facet -> places.values(facet.getKey(), item).stream()
                .anyMatch(value -> facet.getValue().stream().anyMatch(one -> stands(one, value))));
    }

    private static boolean stands(String wanted, String value) {
        return value.equals(wanted) || PREFIX.matcher(wanted).matches() && value.startsWith(wanted);
    }
}
