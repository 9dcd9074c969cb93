package io.yizhan.sandbox.cases;

import static io.yizhan.sandbox.cases.Entry.alone;
import static io.yizhan.sandbox.cases.Entry.always;
import static io.yizhan.sandbox.cases.Entry.coded;
import static io.yizhan.sandbox.cases.Entry.flag;
import static io.yizhan.sandbox.cases.Entry.list;
import static io.yizhan.sandbox.cases.Entry.number;
import static io.yizhan.sandbox.cases.Entry.only;
import static io.yizhan.sandbox.cases.Entry.shaped;
import static io.yizhan.sandbox.cases.Entry.text;
import static io.yizhan.sandbox.cases.Entry.texts;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.yizhan.sandbox.cases.PlacedLetters.Place;
import java.util.Map;

/** Zhejiang's messages: camel case, a path for each, times in digits. */
final class ZhejiangForms {
    static final Map<Part, Place> PLACES = Map.of(
            Part.SUBMIT, Place.at("/gateway/api/case/submit.htm"),
            Part.EVENT, Place.at("/gateway/api/case/event.htm"),
            Part.RESULT, Place.at("/gateway/api/case/result.htm"),
            Part.EVALUATION, Place.at("/gateway/api/evaluation/assess.htm"),
            Part.STATUS, Place.at("/gateway/api/delivery/status.htm"),
            Part.POLICY, Place.at("/gateway/api/policy/catalogue.htm"));

    private static final Form MATERIAL = Form.of(
            text("name", "materialName"),
            coded("source", "getType", Said.Source.class, "upload", "certificate", "share", "paper"),
            number("count", "count"),
            text("identifier", "certificate_identifier"),
            text("licence", "certificate_name"),
            text("licenceNumber", "certificate_number"));
    private static final Form PARTY = Form.of(
            text("party", "unitId"),
            text("region", "areaCode"),
            text("item", "itemName"),
            texts("after", "waitFor"),
            number("statutoryDays", "legalDays"),
            number("promisedDays", "promiseDays"),
            coded("handling", "handleType", Said.Handling.class, "immediate", "promise", "other"));

    private static final Form BENEFIT = Form.of(
            text("name", "cashName"),
            always("cashType", "fixed"),
            text("amount", "standard"),
            text("unit", "unit"),
            alone("situations", Form.of(always("about", "size"), always("test", "in"), only("size", "values", Said.Size.class, "L", "M", "S", "XS"))));

    private ZhejiangForms() {}

    static Map<Part, Form> all() {
        return Map.of(Part.SUBMIT, submit(), Part.EVENT, event(), Part.RESULT, result(), Part.EVALUATION, evaluation(), Part.STATUS, status(), Part.POLICY, policy());
    }

    private static Form submit() {
        return Form.of(
                text("number", "caseNo"),
                coded("mode", "handleMode", Said.Mode.class, "qcwb", "yddb", "ddlb"),
                coded("rule", "finishRule", Said.Rule.class, "all", "any"),
                text("item", "itemName"),
                text("project", "projectName"),
                always("applyType", "new"),
                text("applicant", "applicant/name"),
                always("applicant/type", "2"),
                always("applicant/certType", "001"),
                text("applicantCode", "applicant/certNo"),
                text("contact", "contact/name"),
                text("mobile", "contact/phone"),
                shaped("appliedOn", "applyDate", Shape.DATE_DIGITS),
                always("channel", "hall"),
                always("applyForm", "hall"),
                text("organisation", "requester/orgCode"),
                text("organisationName", "requester/orgName"),
                always("authType", "holder"),
                text("reference", "authNo"),
                text("purpose", "useCause"),
                list("parties", "units", PARTY),
                list("materials", "materials", MATERIAL),
                flag("national", "reportNational", BooleanNode.TRUE));
    }

    private static Form event() {
        return Form.of(
                text("number", "caseNo"),
                text("party", "unitId"),
                text("project", "unitCaseNo"),
                coded("step", "event", Said.Step.class, "receive", "correctNotice", "correct", "accept", "reject", "transfer", "withdraw", "remind"),
                text("handler", "handler"),
                text("explanation", "explain"),
                shaped("at", "eventTime", Shape.DIGITS),
                list("materials", "materials", MATERIAL));
    }

    private static Form result() {
        return Form.of(
                text("number", "caseNo"),
                text("party", "unitId"),
                text("project", "unitCaseNo"),
                coded("outcome", "result", Said.Outcome.class, "6", "7", "1", "2", "3", "4", "5", "8", "9"),
                text("explanation", "resultExplain"),
                shaped("at", "resultTime", Shape.DIGITS),
                text("licence", "certificate_name"),
                text("licenceNumber", "certificate_number"),
                text("identifier", "certificate_identifier"));
    }

    private static Form evaluation() {
        return Form.of(
                text("id", "assessNo"),
                always("objectType", "case"),
                text("region", "objectAreaCode"),
                text("number", "caseNo"),
                text("source", "source/areaCode"),
                always("assessChannel", "app"),
                always("assessTimes", 1),
                coded("satisfaction", "star", Said.Satisfaction.class, "5", "4", "3", "2", "1"),
                text("content", "content"),
                shaped("at", "assessTime", Shape.DIGITS));
    }

    private static Form status() {
        return Form.of(
                text("message", "messageId"),
                text("id", "sourceRequestId"),
                text("kind", "serviceKind"),
                text("partner", "receiver/partner"),
                text("party", "receiver/partyNo"),
                coded("state", "deliverStatus", Said.State.class, "delivered", "refused", "dead", "dropped"),
                text("reason", "reasonCode"),
                shaped("at", "deliverTime", Shape.DIGITS),
                number("attempts", "attempts"));
    }

    private static Form policy() {
        return Form.of(
                text("number", "policyId"),
                number("version", "version"),
                flag("withdrawn", "revoked", TextNode.valueOf("Y")),
                text("title", "policyTitle"),
                text("issuer", "policyOrgName"),
                coded("level", "policyLevel", Said.Level.class, "country", "province", "city", "county"),
                text("region", "areaCodes"),
                shaped("publishedOn", "publishDate", Shape.DATE_DIGITS),
                always("validity", "valid"),
                only("theme", "themes", Said.Theme.class, "zjjm", "cjxf"),
                always("supportType", "space"),
                always("enjoyType", "noApply"),
                list("benefits", "cashItems", BENEFIT),
                text("summary", "summary"));
    }
}
