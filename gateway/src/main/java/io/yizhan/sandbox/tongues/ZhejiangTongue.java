package io.yizhan.sandbox.tongues;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Outside;
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
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Zhejiang's dialect: metadata names, words for codes, every answer a list of rows. Simulated where its tables are not public. */
final class ZhejiangTongue implements Tongue {
    static final String SUPERVISION = "/gateway/api/supervision/check.htm";

    static final Map<CodeType, String> CODE_TYPE = Map.of(CodeType.USCC, "001", CodeType.CITIZEN_ID, "111", CodeType.OTHER, "099");
    private static final Map<Basis, String> BASIS = Map.of(Basis.HOLDER, "holder", Basis.DUTY, "duty");
    private static final Map<Channel, String> CHANNEL =
            Map.of(Channel.WINDOW, "hall", Channel.PC, "web", Channel.MOBILE, "app", Channel.SELF_SERVICE, "kiosk", Channel.OTHER, "other");
    private static final Map<Want, String> WANT = Map.of(Want.VERDICT, "verify", Want.FIELDS, "data", Want.FILE, "file");
    private static final Map<Listing, String> LISTING =
            Map.of(Listing.PENALTY, "PENALTY", Listing.ABNORMAL_OPERATION, "ABNORMAL", Listing.SERIOUS_VIOLATION, "SERIOUS");
    private static final Map<Answer, String> ANSWER = Map.of(
            Answer.VALID, "05", Answer.EXPIRED, "04", Answer.NOT_IN_FORCE, "03", Answer.NO_MATCH, "02", Answer.PARAMETER_MISSING, "01");
    private static final Map<Status, String> STATUS = Map.of(
            Status.VALID, "normal", Status.NOT_YET_VALID, "pending", Status.EXPIRED, "expired", Status.SUSPENDED, "suspended",
            Status.LOST, "lost", Status.SUPERSEDED, "replaced", Status.CANCELLED, "cancelled", Status.RESCINDED, "withdrawn",
            Status.REVOKED, "revoked");
    private static final Map<Names, String> NAMES = Map.of(Names.EXACT, "same", Names.FOLDED, "folded");
    private static final Map<String, String> MISSING = Map.of(
            "holder.name", "certificate_holder_name",
            "holder.code", "certificate_holder_code",
            "licenceType", "certificate_type_name_code");

    private final Outside outside;
    private final ZhejiangChecks checks = new ZhejiangChecks();

    ZhejiangTongue(Outside outside) {
        this.outside = outside;
    }

    @Override
    public Asker.Draft draft(Question.Licence question, Question.Requester requester) {
        boolean byHolder = question.by() == By.HOLDER;
        Question.Terms terms = question.terms();
        return call("/gateway/api/licence/recognition.htm", Json.object(
                "requestId", outside.id(),
                "certificate_identifier", question.identifier(),
                "certificate_holder_name", question.holder().name(),
                "certificate_holder_code", question.holder().code(),
                "certificate_holder_type", byHolder ? CODE_TYPE.get(question.holder().codeType()) : "",
                "certificate_type_name_code", question.licenceType(),
                "useCode", question.authorisationCode(),
                "certificate_area_code", terms.region(),
                "useCause", terms.purpose(),
                "itemCode", question.serviceItem(),
                "caseNo", question.caseNumber(),
                "requester", requester(requester),
                "authType", BASIS.get(terms.basis()),
                "authNo", terms.reference(),
                "channel", CHANNEL.get(question.channel()),
                "want", WANT.get(question.want())));
    }

    @Override
    public Asker.Draft draft(Question.Enterprise question, Question.Requester requester) {
        return call(SUPERVISION, Json.object(
                "requestId", outside.id(),
                "entName", question.name(),
                "entCode", question.code(),
                "listTypes", question.lists().stream().map(LISTING::get).toList(),
                "areaCode", question.terms().region(),
                "useCause", question.terms().purpose(),
                "requester", requester(requester),
                "authType", BASIS.get(question.terms().basis()),
                "authNo", question.terms().reference()));
    }

    @Override
    public Asker.Draft draft(Question.Identity question, Question.Requester requester) {
        return call(ZhejiangChecks.IDENTITY, checks.asked(question).setAll(checked(question.terms(), requester)));
    }

    @Override
    public Asker.Draft draft(Question.ElectronicSeal question, Question.Requester requester) {
        return call(ZhejiangChecks.SEAL, checks.asked(question).setAll(checked(question.terms(), requester)));
    }

    private ObjectNode checked(Question.Terms terms, Question.Requester requester) {
        return Json.object(
                "requestId", outside.id(),
                "areaCode", terms.region(),
                "useCause", terms.purpose(),
                "requester", requester(requester),
                "authType", BASIS.get(terms.basis()),
                "authNo", terms.reference());
    }

