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
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The national platform's dialect: snake case and numbers. Simulated where its tables are not public. */
final class NationalTongue implements Tongue {
    static final String RECOGNITION = "s_sys_licence_recognition";
    static final String SUPERVISION = "s_sys_supervision_check";
    private static final String FILE = "s_sys_licence_file";

    private static final Map<By, String> BY = Map.of(By.IDENTIFIER, "1", By.HOLDER, "2", By.AUTHORISATION_CODE, "3");
    static final Map<CodeType, String> CODE_TYPE = Map.of(CodeType.USCC, "001", CodeType.CITIZEN_ID, "111", CodeType.OTHER, "099");
    private static final Map<Basis, String> BASIS = Map.of(Basis.HOLDER, "1", Basis.DUTY, "2");
    private static final Map<Channel, String> CHANNEL =
            Map.of(Channel.WINDOW, "1", Channel.PC, "2", Channel.MOBILE, "3", Channel.SELF_SERVICE, "4", Channel.OTHER, "9");
    private static final Map<Want, String> WANT = Map.of(Want.VERDICT, "1", Want.FIELDS, "2", Want.FILE, "3");
    private static final Map<Listing, String> LISTING =
            Map.of(Listing.PENALTY, "1", Listing.ABNORMAL_OPERATION, "2", Listing.SERIOUS_VIOLATION, "3");
    private static final Map<Answer, String> ANSWER = Map.of(
            Answer.VALID, "0", Answer.EXPIRED, "1", Answer.NOT_IN_FORCE, "2", Answer.NO_MATCH, "3", Answer.PARAMETER_MISSING, "4");
    private static final Map<Status, String> STATUS = Map.of(
            Status.VALID, "0", Status.NOT_YET_VALID, "1", Status.EXPIRED, "2", Status.SUSPENDED, "3", Status.LOST, "4",
            Status.SUPERSEDED, "5", Status.CANCELLED, "6", Status.RESCINDED, "7", Status.REVOKED, "8");
    private static final Map<Names, String> NAMES = Map.of(Names.EXACT, "1", Names.FOLDED, "2");
    private static final Map<String, String> MISSING = Map.of(
            "holder.name", "certificate_holder", "holder.code", "certificate_holder_code", "licenceType", "certificate_type_code");

    private final Outside outside;
    private final NationalChecks checks = new NationalChecks();

    NationalTongue(Outside outside) {
        this.outside = outside;
    }

    @Override
    public Asker.Draft draft(Question.Licence question, Question.Requester requester) {
        boolean byHolder = question.by() == By.HOLDER;
        Question.Terms terms = question.terms();
        ObjectNode body = Json.object(
                "request_no", outside.id(),
                "query_type", BY.get(question.by()),
                "certificate_source_id", question.identifier(),
                "certificate_holder", question.holder().name(),
                "certificate_holder_code", question.holder().code(),
                "certificate_holder_type", byHolder ? CODE_TYPE.get(question.holder().codeType()) : "",
                "certificate_type_code", question.licenceType(),
                "auth_code", question.authorisationCode(),
                "certificate_area_code", area(terms.region()),
                "item_code", question.serviceItem(),
                "project_no", question.caseNumber(),
                "channel", CHANNEL.get(question.channel()),
                "result_type", WANT.get(question.want()));
        return call(RECOGNITION, body.setAll(asked(terms, requester)));
    }

    @Override
    public Asker.Draft draft(Question.Enterprise question, Question.Requester requester) {
        ObjectNode body = Json.object(
                "request_no", outside.id(),
                "ent_name", question.name(),
                "uni_sc_id", question.code(),
                "list_types", question.lists().stream().map(LISTING::get).collect(Collectors.joining(",")),
                "area_code", area(question.terms().region()));
        return call(SUPERVISION, body.setAll(asked(question.terms(), requester)));
    }

    @Override
    public Asker.Draft draft(Question.Identity question, Question.Requester requester) {
        return call(NationalChecks.IDENTITY, checked(checks.asked(question), question.terms(), requester));
    }

