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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Guangdong's dialect: an envelope with ack_code, words in capitals, a licence's own fields as JSON inside a text. Simulated where not public. */
final class GuangdongTongue implements Tongue {
    static final String LICENCE = "/ebus/licence/query";
    static final String SUPERVISION = "/ebus/supervision/check";

    private static final Map<By, String> BY = Map.of(By.IDENTIFIER, "LICENSE_CODE", By.HOLDER, "HOLDER", By.AUTHORISATION_CODE, "AUTH_CODE");
    static final Map<CodeType, String> CODE_TYPE = Map.of(CodeType.USCC, "001", CodeType.CITIZEN_ID, "111", CodeType.OTHER, "099");
    private static final Map<Basis, String> BASIS = Map.of(Basis.HOLDER, "HOLDER", Basis.DUTY, "DUTY");
    private static final Map<Channel, String> CHANNEL =
            Map.of(Channel.WINDOW, "HALL", Channel.PC, "PC", Channel.MOBILE, "APP", Channel.SELF_SERVICE, "KIOSK", Channel.OTHER, "OTHER");
    private static final Map<Want, String> WANT = Map.of(Want.VERDICT, "VERIFY", Want.FIELDS, "DATA", Want.FILE, "FILE");
    private static final Map<Listing, String> LISTING =
            Map.of(Listing.PENALTY, "PENALTY", Listing.ABNORMAL_OPERATION, "ABNORMAL", Listing.SERIOUS_VIOLATION, "SERIOUS");
    private static final Map<Answer, String> ANSWER = Map.of(
            Answer.VALID, "VALID", Answer.EXPIRED, "EXPIRED", Answer.NOT_IN_FORCE, "NOT_IN_FORCE", Answer.NO_MATCH, "NO_MATCH",
            Answer.PARAMETER_MISSING, "PARAM_MISSING");
    private static final Map<Status, String> STATUS = Map.of(
            Status.VALID, "NORMAL", Status.NOT_YET_VALID, "PENDING", Status.EXPIRED, "EXPIRED", Status.SUSPENDED, "SUSPENDED",
            Status.LOST, "LOST", Status.SUPERSEDED, "REPLACED", Status.CANCELLED, "CANCELLED", Status.RESCINDED, "RESCINDED",
            Status.REVOKED, "REVOKED");
    private static final Map<Names, String> NAMES = Map.of(Names.EXACT, "EXACT", Names.FOLDED, "FOLDED");
    private static final Map<String, String> MISSING = Map.of(
            "holder.name", "holder_name", "holder.code", "holder_identity_num", "licenceType", "license_item_code");

    private final Outside outside;
    private final GuangdongChecks checks = new GuangdongChecks();

    GuangdongTongue(Outside outside) {
        this.outside = outside;
    }

    @Override
    public Asker.Draft draft(Question.Licence question, Question.Requester requester) {
        Question.Terms terms = question.terms();
        return call(LICENCE, Json.object(
                "request_id", outside.id(),
                "query_type", BY.get(question.by()),
                "license_code", question.identifier(),
                "holder_name", question.holder().name(),
                "holder_identity_num", question.holder().code(),
                "holder_identity_type", question.by() == By.HOLDER ? CODE_TYPE.get(question.holder().codeType()) : "",
                "license_item_code", question.licenceType(),
                "auth_code", question.authorisationCode(),
                "division_code", terms.region(),
                "use_cause", terms.purpose(),
                "service_item_code", question.serviceItem(),
                "case_no", question.caseNumber(),
                "requester", requester(requester),
                "auth_basis", BASIS.get(terms.basis()),
                "auth_ref", terms.reference(),
                "channel", CHANNEL.get(question.channel()),
                "result", WANT.get(question.want())));
    }

    @Override
    public Asker.Draft draft(Question.Enterprise question, Question.Requester requester) {
        return call(SUPERVISION, Json.object(
                "request_id", outside.id(),
                "ent_name", question.name(),
                "ent_code", question.code(),
                "list_types", question.lists().stream().map(LISTING::get).toList(),
                "division_code", question.terms().region(),
                "use_cause", question.terms().purpose(),
                "requester", requester(requester),
                "auth_basis", BASIS.get(question.terms().basis()),
                "auth_ref", question.terms().reference()));
    }

