package io.yizhan.sandbox.tongues;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
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
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Guizhou's dialect: SOAP 1.1 for licences and plain XML for lists, in GB18030, Chinese words for results. Simulated. */
final class GuizhouTongue implements Tongue {
    static final String NAMESPACE = "urn:yizhan:simulated:guizhou";
    static final String LICENCE = "/gzegov/services/licence";
    static final String SUPERVISION = "/gzegov/services/supervision";

    private static final String CASES = "/gzegov/services/case/";

    static final Map<Status, String> STATUS = Map.of(
            Status.VALID, "有效", Status.NOT_YET_VALID, "未生效", Status.EXPIRED, "过期", Status.SUSPENDED, "暂扣", Status.LOST, "挂失",
            Status.SUPERSEDED, "换发", Status.CANCELLED, "注销", Status.RESCINDED, "撤销", Status.REVOKED, "吊销");
    private static final Map<String, String> LISTS = Map.of(
            "verdict", "missing", "certs", "cert", "notices", "notice", "ext", "field", "lists", "list", "records", "record");
    private static final Map<String, String> LISTS_OF_CASES = Map.of(
            "units", "unit", "unit", "waitFor", "materials", "material", "material", "unitNo", "documents", "document");
    private static final Map<String, String> LISTS_OF_POLICIES = Map.of(
            "areas", "area", "themes", "theme", "benefits", "benefit", "when", "condition", "values", "value");
    private static final Map<String, String> LISTS_OF_FOUND = Map.of("items", "benefits", "cells", "benefits", "question", "choices");
    private static final Charset CHARSET = Charset.forName("GB18030");
    private static final Map<By, String> BY = Map.of(By.IDENTIFIER, "BS", By.HOLDER, "CZR", By.AUTHORISATION_CODE, "SQM");
    private static final Map<CodeType, String> CODE_TYPE = Map.of(CodeType.USCC, "001", CodeType.CITIZEN_ID, "111", CodeType.OTHER, "099");
    private static final Map<Basis, String> BASIS = Map.of(Basis.HOLDER, "holder", Basis.DUTY, "duty");
    private static final Map<Channel, String> CHANNEL =
            Map.of(Channel.WINDOW, "1", Channel.PC, "2", Channel.MOBILE, "3", Channel.SELF_SERVICE, "4", Channel.OTHER, "9");
    private static final Map<Want, String> WANT = Map.of(Want.VERDICT, "check", Want.FIELDS, "data", Want.FILE, "file");
    private static final Map<Listing, String> LISTING =
            Map.of(Listing.PENALTY, "1", Listing.ABNORMAL_OPERATION, "2", Listing.SERIOUS_VIOLATION, "3");
    private static final Map<Answer, String> ANSWER = Map.of(
            Answer.VALID, "有效", Answer.EXPIRED, "过期", Answer.NOT_IN_FORCE, "未生效", Answer.NO_MATCH, "不符", Answer.PARAMETER_MISSING, "缺参");
    private static final Map<Names, String> NAMES = Map.of(Names.EXACT, "一致", Names.FOLDED, "折叠一致");
    private static final Map<String, String> MISSING =
            Map.of("holder.name", "holder/name", "holder.code", "holder/code", "licenceType", "certType");

    private final Outside outside;

    GuizhouTongue(Outside outside) {
        this.outside = outside;
    }

    @Override
    public Asker.Draft draft(Question.Licence question, Question.Requester requester) {
        Question.Terms terms = question.terms();
        String codeType = question.by() == By.HOLDER ? CODE_TYPE.get(question.holder().codeType()) : "";
        ObjectNode content = Json.object(
                "serialNo", outside.id(),
                "queryMode", BY.get(question.by()),
                "certId", question.identifier(),
                "holder", Json.object("@codeType", codeType, "name", question.holder().name(), "code", question.holder().code()),
                "certType", question.licenceType(),
                "authCode", question.authorisationCode(),
                "areaCode", area(terms.region()),
                "useReason", terms.purpose(),
                "itemCode", question.serviceItem(),
                "projectNo", question.caseNumber(),
                "applicant", applicant(requester),
                "authorization", authorization(terms),
                "channel", CHANNEL.get(question.channel()),
                "resultMode", WANT.get(question.want()));
        return new Asker.Draft(LICENCE, "", Map.of("Content-Type", "text/xml; charset=GB18030", "SOAPAction", "\"\""), written(LICENCE, content));
    }

    @Override
    public Asker.Draft draft(Question.Enterprise question, Question.Requester requester) {
        ObjectNode content = Json.object(
                "serialNo", outside.id(),
                "entName", question.name(),
                "uscc", question.code(),
                "lists", Json.object("list", question.lists().stream().map(LISTING::get).toList()),
                "areaCode", area(question.terms().region()),
                "useReason", question.terms().purpose(),
                "applicant", applicant(requester),
                "authorization", authorization(question.terms()));
        return new Asker.Draft(SUPERVISION, "", Map.of("Content-Type", "application/xml; charset=GB18030"), written(SUPERVISION, content));
    }

