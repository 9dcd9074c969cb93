package io.yizhan.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads what stands at a JSON pointer (RFC 6901), through lists. */
final class Places {
    private static final String BETWEEN = "\n";

    private Places() {}

    /** What stands there: members of lists one by one; nothing for what is absent or null. */
    static List<JsonNode> at(JsonNode item, String pointer) {
        List<JsonNode> here = List.of(item);
        for (String step : steps(pointer)) {
            List<JsonNode> next = new ArrayList<>();
            here.forEach(node -> spread(node.path(step), next));
            here = next;
        }
        return here;
    }

    private static List<String> steps(String pointer) {
        return Arrays.stream(pointer.substring(1).split("/")).map(step -> step.replace("~1", "/").replace("~0", "~")).toList();
    }

    private static void spread(JsonNode node, List<JsonNode> into) {
        if (node.isArray()) {
            node.forEach(one -> spread(one, into));
        } else if (!node.isMissingNode() && !node.isNull()) {
            into.add(node);
        }
    }

    /** Texts, numbers and truths, without those that are blank. */
    static List<String> texts(JsonNode item, String pointer) {
        return at(item, pointer).stream().filter(JsonNode::isValueNode).map(JsonNode::asText).filter(text -> !text.isBlank()).toList();
    }

    /** All of it as one text, as it is searched and shown. */
    static String text(JsonNode item, String pointer) {
        return texts(item, pointer).stream().collect(Collectors.joining(BETWEEN));
    }

    /** The first day there; what is no date counts as absent. */
    static Optional<LocalDate> day(JsonNode item, String pointer) {
        return texts(item, pointer).stream().findFirst().flatMap(Places::day);
    }

    static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }
}
