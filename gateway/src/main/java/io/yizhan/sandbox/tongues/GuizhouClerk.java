package io.yizhan.sandbox.tongues;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Platform;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Guizhou answers in the form it was asked in, with verdicts of its own, in GBK. */
final class GuizhouClerk implements Clerk {
    private static final Charset CHARSET = Charset.forName("GBK");
    /** From best to worst: the verdict on the whole is the best of the licences'. */
    private static final List<String> RANK = List.of("有效", "过期", "未生效");

    private static final Map<Fixtures.Needed, String> NEEDED = Map.of(
            Fixtures.Needed.HOLDER_NAME, "holder/name", Fixtures.Needed.HOLDER_CODE, "holder/code", Fixtures.Needed.LICENCE_TYPE, "certType");

    private final Fixtures fixtures =
            new Fixtures(Platform.GUIZHOU, new Fixtures.Fields("/certId", "/holder/#text", "/holder/@code", "/certType", "/uscc"));
    private final URI here;

    GuizhouClerk(URI here) {
        this.here = here;
    }

    @Override
    public Answer answer(Asker.Call call) {
        Xml question = Xml.read(call.body());
        return call.uri().getPath().equals(GuizhouTongue.SUPERVISION) ? plain(check(question), question) : soap(recognise(question), question);
    }

    private ObjectNode recognise(Xml question) {
        String want = question.text("resultMode");
        switch (question.text("queryMode")) {
            case "BS":
                return told(fixtures.byIdentifier(question.text("certId")), want);
            case "CZR":
                return told(fixtures.byHolder(question.text("holder/name"), question.text("holder/code"), question.text("certType")), want);
            case "SQM":
                return told(fixtures.byAuthorisationCode(question.text("authCode")), want);
            default:
                return result("500", "查询方式不支持");
        }
    }

    private ObjectNode told(Fixtures.Found found, String want) {
        switch (found.outcome()) {
            case NO_SUCH_CODE:
                return result("404", "用证码不存在");
            case NO_MATCH:
                return data(recognised(Json.object("@result", "不符"), List.of()));
            case PARAMETER_MISSING:
                return data(recognised(
                        Json.object("@result", "缺参", "missing", found.missing().stream().map(NEEDED::get).toList()), List.of()));
            default:
                return data(found(found, want));
        }
    }

    private ObjectNode found(Fixtures.Found found, String want) {
        ObjectNode best = RANK.stream()
                .flatMap(rank -> found.rows().stream().map(row -> verdict(row, found.exact())).filter(said -> said.path("@result").asText().equals(rank)))
                .findFirst()
                .orElseThrow();
        List<ObjectNode> certs = found.rows().stream().map(row -> row(row, found.exact(), want)).toList();
        return recognised(best, want.equals("check") ? List.of() : certs);
    }

    private static ObjectNode recognised(ObjectNode verdict, List<ObjectNode> certs) {
        return Json.object("verdict", verdict).set("certs", Json.object("cert", certs));
    }

    /** The row with its verdict and, where that is wanted, its file. */
    private ObjectNode row(JsonNode row, Optional<Boolean> exact, String want) {
        ObjectNode told = row.deepCopy();
        told.set("verdict", verdict(row, exact));
        if (want.equals("file")) {
            SampleFile file = SampleFile.of(row.path("certId").asText());
            told.set("file", Json.object(
                    "@type", file.pdf() ? "pdf" : "ofd",
                    "@size", file.bytes().length,
                    "@digest", file.digest(),
                    "#text", file.link(here, Platform.GUIZHOU).toString()));
        }
        return told;
    }

    private static ObjectNode verdict(JsonNode row, Optional<Boolean> exact) {
        String status = row.path("@status").asText();
        String result = Set.of("有效", "过期").contains(status) ? status : "未生效";
        return Json.object(
                "@result", result,
                "@reason", result.equals("未生效") ? status : "",
                "@names", exact.map(same -> same ? "一致" : "折叠一致").orElse(""));
    }

    private ObjectNode check(Xml question) {
        Set<String> asked = question.all("lists/list").stream().map(list -> list.text("")).collect(Collectors.toSet());
        List<JsonNode> hits = fixtures.listed(question.text("uscc")).map(row -> Json.items(row.path("record"))).orElse(List.of()).stream()
                .filter(hit -> asked.contains(hit.path("@list").asText()))
                .toList();
        return data(Json.object("listed", hits.isEmpty() ? "否" : "是").set("records", Json.object("record", hits)));
    }

    @Override
    public Answer taken(Asker.Call call) {
        Xml message = Xml.read(call.body());
        return GuizhouTongue.soap(call.uri().getPath()) ? soap(result("200", "成功"), message) : plain(result("200", "成功"), message);
    }

    @Override
    public Answer refusal() {
        ObjectNode said = Json.object("result", Json.object("code", "401", "message", "签名校验不通过"));
        return new Answer(200, "text/xml; charset=GBK", text().soap("soapenv", GuizhouTongue.NAMESPACE, "response", said));
    }

    private static ObjectNode data(ObjectNode data) {
        return result("200", "成功").set("data", data);
    }

    private static ObjectNode result(String code, String message) {
        return Json.object("result", Json.object("code", code, "message", message));
    }

    private static Answer soap(ObjectNode said, Xml question) {
        byte[] body = text().soap("soapenv", GuizhouTongue.NAMESPACE, "response", numbered(said, question));
        return new Answer(200, "text/xml; charset=GBK", body);
    }

    private static Answer plain(ObjectNode said, Xml question) {
        return new Answer(200, "application/xml; charset=GBK", text().plain(GuizhouTongue.NAMESPACE, "response", numbered(said, question)));
    }

    private static ObjectNode numbered(ObjectNode said, Xml question) {
        ObjectNode numbered = Json.object("result", said.path("result"), "serialNo", question.text("serialNo"));
        return said.has("data") ? numbered.set("data", said.path("data")) : numbered;
    }

    private static XmlText text() {
        return new XmlText("ns2", CHARSET, Set.of("certName", "reason"));
    }
}
