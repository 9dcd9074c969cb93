package io.yizhan.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The national platform answers with licence data and leaves it to the asker to judge; it says so only when there is nothing to judge. */
final class NationalClerk implements Clerk {
    private final Fixtures fixtures = new Fixtures(
            Platform.NATIONAL,
            new Fixtures.Fields(
                    "certificate_source_id", "certificate_holder", "certificate_holder_code", "certificate_type_code", "uni_sc_id"));

    @Override
    public Answer answer(Asker.Call call, JsonNode question) {
        switch (call.header(NationalSeal.SID)) {
            case NationalTongue.RECOGNITION:
                return recognise(question);
            case NationalTongue.SUPERVISION:
                return check(question);
            default:
                return said("-1", "服务不存在", Json.object());
        }
    }

    private Answer recognise(JsonNode question) {
        switch (question.path("query_type").asText()) {
            case "1":
                return told(fixtures.byIdentifier(question.path("certificate_source_id").asText()));
            case "2":
                return told(fixtures.byHolder(question));
            case "3":
                return told(fixtures.byAuthorisationCode(question.path("auth_code").asText()));
            default:
                return said("-1", "查询方式不支持", Json.object());
        }
    }

    private static Answer told(Fixtures.Found found) {
        switch (found.outcome()) {
            case NO_SUCH_CODE:
                return said("404", "用证码不存在", Json.object());
            case NO_MATCH:
                return licences(List.of(), "verify_code", "3");
            case PARAMETER_MISSING:
                return licences(List.of(), "verify_code", "4", "missing_fields", found.missing());
            default:
                return licences(found.rows());
        }
    }

    private static Answer licences(List<JsonNode> rows, Object... verdict) {
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
    public Answer refusal() {
        return said("-1", "签名校验不通过", Json.object());
    }

    private static Answer said(String code, String message, ObjectNode data) {
        ObjectNode body = Json.object("code", code, "message", message);
        return Answer.ok(data.isEmpty() ? body.putNull("data") : body.set("data", data));
    }
}
