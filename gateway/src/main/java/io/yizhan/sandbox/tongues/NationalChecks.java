package io.yizhan.sandbox.tongues;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.sandbox.platforms.Question;
import io.yizhan.sandbox.platforms.Reading.Result;
import io.yizhan.sandbox.platforms.Reading;
import java.util.Map;
import java.util.Optional;

/** Identities and seals in the national platform's dialect. */
final class NationalChecks {
    static final String IDENTITY = "s_sys_identity_verification";
    static final String SEAL = "s_sys_seal_verification";

    private static final Map<Result, String> IDENTITY_RESULT =
            Map.of(Result.MATCH, "0", Result.NO_MATCH, "1", Result.NOT_FOUND, "2", Result.NOT_IN_FORCE, "3");
    private static final Map<String, String> IDENTITY_REASON =
            Map.of("expired", "1", "lost", "2", "cancelled", "3", "revoked", "4", "deceased", "5");
    private static final Map<Result, String> SEAL_RESULT = Map.of(
            Result.GENUINE, "0", Result.NOT_GENUINE, "1", Result.NOT_IN_FORCE, "2", Result.DIGEST_MISMATCH, "3", Result.UNKNOWN_SEAL, "4");
    private static final Map<String, String> SEAL_REASON =
            Map.of("not-yet-valid", "1", "expired", "2", "suspended", "3", "lost", "4", "cancelled", "5", "revoked", "6");

    ObjectNode asked(Question.Identity question) {
        return Json.object(
                "subject_type", question.organisation() ? "2" : "1",
                "subject_name", question.subject().name(),
                "cert_no", question.subject().code(),
                "cert_type", NationalTongue.CODE_TYPE.get(question.subject().codeType()),
                "result_type", "2");
    }

    ObjectNode asked(Question.ElectronicSeal question) {
        ObjectNode asked = Json.object(
                "seal_code", question.code(),
                "seal_owner", question.owner().name(),
                "seal_owner_code", question.owner().code(),
                "result_type", "2");
        question.signed().ifPresent(signed -> asked.put("digest_alg", "SM3").put("digest", signed.digest()).put("sign_value", signed.value()));
        return asked;
    }

    Optional<Reading> read(String service, JsonNode data) {
        if (service.equals(IDENTITY)) {
            return Optional.of(Reading.found(finding(data, IDENTITY_RESULT, IDENTITY_REASON)));
        }
        return service.equals(SEAL) ? Optional.of(Reading.found(finding(data, SEAL_RESULT, SEAL_REASON))) : Optional.empty();
    }

    private static Reading.Finding finding(JsonNode data, Map<Result, String> results, Map<String, String> reasons) {
        return new Reading.Finding(
                Json.meaning(results, data.path("verify_code").asText()),
                Optional.ofNullable(data.get("verify_reason")).map(code -> Json.meaning(reasons, code.asText())));
    }
}
