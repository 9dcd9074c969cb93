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

import com.fasterxml.jackson.databind.node.TextNode;
import io.yizhan.sandbox.cases.PlacedLetters.Place;
import java.util.Map;

/** Guangdong's messages: snake case and words in capitals, a path for each. */
final class GuangdongForms {
    static final Map<Part, Place> PLACES = Map.of(
            Part.SUBMIT, Place.at("/ebus/case/submit"),
            Part.EVENT, Place.at("/ebus/case/event"),
            Part.RESULT, Place.at("/ebus/case/result"),
            Part.EVALUATION, Place.at("/ebus/evaluation/assess"),
            Part.STATUS, Place.at("/ebus/delivery/status"),
            Part.POLICY, Place.at("/ebus/policy/catalogue"));

    private static final Form MATERIAL = Form.of(
            text("name", "material_name"),
            coded("source", "obtain_type", Said.Source.class, "UPLOAD", "LICENSE", "SHARE", "PAPER"),
            number("count", "copies"),
            text("identifier", "license/license_code"),
            text("licence", "license/name"),
            text("licenceNumber", "license/id_code"));
    private static final Form PARTY = Form.of(
            text("party", "unit_id"),
            text("region", "division_code"),
            text("item", "service_item/item_name"),
            texts("after", "depends_on"),
            number("statutoryDays", "legal_workdays"),
            number("promisedDays", "promise_workdays"),
            coded("handling", "handle_type", Said.Handling.class, "1", "2", "9"));

    private static final Form BENEFIT = Form.of(
            text("name", "name"),
            always("form", "FIXED"),
            text("amount", "value"),
            text("unit", "unit"),
            alone("when", Form.of(always("subject", "SIZE"), always("operator", "IN"), only("size", "values", Said.Size.class, "LARGE", "MEDIUM", "SMALL", "MICRO"))));

    private GuangdongForms() {}

    static Map<Part, Form> all() {
        return Map.of(Part.SUBMIT, submit(), Part.EVENT, event(), Part.RESULT, result(), Part.EVALUATION, evaluation(), Part.STATUS, status(), Part.POLICY, policy());
    }

    private static Form submit() {
        return Form.of(
                text("number", "case_no"),
                coded("mode", "case_mode", Said.Mode.class, "REMOTE", "RELAY", "COORDINATED"),
                coded("rule", "finish_rule", Said.Rule.class, "ALL", "ANY"),
                text("item", "service_item/item_name"),
                text("project", "project_name"),
                always("apply_type", "NEW"),
                text("applicant", "applicant/name"),
                always("applicant/type", "2"),
                always("applicant/identity_type", "001"),
                text("applicantCode", "applicant/identity_num"),
                text("contact", "contact/name"),
                text("mobile", "contact/mobile"),
                text("appliedOn", "apply_date"),
                always("channel", "HALL"),
                always("apply_form", "1"),
                text("organisation", "requester/org_code"),
                text("organisationName", "requester/org_name"),
                always("auth_basis", "HOLDER"),
                text("reference", "auth_ref"),
                text("purpose", "use_cause"),
                list("parties", "joint_units", PARTY),
                list("materials", "materials", MATERIAL),
                flag("national", "report_to_nation", TextNode.valueOf("Y")));
    }

    private static Form event() {
        return Form.of(
                text("number", "case_no"),
                text("party", "unit_id"),
                text("project", "unit_case_no"),
                coded("step", "event_code", Said.Step.class,
                        "RECEIVED", "CORRECTION_NOTICE", "CORRECTED", "ACCEPTED", "NOT_ACCEPTED", "FORWARDED", "WITHDRAWN", "REMINDED"),
                text("handler", "handler"),
                text("explanation", "remark"),
                shaped("at", "event_time", Shape.BLANK_BETWEEN),
                list("materials", "materials", MATERIAL));
    }

    private static Form result() {
        return Form.of(
                text("number", "case_no"),
                text("party", "unit_id"),
                text("project", "unit_case_no"),
                coded("outcome", "result_code", Said.Outcome.class, "0", "1", "5", "3", "7", "4", "2", "6", "8"),
                text("explanation", "remark"),
                shaped("at", "finish_time", Shape.BLANK_BETWEEN),
                text("licence", "license/name"),
                text("licenceNumber", "license/id_code"),
                text("identifier", "license/license_code"));
    }

    private static Form evaluation() {
        return Form.of(
                text("id", "assess_no"),
                always("target/type", "CASE"),
                text("region", "target/division_code"),
                text("number", "target/case_no"),
                text("source", "source/division_code"),
                always("assess_channel", "MOBILE"),
                always("assess_times", 1),
                coded("satisfaction", "grade", Said.Satisfaction.class, "A", "B", "C", "D", "E"),
                text("content", "content"),
                shaped("at", "assess_time", Shape.BLANK_BETWEEN));
    }

    private static Form status() {
        return Form.of(
                text("message", "message_id"),
                text("id", "source_request_id"),
                text("kind", "service_kind"),
                text("partner", "receiver/partner"),
                text("party", "receiver/party_no"),
                coded("state", "deliver_status", Said.State.class, "DELIVERED", "REFUSED", "FAILED", "DISCARDED"),
                text("reason", "error_code"),
                shaped("at", "deliver_time", Shape.BLANK_BETWEEN),
                number("attempts", "attempts"));
    }

    private static Form policy() {
        return Form.of(
                text("number", "policy_id"),
                number("version", "version"),
                flag("withdrawn", "revoked", TextNode.valueOf("Y")),
                text("title", "title"),
                text("issuer", "issue_org/org_name"),
                coded("level", "level", Said.Level.class, "NATIONAL", "PROVINCE", "CITY", "COUNTY"),
                only("region", "division_codes", Shape.PLAIN),
                text("publishedOn", "publish_date"),
                always("validity", "EFFECTIVE"),
                only("theme", "themes", Said.Theme.class, "RENT", "CONSUMPTION"),
                always("support_type", "SPACE"),
                always("enjoy_type", "AUTO"),
                list("benefits", "benefits", BENEFIT),
                text("summary", "summary"));
    }
}
