package io.yizhan.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.DialectId;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.DisallowUnknownKeywordFactory;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads schema files and checks them all the way, so that none fails later: JSON, the meta-schema, keywords and formats that are known
 * (JSON Schema itself would ignore a misspelt one), references that stay within the file, our own marks.
 */
final class SchemaReader {
    /** {@code x-codes} is for whoever holds code tables against schemas. */
    private static final List<String> MARKS = List.of("x-release", "x-mask", "x-at-most", "x-file", "x-codes");

    private final JsonMapper json = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    private final SchemaRegistry registry = SchemaRegistry.withDialect(dialect(), builder -> builder.schemaRegistryConfig(
            SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    private final Schema metaSchema = SchemaRegistry.withDialect(Dialects.getDraft202012()).getSchema(SchemaLocation.of(DialectId.DRAFT_2020_12));

    private static Dialect dialect() {
        return Dialect.builder(Dialects.getDraft202012())
                .formats(List.of(TextForm.values()))
                .keywords(Stream.concat(MARKS.stream().map(NonValidationKeyword::new), Stream.of(new Once())).toList())
                .unknownKeywordFactory(DisallowUnknownKeywordFactory.getInstance())
                .build();
    }

    MessageSchema read(Path file) {
        JsonNode schema = parse(file);
        checkAgainstMetaSchema(file, schema);
        checkReferencesAndFormats(file, schema);
        try {
            Schema validator = registry.getSchema(SchemaLocation.of(file.toUri().toString()), schema);
            validator.initializeValidators();
            return new MessageSchema(validator, ShapeReader.read(schema));
        } catch (SchemaException | IllegalArgumentException wrong) {
            throw new InvalidContract(file, wrong.getMessage(), wrong);
        }
    }

    private JsonNode parse(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InvalidContract(file, "is missing");
        }
        try {
            return json.readTree(file.toFile());
        } catch (JsonProcessingException wrong) {
            throw new InvalidContract(file, "is not JSON: " + wrong.getMessage(), wrong);
        } catch (IOException unreadable) {
            throw new InvalidContract(file, "cannot be read", unreadable);
        }
    }

    private void checkAgainstMetaSchema(Path file, JsonNode schema) {
        if (!schema.path("$schema").asText().equals(DialectId.DRAFT_2020_12)) {
            throw new InvalidContract(file, "its $schema is not " + DialectId.DRAFT_2020_12);
        }
        List<Error> errors = metaSchema.validate(schema);
        if (!errors.isEmpty()) {
            throw new InvalidContract(file, "is not a JSON Schema 2020-12: " + errors.get(0));
        }
    }

    private static void checkReferencesAndFormats(Path file, JsonNode schema) {
        schema.findValues("$ref").stream().filter(JsonNode::isTextual).map(JsonNode::asText).filter(to -> !to.startsWith("#/")).findFirst()
                .ifPresent(to -> {
                    throw new InvalidContract(file, "refers to " + to + ", but a schema refers only to its own $defs");
                });
        schema.findValues("format").stream().filter(JsonNode::isTextual).map(JsonNode::asText).filter(name -> !TextForm.names().contains(name)).findFirst()
                .ifPresent(name -> {
                    throw new InvalidContract(file, "asks for the format " + name + ", which is none of " + String.join(", ", TextForm.names()));
                });
    }
}
