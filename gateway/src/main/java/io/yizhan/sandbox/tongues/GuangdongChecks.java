package io.yizhan.sandbox.tongues;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.sandbox.platforms.Question;
import io.yizhan.sandbox.platforms.Reading.Result;
import io.yizhan.sandbox.platforms.Reading;
import java.util.Map;
import java.util.Optional;

/** Identities and seals in Guangdong's dialect. */
final class GuangdongChecks {
    static final String IDENTITY = "/ebus/identity/verify";
    static final String SEAL = "/ebus/seal/verify";

    private static final Map<Result, String> RESULT = Map.of(
            Result.MATCH, "MATCH", Result.NO_MATCH, "NO_MATCH", Result.NOT_FOUND, "NOT_FOUND", Result.NOT_IN_FORCE, "NOT_IN_FORCE",
            Result.GENUINE, "GENUINE", Result.NOT_GENUINE, "NOT_GENUINE", Result.DIGEST_MISMATCH, "DIGEST_MISMATCH",
            Result.UNKNOWN_SEAL, "UNKNOWN_SEAL");
    private static final Map<String, String> REASON = Map.of(
            "not-yet-valid", "PENDING", "expired", "EXPIRED", "suspended", "FROZEN", "lost", "LOST", "cancelled", "CANCELLED",
            "revoked", "REVOKED", "deceased", "DECEASED");

    ObjectNode asked(Question.Identity question) {
        return Json.object(
                "subject_type", question.organisation() ? "ORG" : "PERSON",
                "name", question.subject().name(),
                "identity_num", question.subject().code(),
                "identity_type", GuangdongTongue.CODE_TYPE.get(question.subject().codeType()),
                "result", "DATA");
    }

    ObjectNode asked(Question.ElectronicSeal question) {
        return Json.object(
                "seal", Json.object("seal_code", question.code(), "owner_name", question.owner().name(), "owner_code", question.owner().code()),
                "signature", question.signed()
                        .map(signed -> Json.object("digest_alg", "SM3", "digest_value", signed.digest(), "sign_value", signed.value()))
                        .orElse(Json.object()),
                "result", "DATA");
    }

    Optional<Reading> read(String path, JsonNode data) {
        return path.equals(IDENTITY) || path.equals(SEAL) ? Optional.of(Reading.found(finding(data.path("verify")))) : Optional.empty();
    }

    private static Reading.Finding finding(JsonNode verify) {
        return new Reading.Finding(
                Json.meaning(RESULT, verify.path("result").asText()),
                Optional.ofNullable(verify.get("reason")).map(code -> Json.meaning(REASON, code.asText())));
    }
}
