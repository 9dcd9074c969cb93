package io.yizhan.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.yizhan.envelope.Keys;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys of a YAML file, taken one by one, so that what is missing, unknown or of the wrong form is named with its file and place. */
final class YamlKeys implements Keys {
    private static final ObjectMapper YAML =
            new YAMLMapper(YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

    private final String file;
    private final String path;
    private final JsonNode node;
    private final Set<String> known = new HashSet<>();

    private YamlKeys(String file, String path, JsonNode node) {
        this.file = file;
        this.path = path;
        this.node = node;
        if (!node.isObject()) {
            throw new InvalidMappings(file + ": " + (path.isEmpty() ? "the file" : path) + " must be a list of keys");
        }
    }

    static YamlKeys of(Folder folder, String file) {
        try {
            return new YamlKeys(folder.name(file), "", YAML.readTree(folder.text(file)));
        } catch (JsonProcessingException wrong) {
            throw new InvalidMappings(folder.name(file) + ": " + wrong.getMessage(), wrong);
        }
    }

    @Override
    public String text(String key) {
        return optional(key).orElseThrow(() -> new InvalidMappings(file + ": " + path + key + " is missing"));
    }

    @Override
    public Optional<String> optional(String key) {
        return node(key).map(value -> {
            if (!value.isTextual()) {
                throw wrong(key, "must be text (put it in quotes)");
            }
            return value.textValue();
        });
    }

    @Override
    public JsonPointer place(String key) {
        return optionalPlace(key).orElseThrow(() -> new InvalidMappings(file + ": " + path + key + " is missing"));
    }

    @Override
    public Optional<JsonPointer> optionalPlace(String key) {
        return optional(key).map(text -> pointer(key, text));
    }

    @Override
    public List<JsonPointer> optionalPlaces(String key) {
        if (node(key).filter(JsonNode::isArray).isPresent()) {
            return optionalList(key).stream().map(text -> pointer(key, text)).toList();
        }
        return optionalPlace(key).stream().toList();
    }

    private JsonPointer pointer(String key, String text) {
        if (!text.matches("(/([^~/]|~[01])+)+")) {
            throw wrong(key, "must be a JSON pointer, for instance /data");
        }
        return JsonPointer.compile(text);
    }

    @Override
    public Map<JsonPointer, JsonNode> optionalValues(String key) {
        Map<JsonPointer, JsonNode> values = new LinkedHashMap<>();
        node(key).ifPresent(value -> new YamlKeys(file, path + key + ".", value).node.properties().forEach(entry -> {
            if (!entry.getValue().isTextual() && !(entry.getValue().isArray() && entry.getValue().isEmpty())) {
                throw wrong(key + "." + entry.getKey(), "must be text (put it in quotes) or []");
            }
            values.put(pointer(key, entry.getKey()), entry.getValue());
        }));
        return values;
    }

    @Override
    public Keys under(String key) {
        return node(key).map(value -> new YamlKeys(file, path + key + ".", value))
                .orElseThrow(() -> new InvalidMappings(file + ": " + path + key + " is missing"));
    }

    @Override
    public Optional<Keys> optionalUnder(String key) {
        return node(key).map(value -> new YamlKeys(file, path + key + ".", value));
    }

    List<String> list(String key) {
        return node(key).map(present -> optionalList(key)).orElseThrow(() -> wrong(key, "must be a list"));
    }

    @Override
    public List<String> optionalList(String key) {
        List<String> items = new ArrayList<>();
        node(key).ifPresent(value -> {
            if (!value.isArray()) {
                throw wrong(key, "must be a list");
            }
            value.forEach(item -> items.add(item.asText()));
        });
        return List.copyOf(items);
    }

    @Override
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        node.fieldNames().forEachRemaining(key -> texts.put(key, text(key)));
        return texts;
    }

    @Override
    public Map<String, Keys> all() {
        Map<String, Keys> all = new LinkedHashMap<>();
        node.fieldNames().forEachRemaining(key -> all.put(key, under(key)));
        return all;
    }

    @Override
    public void nothingElse() {
        node.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                throw wrong(key, "is not a key known here");
            }
        });
    }

    @Override
    public InvalidMappings wrong(String key, String problem) {
        return new InvalidMappings(file + ": " + path + key + " " + problem);
    }

    private Optional<JsonNode> node(String key) {
        known.add(key);
        return Optional.ofNullable(node.get(key)).filter(value -> !value.isNull());
    }
}
