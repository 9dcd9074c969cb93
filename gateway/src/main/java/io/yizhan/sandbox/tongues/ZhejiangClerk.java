package io.yizhan.sandbox.tongues;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Platform;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Zhejiang answers with rows, each with its own result. */
final class ZhejiangClerk implements Clerk {
    /** From best to worst. */
    private static final List<String> RANK = List.of("05", "04", "03");

    private static final Map<Fixtures.Needed, String> NEEDED = Map.of(
            Fixtures.Needed.HOLDER_NAME, "certificate_holder_name",
            Fixtures.Needed.HOLDER_CODE, "certificate_holder_code",
            Fixtures.Needed.LICENCE_TYPE, "certificate_type_name_code");

    private final Fixtures fixtures = new Fixtures(
            Platform.ZHEJIANG,
            new Fixtures.Fields(
                    "/certificate_identifier",
                    "/certificate_holder_name",
                    "/certificate_holder_code",
                    "/certificate_type_name_code",
                    "/entCode"));
    private final ZhejiangRegister register = new ZhejiangRegister();
    private final URI here;

    ZhejiangClerk(URI here) {
        this.here = here;
    }

    @Override
    public Answer answer(Asker.Call call) {
        JsonNode question = Json.read(call.body());
        switch (call.uri().getPath()) {
            case ZhejiangChecks.IDENTITY:
                return said("00", "成功", List.of(register.identity(question)), question);
            case ZhejiangChecks.SEAL:
                return said("00", "成功", List.of(register.seal(question)), question);
            case ZhejiangTongue.SUPERVISION:
                return check(question);
            default:
                return recognise(question);
        }
    }

    /** Which lookup it is follows from which fields are there. */
    private Answer recognise(JsonNode question) {
        if (question.has("certificate_identifier")) {
            return told(fixtures.byIdentifier(question.path("certificate_identifier").asText()), question);
        }
        return question.has("useCode")
                ? told(fixtures.byAuthorisationCode(question.path("useCode").asText()), question)
                : told(fixtures.byHolder(
                        question.path("certificate_holder_name").asText(),
                        question.path("certificate_holder_code").asText(),
                        question.path("certificate_type_name_code").asText()), question);
    }

    private Answer told(Fixtures.Found found, JsonNode question) {
        switch (found.outcome()) {
            case NO_SUCH_CODE:
                return said("11", "用证码不存在", List.of(), question);
            case NO_MATCH:
                return said("00", "成功", List.of(Json.object("verify_result", "02")), question);
            case PARAMETER_MISSING:
                return said(
                        "00",
                        "成功",
                        List.of(Json.object("verify_result", "01", "lack_params", found.missing().stream().map(NEEDED::get).collect(Collectors.joining(",")))),
                        question);
            default:
                return said("00", "成功", found(found, question.path("want").asText()), question);
        }
    }

    private List<ObjectNode> found(Fixtures.Found found, String want) {
        Stream<ObjectNode> verdicts = found.rows().stream().map(row -> verdict(row, found.exact()));
        if (want.equals("verify")) {
            List<ObjectNode> all = verdicts.toList();
            return RANK.stream().flatMap(rank -> all.stream().filter(said -> said.path("verify_result").asText().equals(rank))).limit(1).toList();
        }
        return found.rows().stream().map(row -> row(row, found.exact(), want)).toList();
    }

    /** The row with its verdict and, where that is wanted, its file. */
    private ObjectNode row(JsonNode row, Optional<Boolean> exact, String want) {
        ObjectNode told = row.deepCopy();
        told.setAll(verdict(row, exact));
        if (want.equals("file")) {
            SampleFile file = SampleFile.of(row.path("certificate_identifier").asText());
            told.put("file_url", file.link(here, Platform.ZHEJIANG).toString()).put("file_type", file.pdf() ? "pdf" : "ofd");
            told.put("file_size", file.bytes().length).put("file_sha256", file.digest());
        }
        return told;
    }

    private static ObjectNode verdict(JsonNode row, Optional<Boolean> exact) {
        String status = row.path("status").asText();
        String result = Map.of("normal", "05", "expired", "04").getOrDefault(status, "03");
        return Json.object(
                "verify_result", result,
                "verify_reason", result.equals("03") ? status : "",
                "name_match", exact.map(same -> same ? "same" : "folded").orElse(""));
    }

    private Answer check(JsonNode question) {
        Set<String> asked = Set.copyOf(Json.texts(question.path("listTypes")));
        List<JsonNode> hits = fixtures.listed(question.path("entCode").asText()).map(row -> Json.items(row.path("rows"))).orElse(List.of()).stream()
                .filter(hit -> asked.contains(hit.path("listType").asText()))
                .toList();
        List<JsonNode> rows = Stream.concat(Stream.of(Json.object("listed", hits.isEmpty() ? "N" : "Y")), hits.stream()).toList();
        return said("00", "成功", rows, question);
    }

    @Override
    public Answer taken(Asker.Call call) {
        return said("00", "成功", List.of(), Json.read(call.body()));
    }

    @Override
    public Answer refusal() {
        return said("03", "签名校验不通过", List.of(), Json.object());
    }

    private static Answer said(String code, String message, List<? extends JsonNode> rows, JsonNode question) {
        ObjectNode body = Json.object(
                "code", code, "msg", message, "dataCount", rows.size(), "requestId", question.path("requestId").asText());
        return Answer.json(body.set("datas", Json.array(rows)));
    }
}
