package io.yizhan.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.Release;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The contract as read from files: kinds by name, schemas by the message they describe. */
record SchemaContract(Map<String, Kind> byName, Map<Place, MessageSchema> schemas) implements Contract {

    /** Which message of which kind in which dialect. */
    record Place(String dialect, String kind, String message) {}

    SchemaContract {
        byName = Map.copyOf(byName);
        schemas = Map.copyOf(schemas);
    }

    @Override
    public Set<String> kinds() {
        return byName.keySet();
    }

    @Override
    public Optional<Kind> kind(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    @Override
    public Outcome<JsonNode> validate(String dialect, String kind, String message, JsonNode json) {
        return outcome(json, schema(dialect, kind, message).firstWrong(json));
    }

    @Override
    public Outcome<JsonNode> accept(String dialect, String kind, String message, JsonNode json) {
        return outcome(json, schema(dialect, kind, message).firstWrongButUnknown(json));
    }

    @Override
    public JsonNode minimise(String kind, String message, JsonNode canonical, Release release) {
        return schema(CANONICAL, kind, message).shape().minimise(canonical, release);
    }

    @Override
    public JsonNode relink(String kind, String message, JsonNode canonical, Function<Attached, Optional<String>> links) {
        return schema(CANONICAL, kind, message)
                .shape()
                .relink(canonical, links)
                .orElseThrow(() -> new IllegalStateException("a message is no file"));
    }

    @Override
    public Set<String> choices(String kind, String message, String pointer) {
        return schema(CANONICAL, kind, message).shape().choices(pointer);
    }

    @Override
    public List<Digest> files(String kind, String message, JsonNode canonical) {
        MessageSchema schema = schema(CANONICAL, kind, message);
        return schema.files()
                ? schema.shape().digests(canonical).distinct().map(hex -> Digest.of(HexFormat.of().parseHex(hex))).toList()
                : List.of();
    }

    private static Outcome<JsonNode> outcome(JsonNode json, Optional<Refusal> wrong) {
        return wrong.<Outcome<JsonNode>>map(Outcome::refused).orElseGet(() -> Outcome.of(json));
    }

    private MessageSchema schema(String dialect, String kind, String message) {
        MessageSchema schema = schemas.get(new Place(dialect, kind, message));
        if (schema == null) {
            throw new IllegalArgumentException("there is no schema " + dialect + "/" + kind + "/" + message);
        }
        return schema;
    }
}
