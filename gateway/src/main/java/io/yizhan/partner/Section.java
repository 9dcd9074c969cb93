package io.yizhan.partner;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A mapping in a YAML file, and where it is; whatever is wrong with it is an {@link InvalidPartners} naming the place. */
record Section(JsonNode node, String place) {
    private static final ObjectMapper YAML =
            YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

    static Section read(Path file) {
        String name = file.getFileName().toString();
        try {
            return new Section(YAML.readTree(Files.readString(file)), "").mapping(name);
        } catch (JsonProcessingException notYaml) {
            // Its own words would show a piece of the file, and with it perhaps a secret that should not be there.
            var at = notYaml.getLocation();
            throw new InvalidPartners(at == null ? name : name + " line " + at.getLineNr(), "expected YAML without a key given twice");
        } catch (IOException unreadable) {
            throw new InvalidPartners(file.toString(), "expected a file that can be read as UTF-8");
        }
    }

    private Section mapping(String shown) {
        if (!node.isObject()) {
            throw new InvalidPartners(shown, "expected a mapping of keys to values");
        }
        return this;
    }

    String at(String key) {
        return place.isEmpty() ? key : place + "." + key;
    }

    InvalidPartners invalid(String key, String expected) {
        return new InvalidPartners(at(key), expected);
    }

    /** Refuses every key but these. */
    Section only(String... keys) {
        Set<String> known = Set.of(keys);
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw invalid(name, "unknown key; known here are " + String.join(", ", keys));
            }
        }
        return this;
    }

    boolean has(String key) {
        return node.hasNonNull(key);
    }

    Section child(String key) {
        return new Section(has(key) ? node.get(key) : new ObjectNode(YAML.getNodeFactory()), at(key)).mapping(at(key));
    }

    List<Section> children(String key) {
        List<Section> children = new ArrayList<>();
        for (JsonNode child : list(key)) {
            String where = at(key) + "[" + children.size() + "]";
            children.add(new Section(child, where).mapping(where));
        }
        return children;
    }

    private JsonNode list(String key) {
        JsonNode list = has(key) ? node.get(key) : MissingNode.getInstance();
        if (!list.isArray() && !list.isMissingNode()) {
            throw invalid(key, "expected a list");
        }
        return list;
    }

    String text(String key) {
        return optional(key).orElseThrow(() -> invalid(key, "expected text, found nothing"));
    }

    Optional<String> optional(String key) {
        return has(key) ? Optional.of(text(node.get(key), at(key))) : Optional.empty();
    }

    /** A list of texts; empty when it is not there. */
    List<String> listed(String key) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : list(key)) {
            texts.add(text(item, at(key) + "[" + texts.size() + "]"));
        }
        return texts;
    }

    /** Every key with its text. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        node.fields().forEachRemaining(field -> texts.put(field.getKey(), text(field.getValue(), at(field.getKey()))));
        return texts;
    }

    /** Not read from a number: YAML would have made 000000 a 0 on the way. */
    private static String text(JsonNode value, String where) {
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new InvalidPartners(where, value.isNumber() ? "expected text: put the number in quotes" : "expected text");
        }
        return value.textValue();
    }

    boolean flag(String key) {
        if (has(key) && !node.get(key).isBoolean()) {
            throw invalid(key, "expected true or false");
        }
        return has(key) && node.get(key).booleanValue();
    }

    Optional<Integer> number(String key, int least, int most) {
        if (!has(key)) {
            return Optional.empty();
        }
        JsonNode value = node.get(key);
        if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
            throw invalid(key, "expected a whole number from " + least + " to " + most);
        }
        return Optional.of(value.intValue());
    }
}
