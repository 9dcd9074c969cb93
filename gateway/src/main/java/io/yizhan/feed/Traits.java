package io.yizhan.feed;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is left of an item when all is cut away that no facet looks at: as little as {@link Filter} needs to come to the same.
 *
 * @param whole whether all that stands here is left
 * @param inside what is left of members, by their names
 */
record Traits(boolean whole, Map<String, Traits> inside) {
    /** @param places to be left, through lists */
    static Traits at(Collection<JsonPointer> places) {
        Map<String, List<JsonPointer>> members = places.stream()
                .filter(place -> !place.matches())
                .collect(Collectors.groupingBy(JsonPointer::getMatchingProperty, Collectors.mapping(JsonPointer::tail, Collectors.toList())));
        return new Traits(
                places.stream().anyMatch(JsonPointer::matches),
                members.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, member -> at(member.getValue()))));
    }

    JsonNode of(JsonNode node) {
        if (whole) {
            return node;
        }
        if (node.isArray()) {
            ArrayNode left = JsonNodeFactory.instance.arrayNode();
            node.forEach(each -> left.add(of(each)));
            return left;
        }
        ObjectNode left = JsonNodeFactory.instance.objectNode();
        inside.forEach((name, member) -> {
            if (node.hasNonNull(name)) {
                left.set(name, member.of(node.get(name)));
            }
        });
        return left;
    }
}