    /** In SOAP about licences and cases, plain about everything else. */
    static boolean soap(String path) {
        return path.equals(LICENCE) || path.startsWith(CASES);
    }

    @Override
    public Asker.Draft saying(Asker.Draft to, JsonNode message) {
        Asker.Draft draft = to.saying(written(to.path(), message));
        return soap(to.path())
                ? draft.with("Content-Type", "text/xml; charset=GB18030").with("SOAPAction", "\"\"")
                : draft.with("Content-Type", "application/xml; charset=GB18030");
    }

    private static byte[] written(String path, JsonNode content) {
        XmlText text = new XmlText("gz", CHARSET, Set.of("useReason"));
        return soap(path) ? text.soap("SOAP-ENV", NAMESPACE, "request", content) : text.plain(NAMESPACE, "request", content);
    }

    @Override
    public byte[] edited(Asker.Draft draft, Consumer<ObjectNode> change) {
        ObjectNode tree = (ObjectNode) tree(draft.body());
        change.accept(tree);
        return written(draft.path(), tree);
    }

    private static ObjectNode applicant(Question.Requester requester) {
        return Json.object(
                "orgCode", requester.organisation(),
                "orgName", requester.name(),
                "dept", requester.department(),
                "userId", requester.operatorId(),
                "userName", requester.operatorName());
    }

    private static ObjectNode authorization(Question.Terms terms) {
        return Json.object("@basis", BASIS.get(terms.basis()), "no", terms.reference());
    }

    private static String area(String region) {
        return region.isEmpty() ? "" : region + "000000";
    }

    @Override
    public JsonNode tree(byte[] message) {
        try {
            Xml root = Xml.read(message);
            Map<String, String> lists = new HashMap<>(LISTS);
            // a unit is a party there, and here what is paid in
            lists.putAll(root.text("policyId").isEmpty() ? LISTS_OF_CASES : LISTS_OF_POLICIES);
            return root.tree(lists);
        } catch (UncheckedIOException noXml) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public JsonNode found(byte[] answer) {
        Xml root = Xml.read(answer);
        Map<String, String> lists = new HashMap<>(LISTS_OF_FOUND);
        lists.put("data", root.at("data/rows").isPresent() ? "rows" : "items");
        return root.tree(lists).path("data");
    }

    @Override
    public Reading read(Asker.Call question, int status, byte[] body) {
        if (tree(body).isMissingNode()) {
            return Reading.refused("http " + status);
        }
        Xml answer = Xml.read(body);
        String code = answer.text("result/code");
        if (!code.equals("200")) {
            String refusal = answer.text("refusal/code");
            return Reading.refused(refusal.isEmpty() ? code : refusal);
        }
        String listed = answer.text("data/listed");
        if (!listed.isEmpty()) {
            return Reading.checked(listed.equals("是"), answer.all("data/records/record").stream().map(this::hit).toList());
        }
        return Reading.recognised(
                answer.at("data/verdict").map(GuizhouTongue::verdict),
                answer.all("data/certs/cert").stream().map(this::licence).toList(),
                answer.all("data/notices/notice").stream().map(notice -> notice.text("@code")).toList());
    }

    private Reading.Licence licence(Xml cert) {
        return new Reading.Licence(
                cert.text("certId"),
                cert.text("certName"),
                cert.text("certNo"),
                cert.text("issuer"),
                cert.text("holder"),
                cert.text("holder/@code"),
                date(cert.text("validFrom")),
                cert.text("validTo").equals("长期") ? "long-term" : date(cert.text("validTo")),
                Optional.of(cert.text("@status")).filter(word -> !word.isEmpty()).map(word -> Json.meaning(STATUS, word)),
                cert.at("verdict").map(GuizhouTongue::verdict),
                cert.at("file").map(GuizhouTongue::file));
    }

    private static Reading.File file(Xml file) {
        return new Reading.File(file.text(""), file.text("@type"), Long.parseLong("0" + file.text("@size")), file.text("@digest"));
    }

    private static Reading.Verdict verdict(Xml said) {
        return new Reading.Verdict(
                Json.meaning(ANSWER, said.text("@result")),
                Optional.of(said.text("@reason")).filter(word -> !word.isEmpty()).map(word -> Json.meaning(STATUS, word)),
                said.all("missing").stream().map(field -> Json.meaning(MISSING, field.text(""))).toList(),
                Optional.of(said.text("@names")).filter(word -> !word.isEmpty()).map(word -> Json.meaning(NAMES, word)));
    }

    private Reading.Hit hit(Xml row) {
        return new Reading.Hit(
                Json.meaning(LISTING, row.text("@list")), row.text("reason"), row.text("date"), row.text("dept"), row.text("docNo"));
    }

    /** From yyyy年M月d日. */
    private static String date(String text) {
        String padded = text.replaceFirst("年(\\d)月", "年0$1月").replaceFirst("月(\\d)日", "月0$1日");
        return padded.replaceFirst("^(\\d{4})年(\\d{2})月(\\d{2})日$", "$1-$2-$3");
    }
}
