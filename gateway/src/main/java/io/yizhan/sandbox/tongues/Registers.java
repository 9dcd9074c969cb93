package io.yizhan.sandbox.tongues;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.sandbox.platforms.Platform;
import java.util.List;
import java.util.Optional;

/** The people, organisations and seals one platform knows, as rows in its own dialect. */
final class Registers {
    private final Fields fields;
    private final List<JsonNode> identities;
    private final List<JsonNode> seals;

    /** Where in a row of the platform is what is searched by: JSON pointers. */
    record Fields(String name, String code, String sealCode, String ownerCode) {}

    /** How a name compared with the one that is kept. */
    enum Name {
        EXACT,
        FOLDED,
        DIFFERENT
    }

    Registers(Platform platform, Fields fields) {
        this.fields = fields;
        identities = Json.items(Json.resource(platform.id() + "/identities.json").path("identities"));
        seals = Json.items(Json.resource(platform.id() + "/seals.json").path("seals"));
    }

    Optional<JsonNode> identity(String code) {
        return identities.stream().filter(row -> row.at(fields.code()).asText().equals(code)).findFirst();
    }

    Name name(JsonNode row, String asked) {
        String kept = row.at(fields.name()).asText();
        if (kept.equals(asked)) {
            return Name.EXACT;
        }
        return Fixtures.fold(kept).equals(Fixtures.fold(asked)) ? Name.FOLDED : Name.DIFFERENT;
    }

    Optional<JsonNode> seal(String code) {
        return seals.stream().filter(row -> row.at(fields.sealCode()).asText().equals(code)).findFirst();
    }

    /** Whether a seal is somebody else's than was asked about; an owner that was not named is nobody else. */
    boolean ofAnother(JsonNode seal, String owner) {
        return !owner.isEmpty() && !seal.at(fields.ownerCode()).asText().equals(owner);
    }
}
