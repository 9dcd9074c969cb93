package io.yizhan.sandbox.tongues;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.sandbox.platforms.Platform;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Zhejiang says of identities and seals: one row with its result. */
final class ZhejiangRegister {
    private static final Map<Registers.Name, String> NAME =
            Map.of(Registers.Name.EXACT, "same", Registers.Name.FOLDED, "folded", Registers.Name.DIFFERENT, "different");

    private final Registers registers = new Registers(Platform.ZHEJIANG, new Registers.Fields("/name", "/certNo", "/sealCode", "/ownerCode"));

    ObjectNode identity(JsonNode question) {
        Optional<JsonNode> found = registers.identity(question.path("certNo").asText());
        if (found.isEmpty()) {
            return Json.object("result", "none");
        }
        JsonNode row = found.get();
        Registers.Name name = registers.name(row, question.path("name").asText());
        String alike = name == Registers.Name.DIFFERENT ? "different" : "same";
        return Json.object(
                "result", row.has("reason") ? "invalid" : alike,
                "reason", row.path("reason").asText(),
                "certNo", row.path("certNo").asText(),
                "items", List.of(Json.object("item", "name", "result", NAME.get(name)), Json.object("item", "certNo", "result", "same")),
                "level", "data");
    }

    ObjectNode seal(JsonNode question) {
        Optional<JsonNode> found = registers.seal(question.path("sealCode").asText());
        if (found.isEmpty()) {
            return Json.object("result", "00");
        }
        ObjectNode row = found.get().deepCopy();
        JsonNode signature = question.path("signature");
        if (signature.isMissingNode()) {
            row.remove(List.of("digestAlg", "digest", "signTime"));
        }
        String status = row.path("status").asText();
        row.put("result", result(row, question.path("ownerCode").asText(), signature));
        return status.equals("normal") ? row : row.put("reason", status);
    }

    private String result(JsonNode row, String owner, JsonNode signature) {
        if (registers.ofAnother(row, owner)) {
            return "01";
        }
        if (!row.path("status").asText().equals("normal")) {
            return "03";
        }
        return signature.isMissingNode() || signature.path("digest").asText().equals(row.path("digest").asText()) ? "05" : "02";
    }
}
