package io.yizhan.sandbox.tongues;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Platform;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The national platform answers with licence data and leaves it to the asker to judge; it says so only when there is nothing to judge. */
final class NationalClerk implements Clerk {
    /** The header that picks the service. */
    private static final String SERVICE = "gjgxjhpt_sid";

    private static final Map<Fixtures.Needed, String> NEEDED = Map.of(
            Fixtures.Needed.HOLDER_NAME, "certificate_holder",
            Fixtures.Needed.HOLDER_CODE, "certificate_holder_code",
            Fixtures.Needed.LICENCE_TYPE, "certificate_type_code");

    private final Fixtures fixtures = new Fixtures(
            Platform.NATIONAL,
            new Fixtures.Fields(
                    "/certificate_source_id", "/certificate_holder", "/certificate_holder_code", "/certificate_type_code", "/uni_sc_id"));
    private final NationalRegister register = new NationalRegister();
    private final URI here;

    NationalClerk(URI here) {
        this.here = here;
    }

    @Override
    public Answer answer(Asker.Call call) {
        JsonNode question = Json.read(call.body());
        switch (call.header(SERVICE)) {
            case NationalTongue.RECOGNITION:
                return recognise(question);
            case NationalTongue.SUPERVISION:
                return check(question);
            case NationalChecks.IDENTITY:
                return said("0", "成功", register.identity(question));
            case NationalChecks.SEAL:
                return said("0", "成功", register.seal(question));
            default:
                return said("-1", "服务不存在", Json.object());
        }
    }

    private Answer recognise(JsonNode question) {
        String want = question.path("result_type").asText();
        switch (question.path("query_type").asText()) {
            case "1":
                return told(fixtures.byIdentifier(question.path("certificate_source_id").asText()), want);
            case "2":
                return told(fixtures.byHolder(
                        question.path("certificate_holder").asText(),
                        question.path("certificate_holder_code").asText(),
                        question.path("certificate_type_code").asText()), want);
            case "3":
                return told(fixtures.byAuthorisationCode(question.path("auth_code").asText()), want);
            default:
                return said("-1", "查询方式不支持", Json.object());
        }
    }

    private Answer told(Fixtures.Found found, String want) {
        switch (found.outcome()) {
            case NO_SUCH_CODE:
                return said("404", "用证码不存在", Json.object());
            case NO_MATCH:
                return licences(List.of(), "verify_code", "3");
            case PARAMETER_MISSING:
                return licences(List.of(), "verify_code", "4", "missing_fields", found.missing().stream().map(NEEDED::get).toList());
            default:
                return licences(found.rows().stream().map(row -> row(row, want)).toList());
        }
    }

    /** The row and, where that is wanted, its file. */
    private ObjectNode row(JsonNode row, String want) {
        ObjectNode told = row.deepCopy();
        if (want.equals("3")) {
            SampleFile file = SampleFile.of(row.path("certificate_source_id").asText());
            told.put("file_url", file.link(here, Platform.NATIONAL).toString()).put("file_type", file.pdf() ? "PDF" : "OFD");
            told.put("file_size", file.bytes().length).put("file_digest", file.digest());
        }
        return told;
    }

    private static Answer licences(List<? extends JsonNode> rows, Object... verdict) {
        return said("0", "成功", Json.object(verdict).set("lic_data", Json.array(rows)));
    }

    private Answer check(JsonNode question) {
        Set<String> asked = Set.copyOf(Arrays.asList(question.path("list_types").asText().split(",")));
        List<JsonNode> hits = fixtures.listed(question.path("uni_sc_id").asText()).map(row -> Json.items(row.path("list"))).orElse(List.of()).stream()
                .filter(hit -> asked.contains(hit.path("list_type").asText()))
                .toList();
        return said("0", "成功", Json.object("is_listed", hits.isEmpty() ? "0" : "1").set("list", Json.array(hits)));
    }

    @Override
    public Answer taken(Asker.Call call) {
        return said("0", "成功", Json.object());
    }

    @Override
    public Answer refusal() {
        return said("E-106", "签名校验不通过或密钥已失效", Json.object());
    }

    private static Answer said(String code, String message, ObjectNode data) {
        ObjectNode body = Json.object("code", code, "message", message);
        return Answer.json(data.isEmpty() ? body.putNull("data") : body.set("data", data));
    }
}
