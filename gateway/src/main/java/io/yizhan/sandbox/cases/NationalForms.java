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

import com.fasterxml.jackson.databind.node.TextNode;
import io.yizhan.sandbox.cases.PlacedLetters.Place;
import java.util.Map;

/** The national platform's messages: snake case and numbers, one path, and a service code that picks the service. */
final class NationalForms {
    static final Map<Part, Place> PLACES = Map.of(
            Part.SUBMIT, new Place("/httpproxy", "s_sys_joint_approval_submit"),
            Part.EVENT, new Place("/httpproxy", "s_sys_joint_approval_event"),
            Part.RESULT, new Place("/httpproxy", "s_sys_joint_approval_result"),
            Part.EVALUATION, new Place("/httpproxy", "s_sys_service_evaluation"),
            Part.STATUS, new Place("/httpproxy", "s_sys_delivery_status"),
            Part.POLICY, new Place("/httpproxy", "s_sys_policy_catalogue"));

    private static final Form MATERIAL = Form.of(
            text("name", "material_name"),
            coded("source", "get_type", Said.Source.class, "1", "2", "3", "4"),
            number("count", "get_num"),
            text("identifier", "certificate_source_id"),
            text("licence", "certificate_name"),
            text("licenceNumber", "certificate_number"));
    private static final Form PARTY = Form.of(
            text("party", "unit_no"),
            shaped("region", "area_code", Shape.TWELVE),
            text("item", "task_name"),
            new Joined("after", "wait_for"),
            number("statutoryDays", "legal_days"),
            number("promisedDays", "promise_days"),
            coded("handling", "handle_type", Said.Handling.class, "1", "2", "9"));

    private static final Form BENEFIT = Form.of(
            text("name", "cash_name"),
            always("cash_type", "1"),
            text("amount", "cash_standard"),
            text("unit", "cash_unit"),
            alone("cash_condition_list", Form.of(
                    always("condition_object", "2"), always("condition_compare", "1"), only("size", "condition_values", Said.Size.class, "1", "2", "3", "4"))));

    private NationalForms() {}

    static Map<Part, Form> all() {
        return Map.of(Part.SUBMIT, submit(), Part.EVENT, event(), Part.RESULT, result(), Part.EVALUATION, evaluation(), Part.STATUS, status(), Part.POLICY, policy());
    }

    private static Form submit() {
        return Form.of(
                text("number", "project_no"),
                coded("mode", "handle_mode", Said.Mode.class, "1", "2", "3"),
                coded("rule", "finish_rule", Said.Rule.class, "1", "2"),
                text("item", "task_name"),
                text("project", "project_name"),
                always("apply_type", "1"),
                text("applicant", "applyer_name"),
                always("applyer_type", "2"),
                always("applyer_page_type", "001"),
                text("applicantCode", "applyer_page_code"),
                text("contact", "contact_name"),
                text("mobile", "contact_mobile"),
                text("appliedOn", "apply_date"),
                always("apply_channel", "1"),
                always("apply_form", "1"),
                text("organisation", "org_code"),
                text("organisationName", "org_name"),
                always("auth_type", "1"),
                text("reference", "auth_no"),
                text("purpose", "use_cause"),
                list("parties", "units", PARTY),
                list("materials", "materials", MATERIAL),
                flag("national", "report_flag", TextNode.valueOf("1")));
    }

    private static Form event() {
        return Form.of(
                text("number", "source_project_no"),
                text("party", "unit_no"),
                text("project", "project_no"),
                coded("step", "event_type", Said.Step.class, "1", "7", "8", "2", "10", "11", "12", "13"),
                text("handler", "handle_user_name"),
                text("explanation", "handle_explain"),
                shaped("at", "event_time", Shape.BLANK_BETWEEN),
                list("materials", "materials", MATERIAL));
    }

    private static Form result() {
        return Form.of(
                text("number", "source_project_no"),
                text("party", "unit_no"),
                text("project", "project_no"),
                coded("outcome", "result_type", Said.Outcome.class, "0", "7", "1", "8", "5", "2", "6", "9", "4"),
                text("explanation", "result_explain"),
                shaped("at", "result_date", Shape.BLANK_BETWEEN),
                text("licence", "result_cetr_name"),
                text("licenceNumber", "result_cetr_no"),
                text("identifier", "certificate_source_id"));
    }

    private static Form evaluation() {
        return Form.of(
                text("id", "assess_no"),
                always("object_type", "1"),
                shaped("region", "object_area_code", Shape.TWELVE),
                text("number", "project_no"),
                shaped("source", "source_area_code", Shape.TWELVE),
                always("assess_channel", "2"),
                always("assess_number", 1),
                coded("satisfaction", "satisfaction", Said.Satisfaction.class, "1", "2", "3", "4", "5"),
                text("content", "assess_content"),
                shaped("at", "assess_time", Shape.BLANK_BETWEEN));
    }

    private static Form status() {
        return Form.of(
                text("message", "message_id"),
                text("id", "source_request_no"),
                text("kind", "service_kind"),
                text("partner", "receive_partner"),
                text("party", "receive_party_no"),
                coded("state", "deliver_status", Said.State.class, "1", "2", "3", "4"),
                text("reason", "error_code"),
                shaped("at", "deliver_time", Shape.BLANK_BETWEEN),
                number("attempts", "deliver_num"));
    }

    private static Form policy() {
        return Form.of(
                text("number", "policy_id"),
                number("version", "version_no"),
                flag("withdrawn", "is_revoke", TextNode.valueOf("1")),
                text("title", "policy_title"),
                text("issuer", "policy_org_name"),
                coded("level", "policy_level", Said.Level.class, "1", "2", "3", "4"),
                only("region", "area_codes", Shape.TWELVE),
                text("publishedOn", "publish_date"),
                always("validity", "1"),
                only("theme", "theme_list", Said.Theme.class, "05", "14"),
                always("support_type", "4"),
                always("enjoy_type", "1"),
                list("benefits", "cash_list", BENEFIT),
                text("summary", "policy_summary"));
    }
}
