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

/** Jiangxi answers with verdicts of its own; what it cannot answer is a problem (RFC 9457). */
final class JiangxiClerk implements Clerk {
    /** From best to worst: the verdict on the whole is the best of the licences'. */
    private static final List<String> RANK = List.of("YX", "GQ", "WSX");

    private static final Map<Fixtures.Needed, String> NEEDED = Map.of(
            Fixtures.Needed.HOLDER_NAME, "CZZT", Fixtures.Needed.HOLDER_CODE, "CZZTDM", Fixtures.Needed.LICENCE_TYPE, "ZZLXDM");

    private final Fixtures fixtures = new Fixtures(Platform.JIANGXI, new Fixtures.Fields("/ZZBS", "/CZZT", "/CZZTDM", "/ZZLXDM", "/QYDM"));
    private final URI here;

    JiangxiClerk(URI here) {
        this.here = here;
    }

    @Override
    public Answer answer(Asker.Call call) {
        JsonNode question = Json.read(call.body());
        return call.uri().getPath().endsWith("/supervision-check") ? check(question) : recognise(question);
    }

    private Answer recognise(JsonNode question) {
        String want = question.path("XYNR").asText();
        switch (question.path("CXFS").asText()) {
            case "ZZBS":
                return told(fixtures.byIdentifier(question.path("ZZBS").asText()), want);
            case "CZZT":
                return told(fixtures.byHolder(
                        question.path("CZZT").asText(), question.path("CZZTDM").asText(), question.path("ZZLXDM").asText()), want);
            case "YZM":
                return told(fixtures.byAuthorisationCode(question.path("YZM").asText()), want);
            default:
                return problem(422, "unmappable", "查询方式不支持");
        }
    }

    private Answer told(Fixtures.Found found, String want) {
        switch (found.outcome()) {
            case NO_SUCH_CODE:
                return problem(404, "not-found", "用证码不存在");
            case NO_MATCH:
                return Answer.json(recognised(Json.object("JG", "BPP"), List.of()));
            case PARAMETER_MISSING:
                return Answer.json(recognised(Json.object("JG", "QCS", "QSCS", found.missing().stream().map(NEEDED::get).toList()), List.of()));
            default:
                return Answer.json(found(found, want));
        }
    }

    private ObjectNode found(Fixtures.Found found, String want) {
        ObjectNode best = RANK.stream()
                .flatMap(rank -> found.rows().stream().map(row -> verdict(row, found.exact())).filter(said -> said.path("JG").asText().equals(rank)))
                .findFirst()
                .orElseThrow();
        List<ObjectNode> rows = found.rows().stream().map(row -> row(row, found.exact(), want)).toList();
        return recognised(best, want.equals("HY") ? List.of() : rows);
    }

    /** The row with its verdict and, where that is wanted, its file. */
    private ObjectNode row(JsonNode row, Optional<Boolean> exact, String want) {
        ObjectNode told = row.deepCopy();
        told.set("HYJG", verdict(row, exact));
        if (want.equals("WJ")) {
            SampleFile file = SampleFile.of(row.path("ZZBS").asText());
            told.set("DZWJ", Json.object(
                    "LJ", file.link(here, Platform.JIANGXI).toString(),
                    "LX", file.pdf() ? "PDF" : "OFD",
                    "DX", file.bytes().length,
                    "ZY", file.digest()));
        }
        return told;
    }

    private static ObjectNode recognised(ObjectNode verdict, List<ObjectNode> licences) {
        return Json.object("HYJG", verdict).set("ZZLB", Json.array(licences));
    }

    private static ObjectNode verdict(JsonNode row, Optional<Boolean> exact) {
        String status = row.path("ZZZT").asText();
        String result = Map.of("01", "YX", "03", "GQ").getOrDefault(status, "WSX");
        return Json.object(
                "JG", result,
                "YY", result.equals("WSX") ? status : "",
                "MCBD", exact.map(same -> same ? "YZ" : "GY").orElse(""));
    }

    private Answer check(JsonNode question) {
        Set<String> asked = Set.copyOf(Json.texts(question.path("MDLX")));
        List<JsonNode> hits = fixtures.listed(question.path("QYDM").asText()).map(row -> Json.items(row.path("MDXX"))).orElse(List.of()).stream()
                .filter(hit -> asked.contains(hit.path("MDLX").asText()))
                .toList();
        return Answer.json(Json.object("SFLR", hits.isEmpty() ? "0" : "1").set("MDXX", Json.array(hits)));
    }

    @Override
    public Answer taken(Asker.Call call) {
        return Answer.json(Json.object());
    }

    @Override
    public Answer refusal() {
        return problem(401, "bad-signature", "签名校验不通过");
    }

    private static Answer problem(int status, String code, String detail) {
        ObjectNode body = Json.object("type", "urn:yizhan:refusal:" + code, "title", code, "status", status, "code", code, "detail", detail);
        return new Answer(status, "application/problem+json", Json.write(body));
    }
}