    @Override
    public Asker.Draft draft(Question.ElectronicSeal question, Question.Requester requester) {
        return call(NationalChecks.SEAL, checked(checks.asked(question), question.terms(), requester));
    }

    private ObjectNode checked(ObjectNode asked, Question.Terms terms, Question.Requester requester) {
        asked.put("request_no", outside.id()).put("area_code", area(terms.region()));
        return asked.setAll(asked(terms, requester));
    }

    private static Asker.Draft call(String service, JsonNode body) {
        return new Asker.Draft("/httpproxy", service, Map.of("Content-Type", "application/json"), Json.write(body));
    }

    private static ObjectNode asked(Question.Terms terms, Question.Requester requester) {
        return Json.object(
                "use_cause", terms.purpose(),
                "request_org_code", requester.organisation(),
                "request_org_name", requester.name(),
                "request_dept", requester.department(),
                "request_user_id", requester.operatorId(),
                "request_user_name", requester.operatorName(),
                "auth_type", BASIS.get(terms.basis()),
                "auth_no", terms.reference());
    }

    private static String area(String region) {
        return region.isEmpty() ? "" : region + "000000";
    }

    @Override
    public Asker.Draft file(URI link) {
        Asker.Draft draft = Tongue.super.file(link);
        return draft.at(draft.path(), FILE);
    }

    @Override
    public boolean lapsed(byte[] answer) {
        return Json.read(answer).path("code").asText().equals("E-106");
    }

    @Override
    public Reading read(Asker.Call question, int status, byte[] body) {
        JsonNode answer = Json.read(body);
        String code = answer.path("code").asText("http " + status);
        JsonNode data = answer.path("data");
        if (!code.equals("0")) {
            return Reading.refused(data.path("refusal").asText(code));
        }
        Optional<Reading> checked = checks.read(question.header("gjgxjhpt_sid"), data);
        if (checked.isPresent()) {
            return checked.get();
        }
        if (data.has("is_listed")) {
            return Reading.checked(data.get("is_listed").asText().equals("1"), Json.items(data.path("list")).stream().map(this::hit).toList());
        }
        return Reading.recognised(
                verdict(data),
                Json.items(data.path("lic_data")).stream().map(this::licence).toList(),
                Json.items(data.path("notices")).stream().map(notice -> notice.path("code").asText()).toList());
    }

    private Reading.Licence licence(JsonNode row) {
        return new Reading.Licence(
                row.path("certificate_source_id").asText(),
                row.path("certificate_name").asText(),
                row.path("certificate_number").asText(),
                row.path("issue_dept").asText(),
                row.path("certificate_holder").asText(),
                row.path("certificate_holder_code").asText(),
                row.path("valid_start_date").asText(),
                row.path("valid_end_date").asText().replace("9999-12-31", "long-term"),
                Optional.ofNullable(row.get("certificate_status")).map(code -> Json.meaning(STATUS, code.asText())),
                verdict(row),
                file(row));
    }

    private static Optional<Reading.File> file(JsonNode row) {
        return row.has("file_url")
                ? Optional.of(new Reading.File(
                        row.get("file_url").asText(), row.path("file_type").asText(), row.path("file_size").asLong(), row.path("file_digest").asText()))
                : Optional.empty();
    }

    private static Optional<Reading.Verdict> verdict(JsonNode said) {
        if (!said.has("verify_code")) {
            return Optional.empty();
        }
        List<String> missing = Json.texts(said.path("missing_fields")).stream().map(field -> Json.meaning(MISSING, field)).toList();
        return Optional.of(new Reading.Verdict(
                Json.meaning(ANSWER, said.get("verify_code").asText()),
                Optional.ofNullable(said.get("verify_reason")).map(code -> Json.meaning(STATUS, code.asText())),
                missing,
                Optional.ofNullable(said.get("name_match")).map(code -> Json.meaning(NAMES, code.asText()))));
    }

    private Reading.Hit hit(JsonNode row) {
        return new Reading.Hit(
                Json.meaning(LISTING, row.path("list_type").asText()),
                row.path("list_reason").asText(),
                row.path("list_date").asText(),
                row.path("list_dept").asText(),
                row.path("doc_no").asText());
    }
}
