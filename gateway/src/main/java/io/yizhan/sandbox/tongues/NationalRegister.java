package io.yizhan.sandbox.tongues;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.sandbox.platforms.Platform;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the national platform says of identities and seals: data, and a result only where there is nothing to compare. */
final class NationalRegister {
    private static final Map<Registers.Name, String> NAME =
            Map.of(Registers.Name.EXACT, "1", Registers.Name.FOLDED, "2", Registers.Name.DIFFERENT, "3");

    private final Registers registers =
            new Registers(Platform.NATIONAL, new Registers.Fields("/subject_name", "/cert_no", "/seal_code", "/seal_owner_code"));

    ObjectNode identity(JsonNode question) {
        Optional<JsonNode> found = registers.identity(question.path("cert_no").asText());
        if (found.isEmpty()) {
            return Json.object("verify_code", "2");
        }
        JsonNode row = found.get();
        List<ObjectNode> compared = List.of(
                Json.object("field", "subject_name", "result", NAME.get(registers.name(row, question.path("subject_name").asText()))),
                Json.object("field", "cert_no", "result", "1"));
        return Json.object(
                "verify_reason", row.path("verify_reason").asText(), "cert_no", row.path("cert_no").asText(), "compare_list", compared, "auth_level", "1");
    }

    ObjectNode seal(JsonNode question) {
        return registers.seal(question.path("seal_code").asText()).map(row -> {
            ObjectNode told = row.deepCopy();
            return question.has("digest") ? told : told.without(List.of("digest_alg", "digest", "sign_time"));
        }).orElse(Json.object("verify_code", "4"));
    }
}
