package io.yizhan.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What came of trying one sample in one direction.
 *
 * @param sample which one, for instance {@code kind/samples/request-case}
 * @param direction {@code to canonical} or {@code from canonical}, or the rule it was held against; empty where nothing could be translated
 * @param differences what is not as the sample's neighbour says; empty when all is
 */
public record SampleTrial(String sample, String direction, List<Difference> differences) {
    public SampleTrial {
        differences = List.copyOf(differences);
    }

    public boolean worked() {
        return differences.isEmpty();
    }

    /**
     * One difference.
     *
     * @param place JSON pointer in what was made; empty for the whole
     * @param expected JSON, or a few words
     * @param found the same
     */
    public record Difference(String place, String expected, String found) {

        /** All there are, each at its place in both trees. */
        static List<Difference> between(JsonNode expected, JsonNode found) {
            List<Difference> differences = new ArrayList<>();
            compare(expected, found, JsonPointer.empty(), differences);
            return differences;
        }

        private static void compare(JsonNode expected, JsonNode found, JsonPointer place, List<Difference> differences) {
            if (expected.equals(found)) {
                return;
            }
            if (expected.isObject() && found.isObject()) {
                Set<String> names = new LinkedHashSet<>();
                expected.fieldNames().forEachRemaining(names::add);
                found.fieldNames().forEachRemaining(names::add);
                names.forEach(name -> compare(expected.path(name), found.path(name), place.appendProperty(name), differences));
            } else if (expected.isArray() && found.isArray()) {
                for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
                    compare(expected.path(i), found.path(i), place.appendIndex(i), differences);
                }
            } else {
                differences.add(new Difference(place.toString(), told(expected), told(found)));
            }
        }

        private static String told(JsonNode value) {
            return value.isMissingNode() ? "nothing" : value.toString();
        }
    }
}