    private static Asker.Draft call(String path, ObjectNode body) {
        return new Asker.Draft(path, "", Map.of("Content-Type", "application/json"), Json.write(body));
    }

    private static ObjectNode requester(Question.Requester requester) {
        return Json.object(
                "orgCode", requester.organisation(),
                "orgName", requester.name(),
                "deptName", requester.department(),
                "userId", requester.operatorId(),
                "userName", requester.operatorName());
    }

    @Override
    public boolean lapsed(byte[] answer) {
        return Json.read(answer).path("code").asText().equals("03");
    }

    @Override
    public Reading read(Asker.Call question, int status, byte[] body) {
        JsonNode answer = Json.read(body);
        String code = answer.path("code").asText("http " + status);
        if (!code.equals("00")) {
            return Reading.refused(answer.path("detail").path("refusal").asText(code));
        }
        List<JsonNode> rows = Json.items(answer.path("datas"));
        Optional<Reading> checked = checks.read(question.uri().getPath(), answer.path("datas").path(0));
        if (checked.isPresent()) {
            return checked.get();
        }
        if (answer.path("datas").path(0).has("listed")) {
            return Reading.checked(rows.get(0).get("listed").asText().equals("Y"), rows.stream().skip(1).map(this::hit).toList());
        }
        List<String> remarks = rows.stream()
                .flatMap(row -> Json.items(row.path("notices")).stream())
                .map(notice -> notice.path("code").asText())
                .toList();
        List<Reading.Licence> licences = rows.stream().filter(ZhejiangTongue::holdsLicence).map(this::licence).toList();
        return Reading.recognised(best(rows), licences, remarks);
    }

    /** A row without any licence field states the verdict on the whole; otherwise it is the best of the rows'. */
    private static Optional<Reading.Verdict> best(List<JsonNode> rows) {
        List<Answer> rank = Arrays.asList(Answer.VALID, Answer.EXPIRED, Answer.NOT_IN_FORCE, Answer.NO_MATCH, Answer.PARAMETER_MISSING);
        return rows.stream()
                .map(ZhejiangTongue::verdict)
                .flatMap(Optional::stream)
                .min(Comparator.comparing(verdict -> rank.indexOf(verdict.answer())));
    }

    private static boolean holdsLicence(JsonNode row) {
        return row.has("certificate_identifier") || row.has("certificate_name") || row.has("status");
    }

    private Reading.Licence licence(JsonNode row) {
        String validTo = row.path("certificate_validate_end").asText();
        return new Reading.Licence(
                row.path("certificate_identifier").asText(),
                row.path("certificate_name").asText(),
                row.path("certificate_number").asText(),
                row.path("certificate_issuing_authority_name").asText(),
                row.path("certificate_holder_name").asText(),
                row.path("certificate_holder_code").asText(),
                date(row.path("certificate_validate_start").asText()),
                validTo.equals("20991231") ? "long-term" : date(validTo),
                Optional.ofNullable(row.get("status")).map(code -> Json.meaning(STATUS, code.asText())),
                verdict(row),
                file(row));
    }

    private static Optional<Reading.File> file(JsonNode row) {
        return row.has("file_url")
                ? Optional.of(new Reading.File(
                        row.get("file_url").asText(), row.path("file_type").asText(), row.path("file_size").asLong(), row.path("file_sha256").asText()))
                : Optional.empty();
    }

    private static Optional<Reading.Verdict> verdict(JsonNode row) {
        if (!row.has("verify_result")) {
            return Optional.empty();
        }
        List<String> missing = Arrays.stream(row.path("lack_params").asText().split(","))
                .filter(field -> !field.isEmpty())
                .map(field -> Json.meaning(MISSING, field))
                .toList();
        return Optional.of(new Reading.Verdict(
                Json.meaning(ANSWER, row.get("verify_result").asText()),
                Optional.ofNullable(row.get("verify_reason")).map(code -> Json.meaning(STATUS, code.asText())),
                missing,
                Optional.ofNullable(row.get("name_match")).map(code -> Json.meaning(NAMES, code.asText()))));
    }

    private Reading.Hit hit(JsonNode row) {
        return new Reading.Hit(
                Json.meaning(LISTING, row.path("listType").asText()),
                row.path("reason").asText(),
                date(row.path("decideDate").asText()),
                row.path("decideOrg").asText(),
                row.path("docNo").asText());
    }

    /** From yyyyMMdd. */
    private static String date(String text) {
        return text.replaceFirst("^(\\d{4})(\\d{2})(\\d{2})$", "$1-$2-$3");
    }
}