    @Override
    public Asker.Draft draft(Question.Identity question, Question.Requester requester) {
        return call(GuangdongChecks.IDENTITY, checks.asked(question).setAll(checked(question.terms(), requester)));
    }

    @Override
    public Asker.Draft draft(Question.ElectronicSeal question, Question.Requester requester) {
        return call(GuangdongChecks.SEAL, checks.asked(question).setAll(checked(question.terms(), requester)));
    }

    private ObjectNode checked(Question.Terms terms, Question.Requester requester) {
        return Json.object(
                "request_id", outside.id(),
                "division_code", terms.region(),
                "use_cause", terms.purpose(),
                "requester", requester(requester),
                "auth_basis", BASIS.get(terms.basis()),
                "auth_ref", terms.reference());
    }

    private static Asker.Draft call(String path, ObjectNode body) {
        return new Asker.Draft(path, "", Map.of("Content-Type", "application/json; charset=utf-8"), Json.write(body));
    }

    private static ObjectNode requester(Question.Requester requester) {
        return Json.object(
                "org_code", requester.organisation(),
                "org_name", requester.name(),
                "dept", requester.department(),
                "user_id", requester.operatorId(),
                "user_name", requester.operatorName());
    }

    @Override
    public boolean lapsed(byte[] answer) {
        return Json.read(answer).at("/errors/0/code").asText().equals("E401");
    }

    @Override
    public Reading read(Asker.Call question, int status, byte[] body) {
        JsonNode answer = Json.read(body);
        if (!answer.path("ack_code").asText().equals("SUCCESS")) {
            JsonNode error = answer.path("errors").path(0);
            return Reading.refused(error.path("refusal").asText(error.path("code").asText("http " + status)));
        }
        JsonNode data = answer.path("data");
        Optional<Reading> checked = checks.read(question.uri().getPath(), data);
        if (checked.isPresent()) {
            return checked.get();
        }
        if (data.has("listed")) {
            return Reading.checked(data.get("listed").booleanValue(), Json.items(data.path("hits")).stream().map(this::hit).toList());
        }
        return Reading.recognised(
                verdict(data.path("verify")),
                Json.items(data.path("licenses")).stream().map(this::licence).toList(),
                Json.items(data.path("notices")).stream().map(notice -> notice.path("code").asText()).toList());
    }

    private Reading.Licence licence(JsonNode row) {
        return new Reading.Licence(
                row.path("license_code").asText(),
                row.path("name").asText(),
                row.path("id_code").asText(),
                row.path("issue_org_name").asText(),
                row.path("holder_name").asText(),
                row.path("holder_identity_num").asText(),
                row.path("begin_date").asText(),
                row.path("expiry_date").asText().replace("9999-12-31", "long-term"),
                Optional.ofNullable(row.get("license_status")).map(code -> Json.meaning(STATUS, code.asText())),
                verdict(row.path("verify")),
                file(row));
    }

    private static Optional<Reading.File> file(JsonNode row) {
        return row.has("file_url")
                ? Optional.of(new Reading.File(
                        row.get("file_url").asText(), row.path("file_type").asText(), row.path("file_size").asLong(), row.path("file_digest").asText()))
                : Optional.empty();
    }

    private static Optional<Reading.Verdict> verdict(JsonNode said) {
        if (!said.has("result")) {
            return Optional.empty();
        }
        List<String> missing = Json.texts(said.path("missing")).stream().map(field -> Json.meaning(MISSING, field)).toList();
        return Optional.of(new Reading.Verdict(
                Json.meaning(ANSWER, said.get("result").asText()),
                Optional.ofNullable(said.get("reason")).map(code -> Json.meaning(STATUS, code.asText())),
                missing,
                Optional.ofNullable(said.get("name_match")).map(code -> Json.meaning(NAMES, code.asText()))));
    }

    private Reading.Hit hit(JsonNode row) {
        return new Reading.Hit(
                Json.meaning(LISTING, row.path("list_type").asText()),
                row.path("reason").asText(),
                row.path("decide_date").asText(),
                row.path("org_name").asText(),
                row.path("doc_no").asText());
    }
}
