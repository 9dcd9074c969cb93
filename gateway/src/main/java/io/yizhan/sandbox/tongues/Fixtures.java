package io.yizhan.sandbox.tongues;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.sandbox.platforms.Platform;
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

    /** Where in a row of the platform is what is searched by: JSON pointers. */
    record Fields(String identifier, String holderName, String holderCode, String licenceType, String enterpriseCode) {}

    /** What a question by holder must name. */
    enum Needed {
        HOLDER_NAME,
        HOLDER_CODE,
        LICENCE_TYPE
    }

    /**
     * What a search comes to.
     *
     * @param missing what the question lacked
     * @param exact how the name compared, where one was
     */
    record Found(Outcome outcome, List<JsonNode> rows, List<Needed> missing, Optional<Boolean> exact) {
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
            return missing(List.of(Needed.HOLDER_NAME));
        }
        List<JsonNode> rows = Json.items(licences.path("licences")).stream().filter(row -> is(row, fields.identifier(), identifier)).toList();
        return rows.isEmpty() ? Found.none(Found.Outcome.NO_MATCH) : new Found(Found.Outcome.FOUND, rows, List.of(), Optional.empty());
    }

    /** Compares names folded, and tells whether folding was needed. What the question lacks is empty. */
    Found byHolder(String name, String code, String licenceType) {
        List<Needed> missing = new ArrayList<>();
        if (name.isEmpty()) {
            missing.add(Needed.HOLDER_NAME);
        }
        if (code.isEmpty()) {
            missing.add(Needed.HOLDER_CODE);
        }
        if (licenceType.isEmpty()) {
            missing.add(Needed.LICENCE_TYPE);
        }
        return missing.isEmpty() ? named(name, code, licenceType) : missing(missing);
    }

    private Found named(String name, String code, String licenceType) {
        List<JsonNode> rows = Json.items(licences.path("licences")).stream()
                .filter(row -> is(row, fields.holderCode(), code))
                .filter(row -> is(row, fields.licenceType(), licenceType))
                .filter(row -> fold(row.at(fields.holderName()).asText()).equals(fold(name)))
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

    private static Found missing(List<Needed> needed) {
        return new Found(Found.Outcome.PARAMETER_MISSING, List.of(), needed, Optional.empty());
    }

    private static boolean is(JsonNode row, String pointer, String value) {
        return row.at(pointer).asText().equals(value);
    }

    /** Full width to half width, every middle dot to one, no spaces. */
    static String fold(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC).replaceAll("[•‧∙⋅・･.]", "·").replaceAll("\\s", "");
    }
}
