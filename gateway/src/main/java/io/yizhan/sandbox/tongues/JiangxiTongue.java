package io.yizhan.sandbox.tongues;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Outside;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.platforms.Question.Basis;
import io.yizhan.sandbox.platforms.Question.By;
import io.yizhan.sandbox.platforms.Question.Channel;
import io.yizhan.sandbox.platforms.Question.CodeType;
import io.yizhan.sandbox.platforms.Question.Listing;
import io.yizhan.sandbox.platforms.Question.Want;
import io.yizhan.sandbox.platforms.Question;
import io.yizhan.sandbox.platforms.Reading.Answer;
import io.yizhan.sandbox.platforms.Reading.Names;
import io.yizhan.sandbox.platforms.Reading.Status;
import io.yizhan.sandbox.platforms.Reading;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Jiangxi's dialect: initials of the Chinese names, in CloudEvents. Simulated. */
final class JiangxiTongue implements Tongue {
    private static final String REFUSAL = "urn:yizhan:refusal:";
    private static final Map<By, String> BY = Map.of(By.IDENTIFIER, "ZZBS", By.HOLDER, "CZZT", By.AUTHORISATION_CODE, "YZM");
    private static final Map<CodeType, String> CODE_TYPE = Map.of(CodeType.USCC, "001", CodeType.CITIZEN_ID, "111", CodeType.OTHER, "099");
    private static final Map<Basis, String> BASIS = Map.of(Basis.HOLDER, "CYR", Basis.DUTY, "ZN");
    private static final Map<Channel, String> CHANNEL =
            Map.of(Channel.WINDOW, "CK", Channel.PC, "PC", Channel.MOBILE, "YD", Channel.SELF_SERVICE, "ZZ", Channel.OTHER, "QT");
    private static final Map<Want, String> WANT = Map.of(Want.VERDICT, "HY", Want.FIELDS, "ZD", Want.FILE, "WJ");
    private static final Map<Listing, String> LISTING =
            Map.of(Listing.PENALTY, "CF", Listing.ABNORMAL_OPERATION, "JYYC", Listing.SERIOUS_VIOLATION, "YZWF");
    private static final Map<Answer, String> ANSWER = Map.of(
            Answer.VALID, "YX", Answer.EXPIRED, "GQ", Answer.NOT_IN_FORCE, "WSX", Answer.NO_MATCH, "BPP", Answer.PARAMETER_MISSING, "QCS");
    private static final Map<Status, String> STATUS = Map.of(
            Status.VALID, "01", Status.NOT_YET_VALID, "02", Status.EXPIRED, "03", Status.SUSPENDED, "04", Status.LOST, "05",
            Status.SUPERSEDED, "06", Status.CANCELLED, "07", Status.RESCINDED, "08", Status.REVOKED, "09");
    private static final Map<Names, String> NAMES = Map.of(Names.EXACT, "YZ", Names.FOLDED, "GY");
    private static final Map<String, String> MISSING = Map.of("holder.name", "CZZT", "holder.code", "CZZTDM", "licenceType", "ZZLXDM");

    private final Outside outside;

    JiangxiTongue(Outside outside) {
        this.outside = outside;
    }

    @Override
    public Asker.Draft draft(Question.Licence question, Question.Requester requester) {
        boolean byHolder = question.by() == By.HOLDER;
        Question.Terms terms = question.terms();
        return event("licence-recognition", Json.object(
                "CXFS", BY.get(question.by()),
                "ZZBS", question.identifier(),
                "CZZT", question.holder().name(),
                "CZZTDM", question.holder().code(),
                "CZZTDMLXDM", byHolder ? CODE_TYPE.get(question.holder().codeType()) : "",
                "ZZLXDM", question.licenceType(),
                "YZM", question.authorisationCode(),
                "XZQHDM", terms.region(),
                "YZSY", terms.purpose(),
                "SXBM", question.serviceItem(),
                "BJBH", question.caseNumber(),
                "QQF", requester(requester),
                "SQ", authorisation(terms),
                "QD", CHANNEL.get(question.channel()),
                "XYNR", WANT.get(question.want())));
    }

