package io.yizhan.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A partners.yaml as a tree, to be changed before the gateway reads it: {@code RunningWorld.with(Map.of(), PartnersYaml.changed(file -> …))}. */
public record PartnersYaml(ObjectNode file) {
    private static final YAMLMapper YAML = new YAMLMapper();

    public static UnaryOperator<String> changed(Consumer<PartnersYaml> change) {
        return text -> {
            try {
                PartnersYaml partners = new PartnersYaml((ObjectNode) YAML.readTree(text));
                change.accept(partners);
                return YAML.writeValueAsString(partners.file());
            } catch (JsonProcessingException defect) {
                throw new UncheckedIOException(defect);
            }
        };
    }

    public List<ObjectNode> partners() {
        return items("partners");
    }

    public List<ObjectNode> agreements() {
        return items("agreements");
    }

    public ObjectNode partner(String id) {
        return named(partners(), id);
    }

    /** The endpoint of a partner for a kind. */
    public ObjectNode endpoint(String partner, String kind) {
        return nodes(partner(partner).withArray("endpoints")).stream()
                .filter(endpoint -> endpoint.path("kind").asText().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    /** Adds a copy of an agreement for one purpose of its own. */
    public ObjectNode agreementLike(String existing, String id, String purpose) {
        ObjectNode copy = named(agreements(), existing).deepCopy().put("id", id);
        copy.putArray("purposes").add(purpose);
        file.withArray("agreements").add(copy);
        return copy;
    }

    private List<ObjectNode> items(String section) {
        return nodes(file.withArray(section));
    }

    private static List<ObjectNode> nodes(ArrayNode array) {
        List<ObjectNode> nodes = new ArrayList<>();
        for (JsonNode node : array) {
            nodes.add((ObjectNode) node);
        }
        return nodes;
    }

    private static ObjectNode named(List<ObjectNode> nodes, String id) {
        return nodes.stream().filter(node -> node.path("id").asText().equals(id)).findFirst().orElseThrow();
    }
}
