package io.yizhan.sandbox.tongues;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.sandbox.platforms.Question;
import io.yizhan.sandbox.platforms.Reading.Result;
import io.yizhan.sandbox.platforms.Reading;
import java.util.Map;
import java.util.Optional;

/** Identities and seals in Zhejiang's dialect. */
final class ZhejiangChecks {
    static final String IDENTITY = "/gateway/api/identity/verify.htm";
    static final String SEAL = "/gateway/api/seal/verify.htm";

    private static final Map<Result, String> IDENTITY_RESULT =
            Map.of(Result.MATCH, "same", Result.NO_MATCH, "different", Result.NOT_FOUND, "none", Result.NOT_IN_FORCE, "invalid");
    private static final Map<String, String> IDENTITY_REASON =
            Map.of("expired", "expired", "lost", "lost", "cancelled", "cancelled", "revoked", "revoked", "deceased", "dead");
    private static final Map<Result, String> SEAL_RESULT = Map.of(
            Result.GENUINE, "05", Result.NOT_GENUINE, "01", Result.NOT_IN_FORCE, "03", Result.DIGEST_MISMATCH, "02", Result.UNKNOWN_SEAL, "00");
    private static final Map<String, String> SEAL_REASON = Map.of(
            "not-yet-valid", "pending", "expired", "expired", "suspended", "frozen", "lost", "lost", "cancelled", "cancelled", "revoked", "revoked");

    ObjectNode asked(Question.Identity question) {
        return Json.object(
                "subjectType", question.organisation() ? "org" : "person",
                "name", question.subject().name(),
                "certNo", question.subject().code(),
                "certType", ZhejiangTongue.CODE_TYPE.get(question.subject().codeType()),
                "want", "data");
    }

    ObjectNode asked(Question.ElectronicSeal question) {
        return Json.object(
                "sealCode", question.code(),
                "ownerName", question.owner().name(),
                "ownerCode", question.owner().code(),
                "signature", question.signed()
                        .map(signed -> Json.object("digestAlg", "SM3", "digest", signed.digest(), "value", signed.value()))
                        .orElse(Json.object()),
                "want", "data");
    }

    Optional<Reading> read(String path, JsonNode row) {
        if (path.equals(IDENTITY)) {
            return Optional.of(Reading.found(finding(row, IDENTITY_RESULT, IDENTITY_REASON)));
        }
        return path.equals(SEAL) ? Optional.of(Reading.found(finding(row, SEAL_RESULT, SEAL_REASON))) : Optional.empty();
    }

    private static Reading.Finding finding(JsonNode row, Map<Result, String> results, Map<String, String> reasons) {
        return new Reading.Finding(
                Json.meaning(results, row.path("result").asText()),
                Optional.ofNullable(row.get("reason")).map(code -> Json.meaning(reasons, code.asText())));
    }
}
