package io.yizhan.sandbox.tongues;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.sandbox.platforms.Platform;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Guangdong says of identities and seals. */
final class GuangdongRegister {
    private static final Map<Registers.Name, String> NAME =
            Map.of(Registers.Name.EXACT, "SAME", Registers.Name.FOLDED, "FOLDED", Registers.Name.DIFFERENT, "DIFFERENT");

    private final Registers registers =
            new Registers(Platform.GUANGDONG, new Registers.Fields("/name", "/identity_num", "/seal/seal_code", "/seal/owner_code"));

    ObjectNode identity(JsonNode question) {
        Optional<JsonNode> found = registers.identity(question.path("identity_num").asText());
        if (found.isEmpty()) {
            return verify("NOT_FOUND", "");
        }
        JsonNode row = found.get();
        Registers.Name name = registers.name(row, question.path("name").asText());
        String alike = name == Registers.Name.DIFFERENT ? "NO_MATCH" : "MATCH";
        ObjectNode told = verify(row.has("reason") ? "NOT_IN_FORCE" : alike, row.path("reason").asText());
        return told.setAll(Json.object(
                "identity_num", row.path("identity_num").asText(),
                "compare", List.of(Json.object("item", "NAME", "result", NAME.get(name)), Json.object("item", "IDENTITY_NUM", "result", "SAME")),
                "real_name_level", "L1"));
    }

    ObjectNode seal(JsonNode question) {
        Optional<JsonNode> found = registers.seal(question.at("/seal/seal_code").asText());
        if (found.isEmpty()) {
            return verify("UNKNOWN_SEAL", "");
        }
        ObjectNode row = found.get().deepCopy();
        String status = row.at("/seal/seal_status").asText();
        ObjectNode told = verify(result(row, question), status.equals("NORMAL") ? "" : status);
        told.set("seal", row.get("seal"));
        return question.has("signature") && row.has("signature") ? told.set("signature", row.get("signature")) : told;
    }

    private String result(JsonNode row, JsonNode question) {
        if (registers.ofAnother(row, question.at("/seal/owner_code").asText())) {
            return "NOT_GENUINE";
        }
        if (!row.at("/seal/seal_status").asText().equals("NORMAL")) {
            return "NOT_IN_FORCE";
        }
        boolean same = question.at("/signature/digest_value").asText().equals(row.at("/signature/digest_value").asText());
        return same || !question.has("signature") ? "GENUINE" : "DIGEST_MISMATCH";
    }

    private static ObjectNode verify(String result, String reason) {
        return Json.object("verify", Json.object("result", result, "reason", reason));
    }
}
