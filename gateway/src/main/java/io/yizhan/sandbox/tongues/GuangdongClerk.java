package io.yizhan.sandbox.tongues;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Outside;
import io.yizhan.sandbox.platforms.Platform;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Guangdong answers for a licence only who asked for authorisation codes first: codes for the very service item, good for two minutes. */
final class GuangdongClerk implements Clerk {
    static final String AUTHORISE = "/ebus/licence/auth-codes";

    private static final int SECONDS = 120;
    /** From best to worst: the verdict on the whole is the best of the licences'. */
    private static final List<String> RANK = List.of("VALID", "EXPIRED", "NOT_IN_FORCE");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.of("Asia/Shanghai"));
    private static final Map<Fixtures.Needed, String> NEEDED = Map.of(
            Fixtures.Needed.HOLDER_NAME, "holder_name",
            Fixtures.Needed.HOLDER_CODE, "holder_identity_num",
            Fixtures.Needed.LICENCE_TYPE, "license_item_code");

    private final Fixtures fixtures = new Fixtures(
            Platform.GUANGDONG,
            new Fixtures.Fields("/license_code", "/holder_name", "/holder_identity_num", "/license_item_code", "/ent_code"));
    private final Map<String, Authorised> codes = new ConcurrentHashMap<>();
    private final GuangdongRegister register = new GuangdongRegister();
    private final URI here;
    private final Outside outside;

    private record Authorised(String item, Instant ends) {}

    GuangdongClerk(URI here, Outside outside) {
        this.here = here;
        this.outside = outside;
    }

    @Override
    public Answer answer(Asker.Call call) {
        JsonNode question = Json.read(call.body());
        switch (call.uri().getPath()) {
            case AUTHORISE:
                return authorise(question);
            case GuangdongChecks.IDENTITY:
                return said(register.identity(question), question);
            case GuangdongChecks.SEAL:
                return said(register.seal(question), question);
            case GuangdongTongue.SUPERVISION:
                return check(question);
            case GuangdongTongue.LICENCE:
                return authorised(question) ? recognise(question) : failed("E403", "没有该事项的用证授权码", question);
            default:
                return failed("E404", "服务不存在", question);
        }
    }

    private Answer authorise(JsonNode question) {
        Instant now = outside.clock().instant();
        codes.values().removeIf(code -> code.ends().isBefore(now));
        String code = outside.id();
        codes.put(code, new Authorised(question.path("service_item_code").asText(), now.plusSeconds(SECONDS)));
        return said(Json.object("auth_codes", List.of(code), "expires_in", SECONDS), question);
    }

    private boolean authorised(JsonNode question) {
        Instant now = outside.clock().instant();
        return Json.texts(question.path("service_auth_codes")).stream()
                .map(codes::get)
                .anyMatch(code -> code != null && code.ends().isAfter(now) && code.item().equals(question.path("service_item_code").asText()));
    }

    private Answer recognise(JsonNode question) {
        switch (question.path("query_type").asText()) {
            case "LICENSE_CODE":
                return told(fixtures.byIdentifier(question.path("license_code").asText()), question);
            case "HOLDER":
                return told(fixtures.byHolder(
                        question.path("holder_name").asText(),
                        question.path("holder_identity_num").asText(),
                        question.path("license_item_code").asText()), question);
            case "AUTH_CODE":
                return told(fixtures.byAuthorisationCode(question.path("auth_code").asText()), question);
            default:
                return failed("E500", "查询方式不支持", question);
        }
    }

    private Answer told(Fixtures.Found found, JsonNode question) {
        switch (found.outcome()) {
            case NO_SUCH_CODE:
                return failed("E404", "用证码不存在", question);
            case NO_MATCH:
                return said(recognised(Json.object("result", "NO_MATCH"), List.of()), question);
            case PARAMETER_MISSING:
                List<String> missing = found.missing().stream().map(NEEDED::get).toList();
                return said(recognised(Json.object("result", "PARAM_MISSING", "missing", missing), List.of()), question);
            default:
                return said(found(found, question.path("result").asText()), question);
        }
    }

    private ObjectNode found(Fixtures.Found found, String want) {
        ObjectNode best = RANK.stream()
                .flatMap(rank -> found.rows().stream().map(row -> verdict(row, found.exact())).filter(said -> said.path("result").asText().equals(rank)))
                .findFirst()
                .orElseThrow();
        List<ObjectNode> rows = found.rows().stream().map(row -> row(row, found.exact(), want)).toList();
        return recognised(best, want.equals("VERIFY") ? List.of() : rows);
    }

    private static ObjectNode recognised(ObjectNode verdict, List<ObjectNode> licences) {
        return Json.object("verify", verdict).set("licenses", Json.array(licences));
    }

    /** The row with its verdict and, where that is wanted, its file. */
    private ObjectNode row(JsonNode row, Optional<Boolean> exact, String want) {
        ObjectNode told = row.deepCopy();
        told.set("verify", verdict(row, exact));
        if (want.equals("FILE")) {
            SampleFile file = SampleFile.of(row.path("license_code").asText());
            told.put("file_url", file.link(here, Platform.GUANGDONG).toString()).put("file_type", file.pdf() ? "PDF" : "OFD");
            told.put("file_size", file.bytes().length).put("file_digest", file.digest());
        }
        return told;
    }

    private static ObjectNode verdict(JsonNode row, Optional<Boolean> exact) {
        String status = row.path("license_status").asText();
        String result = Map.of("NORMAL", "VALID", "EXPIRED", "EXPIRED").getOrDefault(status, "NOT_IN_FORCE");
        return Json.object(
                "result", result,
                "reason", result.equals("NOT_IN_FORCE") ? status : "",
                "name_match", exact.map(same -> same ? "EXACT" : "FOLDED").orElse(""));
    }

    private Answer check(JsonNode question) {
        Set<String> asked = Set.copyOf(Json.texts(question.path("list_types")));
        List<JsonNode> hits = fixtures.listed(question.path("ent_code").asText()).map(row -> Json.items(row.path("hits"))).orElse(List.of()).stream()
                .filter(hit -> asked.contains(hit.path("list_type").asText()))
                .toList();
        return said(Json.object("listed", !hits.isEmpty()).set("hits", Json.array(hits)), question);
    }

    @Override
    public Answer taken(Asker.Call call) {
        return said(Json.object(), Json.read(call.body()));
    }

    @Override
    public Answer refusal() {
        return failed("E401", "访问令牌无效或已过期", Json.object());
    }

    private Answer said(ObjectNode data, JsonNode question) {
        return Answer.json(envelope("SUCCESS", question).set("data", data));
    }

    private Answer failed(String code, String message, JsonNode question) {
        ObjectNode body = envelope("FAILURE", question);
        body.putArray("errors").add(Json.object("code", code, "message", message));
        return Answer.json(body);
    }

    private ObjectNode envelope(String ack, JsonNode question) {
        ObjectNode body = Json.object("ack_code", ack);
        body.putArray("errors");
        body.put("timestamp", TIME.format(outside.clock().instant()));
        body.put("correlation_id", question.path("request_id").asText());
        return body.put("response_id", outside.id());
    }
}
