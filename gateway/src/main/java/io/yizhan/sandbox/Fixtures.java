package io.yizhan.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The licences and lists one platform keeps, as rows in its own dialect. */
final class Fixtures {
    private final Fields fields;
    private final JsonNode licences;
    private final Set<String> holderNameNeeded;
    private final List<JsonNode> enterprises;

    /** How the platform calls what is searched by. */
    record Fields(String identifier, String holderName, String holderCode, String licenceType, String enterpriseCode) {}

    /**
     * What a search comes to.
     *
     * @param missing names of fields the question lacked
     * @param exact how the name compared, where one was
     */
    record Found(Outcome outcome, List<JsonNode> rows, List<String> missing, Optional<Boolean> exact) {
        enum Outcome {
            FOUND,
            NO_MATCH,
            PARAMETER_MISSING,
            NO_SUCH_CODE
        }

        static Found none(Outcome outcome) {
            return new Found(outcome, List.of(), List.of(), Optional.empty());
        }
    }

    Fixtures(Platform platform, Fields fields) {
        this.fields = fields;
        licences = Json.resource(platform.id() + "/licences.json");
        holderNameNeeded = new HashSet<>(Json.texts(licences.path("holderNameNeeded")));
        enterprises = Json.items(Json.resource(platform.id() + "/listed.json").path("enterprises"));
    }

    Found byIdentifier(String identifier) {
        if (holderNameNeeded.contains(identifier)) {
            return missing(List.of(fields.holderName()));
        }
        List<JsonNode> rows = Json.items(licences.path("licences")).stream().filter(row -> is(row, fields.identifier(), identifier)).toList();
        return rows.isEmpty() ? Found.none(Found.Outcome.NO_MATCH) : new Found(Found.Outcome.FOUND, rows, List.of(), Optional.empty());
    }

    /** Compares names folded, and tells whether folding was needed. */
    Found byHolder(JsonNode question) {
        List<String> missing = new ArrayList<>(List.of(fields.holderName(), fields.holderCode(), fields.licenceType()));
        missing.removeIf(field -> !question.path(field).asText().isEmpty());
        if (!missing.isEmpty()) {
            return missing(missing);
        }
        String name = question.path(fields.holderName()).asText();
        List<JsonNode> rows = Json.items(licences.path("licences")).stream()
                .filter(row -> is(row, fields.holderCode(), question.path(fields.holderCode()).asText()))
                .filter(row -> is(row, fields.licenceType(), question.path(fields.licenceType()).asText()))
                .filter(row -> fold(row.path(fields.holderName()).asText()).equals(fold(name)))
                .toList();
        boolean exact = rows.stream().allMatch(row -> is(row, fields.holderName(), name));
        return rows.isEmpty() ? Found.none(Found.Outcome.NO_MATCH) : new Found(Found.Outcome.FOUND, rows, List.of(), Optional.of(exact));
    }

    Found byAuthorisationCode(String code) {
        JsonNode identifier = licences.path("authorisationCodes").path(code);
        return identifier.isMissingNode() ? Found.none(Found.Outcome.NO_SUCH_CODE) : byIdentifier(identifier.asText());
    }

    /** The row of a listed enterprise. */
    Optional<JsonNode> listed(String code) {
        return enterprises.stream().filter(row -> is(row, fields.enterpriseCode(), code)).findFirst();
    }

    private static Found missing(List<String> fields) {
        return new Found(Found.Outcome.PARAMETER_MISSING, List.of(), fields, Optional.empty());
    }

    private static boolean is(JsonNode row, String field, String value) {
        return row.path(field).asText().equals(value);
    }

    /** Full width to half width, every middle dot to one, no spaces. */
    static String fold(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC).replaceAll("[•‧∙⋅・･.]", "·").replaceAll("\\s", "");
    }
}