    @Override
    public Asker.Draft draft(Question.Enterprise question, Question.Requester requester) {
        return event("supervision-check", Json.object(
                "QYMC", question.name(),
                "QYDM", question.code(),
                "MDLX", question.lists().stream().map(LISTING::get).toList(),
                "XZQHDM", question.terms().region(),
                "YZSY", question.terms().purpose(),
                "QQF", requester(requester),
                "SQ", authorisation(question.terms())));
    }

    private Asker.Draft event(String kind, ObjectNode payload) {
        Map<String, String> headers = Map.of(
                "Content-Type", "application/json",
                "ce-specversion", "1.0",
                "ce-id", outside.id(),
                "ce-source", Platform.JIANGXI.source(),
                "ce-type", "yizhan." + kind + ".request",
                "ce-time", outside.clock().instant().toString());
        return new Asker.Draft("/exchange/" + kind, "", headers, Json.write(payload));
    }

    private static ObjectNode requester(Question.Requester requester) {
        return Json.object(
                "JGDM", requester.organisation(),
                "JGMC", requester.name(),
                "BMMC", requester.department(),
                "CZRBH", requester.operatorId(),
                "CZRXM", requester.operatorName());
    }

    private static ObjectNode authorisation(Question.Terms terms) {
        return Json.object("YJ", BASIS.get(terms.basis()), "BH", terms.reference());
    }

    @Override
    public Reading read(Asker.Call question, int status, byte[] body) {
        JsonNode answer = Json.read(body);
        if (status != 200) {
            String type = answer.path("type").asText();
            return Reading.refused(type.startsWith(REFUSAL) ? type.substring(REFUSAL.length()) : "http " + status);
        }
        if (answer.has("SFLR")) {
            return Reading.checked(answer.get("SFLR").asText().equals("1"), Json.items(answer.path("MDXX")).stream().map(this::hit).toList());
        }
        return Reading.recognised(
                verdict(answer.path("HYJG")),
                Json.items(answer.path("ZZLB")).stream().map(this::licence).toList(),
                Json.items(answer.path("TS")).stream().map(remark -> remark.path("DM").asText()).toList());
    }

    private Reading.Licence licence(JsonNode row) {
        String validTo = row.path("ZZYXQJZRQ").asText();
        return new Reading.Licence(
                row.path("ZZBS").asText(),
                row.path("ZZMC").asText(),
                row.path("ZZBH").asText(),
                row.path("ZZBFJG").asText(),
                row.path("CZZT").asText(),
                row.path("CZZTDM").asText(),
                date(row.path("ZZYXQQSRQ").asText()),
                validTo.equals("长期") ? "long-term" : date(validTo),
                Optional.of(row.path("ZZZT").asText()).filter(code -> !code.isEmpty()).map(code -> Json.meaning(STATUS, code)),
                verdict(row.path("HYJG")),
                file(row.path("DZWJ")));
    }

    private static Optional<Reading.File> file(JsonNode file) {
        return file.has("LJ")
                ? Optional.of(new Reading.File(file.get("LJ").asText(), file.path("LX").asText(), file.path("DX").asLong(), file.path("ZY").asText()))
                : Optional.empty();
    }

    private static Optional<Reading.Verdict> verdict(JsonNode said) {
        if (!said.has("JG")) {
            return Optional.empty();
        }
        List<String> missing = Json.texts(said.path("QSCS")).stream().map(field -> Json.meaning(MISSING, field)).toList();
        return Optional.of(new Reading.Verdict(
                Json.meaning(ANSWER, said.get("JG").asText()),
                Optional.ofNullable(said.get("YY")).map(code -> Json.meaning(STATUS, code.asText())),
                missing,
                Optional.ofNullable(said.get("MCBD")).map(code -> Json.meaning(NAMES, code.asText()))));
    }

    private Reading.Hit hit(JsonNode row) {
        return new Reading.Hit(
                Json.meaning(LISTING, row.path("MDLX").asText()),
                row.path("LRYY").asText(),
                date(row.path("LRRQ").asText()),
                row.path("LRJG").asText(),
                row.path("WSH").asText());
    }

    /** From yyyyMMdd. */
    private static String date(String text) {
        return text.replaceFirst("^(\\d{4})(\\d{2})(\\d{2})$", "$1-$2-$3");
    }
}
