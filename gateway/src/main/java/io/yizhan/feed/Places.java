package io.yizhan.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in an item of some kind stands what a feed needs to know of it: JSON pointers.
 *
 * @param id at most 200 characters, none of them white space or a control character
 * @param version a whole number, 1 or more
 * @param withdrawn true or false; false where it is not there
 * @param facets by name; where one leads to a list, each of its values counts, and through lists of objects each of theirs; {@code
 *     <list>[about=size]/values} is what conditions in a list leave possible that are about it
 */
public record Places(String id, String version, String withdrawn, Map<String, String> facets) {
    private static final Pattern OF_CONDITIONS = Pattern.compile("(.*)\\[about=([a-z-]+)\\]/values");
    private static final Pattern ID = Pattern.compile("[^\\s\\p{Cntrl}\\p{Z}]{1,200}");

    public Places {
        facets = Map.copyOf(facets);
    }

    /** The item as it is to be published: refuses schema-violation. */
    public Outcome<Publication> publication(Feed.Line line, PartnerId publisher, JsonNode item, Instant now) {
        JsonNode name = item.at(id);
        JsonNode number = item.at(version);
        JsonNode gone = item.at(withdrawn);
        if (!name.isTextual() || !ID.matcher(name.textValue()).matches()) {
            return wrong(id, "an id of at most 200 characters without spaces");
        }
        if (!number.canConvertToLong() || !number.canConvertToExactIntegral() || number.longValue() < 1) {
            return wrong(version, "a whole number from 1");
        }
        if (!gone.isBoolean() && !gone.isMissingNode() && !gone.isNull()) {
            return wrong(withdrawn, "true or false");
        }
        return CanonicalJson.write(item).map(content -> new Publication(
                new Publication.Name(line, publisher, name.textValue()), number.longValue(), gone.asBoolean(false), content, now));
    }

    private static Outcome<Publication> wrong(String place, String expected) {
        return Outcome.refused(Refusal.of(RefusalCode.SCHEMA_VIOLATION, place, expected));
    }

    /** @param list where they stand */
    record Conditions(String list, String about) {}

    /** The conditions a facet looks at; empty for one that does not look at any. */
    Optional<Conditions> conditions(String facet) {
        Matcher written = OF_CONDITIONS.matcher(facets.getOrDefault(facet, ""));
        return written.matches() ? Optional.of(new Conditions(written.group(1), written.group(2))) : Optional.empty();
    }

    /** The values an item has of a facet, as texts. */
    public List<String> values(String facet, JsonNode item) {
        List<String> values = new ArrayList<>();
        collect(item, facets.getOrDefault(facet, ""), values);
        return values;
    }

    private static void collect(JsonNode node, String pointer, List<String> values) {
        if (node.isArray()) {
            node.forEach(each -> collect(each, pointer, values));
        } else if (pointer.isEmpty()) {
            if (node.isValueNode() && !node.isNull() && !node.isMissingNode()) {
                values.add(node.asText());
            }
        } else {
            int end = pointer.indexOf('/', 1);
            String step = end < 0 ? pointer : pointer.substring(0, end);
            collect(node.at(step), end < 0 ? "" : pointer.substring(end), values);
        }
    }
}
