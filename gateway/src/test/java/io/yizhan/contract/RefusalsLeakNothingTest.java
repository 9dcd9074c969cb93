package io.yizhan.contract;

import static io.yizhan.contract.Shipped.CONTRACT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A marker is put wherever a message can carry one, as a value, as a far too long value and as a field's name: no refusal repeats it. */
class RefusalsLeakNothingTest {
    private static final String MARKER = "张三MARKER";
    private static final List<JsonNode> VALUES = Stream.of("\"" + MARKER + "\"", "\"" + MARKER.repeat(500) + "\"", "[\"" + MARKER + "\"]", "{\"" + MARKER + "\": 1}")
            .map(Shipped::json)
            .toList();

    static List<Path> samples() {
        return Shipped.samples(".json").stream().filter(file -> !file.toString().endsWith(".refused.json")).toList();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void no_refusal_repeats_what_the_message_says(Path file) {
        JsonNode sample = Shipped.read(file);
        Set<String> refusals = new HashSet<>();

        for (String pointer : pointers(sample, "")) {
            for (JsonNode marked : marks(sample, pointer)) {
                refusals.add(CONTRACT.validate(Shipped.dialect(file), Shipped.kind(file), Shipped.message(file), marked).fold(accepted -> "", Object::toString));
            }
        }

        assertThat(refusals).noneMatch(refusal -> refusal.contains("MARKER"));
    }

    private static List<JsonNode> marks(JsonNode sample, String pointer) {
        List<JsonNode> marked = new ArrayList<>();
        VALUES.forEach(value -> marked.add(Shipped.changed(sample, pointer, value)));
        JsonNode copy = sample.deepCopy();
        if (copy.at(pointer) instanceof ObjectNode object) {
            object.put(MARKER, MARKER);
            marked.add(copy);
        }
        return marked;
    }

    private static List<String> pointers(JsonNode json, String at) {
        List<String> found = new ArrayList<>();
        if (json.isObject()) {
            json.properties().forEach(field -> found.addAll(inside(field.getValue(), at + "/" + field.getKey())));
        }
        for (int i = 0; json.isArray() && i < json.size(); i++) {
            found.addAll(inside(json.get(i), at + "/" + i));
        }
        return found;
    }

    private static List<String> inside(JsonNode json, String at) {
        List<String> found = new ArrayList<>(List.of(at));
        found.addAll(pointers(json, at));
        return found;
    }
}
