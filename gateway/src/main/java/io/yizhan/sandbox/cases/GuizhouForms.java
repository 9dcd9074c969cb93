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

/** Guizhou's messages: elements and attributes, Chinese words for codes, a path for each. */
final class GuizhouForms {
    static final Map<Part, Place> PLACES = Map.of(
            Part.SUBMIT, Place.at("/gzegov/services/case/submit"),
            Part.EVENT, Place.at("/gzegov/services/case/event"),
            Part.RESULT, Place.at("/gzegov/services/case/result"),
            Part.EVALUATION, Place.at("/gzegov/services/evaluation/assess"),
            Part.STATUS, Place.at("/gzegov/services/delivery/status"),
            Part.POLICY, Place.at("/gzegov/services/policy/catalogue"));

    private static final Form MATERIAL = Form.of(
            coded("source", "@source", Said.Source.class, "上传", "证照", "共享", "纸质"),
            text("name", "name"),
            number("count", "copies"),
            text("identifier", "cert/certId"),
            text("licence", "cert/certName"),
            text("licenceNumber", "cert/certNo"));
    private static final Form PARTY = Form.of(
            text("party", "@no"),
            shaped("region", "@areaCode", Shape.TWELVE),
            text("item", "item/itemName"),
            texts("after", "waitFor"),
            number("statutoryDays", "legalDays"),
            number("promisedDays", "promiseDays"),
            coded("handling", "handleType", Said.Handling.class, "即办件", "承诺件", "其他"));

    private static final Form BENEFIT = Form.of(
            always("@form", "定额"),
            text("name", "name"),
            text("amount", "value"),
            text("unit", "unit"),
            alone("when/condition", Form.of(
                    always("@about", "规模"), always("@test", "属于"), only("size", "values/value", Said.Size.class, "大型", "中型", "小型", "微型"))));

    private GuizhouForms() {}

    static Map<Part, Form> all() {
        return Map.of(Part.SUBMIT, submit(), Part.EVENT, event(), Part.RESULT, result(), Part.EVALUATION, evaluation(), Part.STATUS, status(), Part.POLICY, policy());
    }

    private static Form submit() {
        return Form.of(
                text("number", "projectNo"),
                coded("mode", "caseMode", Said.Mode.class, "全程网办", "异地代收代办", "多地联办"),
                coded("rule", "finishRule", Said.Rule.class, "全部办结", "任一办结"),
                text("item", "item/itemName"),
                text("project", "projectName"),
                always("applyType", "新办"),
                always("declarant/@type", "企业"),
                always("declarant/@codeType", "001"),
                text("applicant", "declarant/name"),
                text("applicantCode", "declarant/code"),
                text("contact", "linkman/name"),
                text("mobile", "linkman/mobile"),
                shaped("appliedOn", "applyDate", Shape.DATE_CHINESE),
                always("channel", "1"),
                always("handleForm", "窗口"),
                text("organisation", "sender/orgCode"),
                text("organisationName", "sender/orgName"),
                always("authorization/@basis", "holder"),
                text("reference", "authorization/no"),
                text("purpose", "useReason"),
                list("parties", "units/unit", PARTY),
                list("materials", "materials/material", MATERIAL),
                flag("national", "reportNational", TextNode.valueOf("是")));
    }

    private static Form event() {
        return Form.of(
                text("number", "projectNo"),
                text("party", "unitNo"),
                text("project", "unitProjectNo"),
                coded("step", "event", Said.Step.class, "收件", "补正告知", "补正", "受理", "不予受理", "转报", "撤回", "催办"),
                text("handler", "handler"),
                text("explanation", "explain"),
                shaped("at", "eventTime", Shape.BLANK_BETWEEN),
                list("materials", "documents/document", MATERIAL));
    }

    private static Form result() {
        return Form.of(
                text("number", "projectNo"),
                text("party", "unitNo"),
                text("project", "unitProjectNo"),
                coded("outcome", "result", Said.Outcome.class, "准予", "不予", "退件", "撤回", "补正不来办结", "作废", "办结", "不予受理", "转报"),
                text("explanation", "explain"),
                shaped("at", "resultTime", Shape.BLANK_BETWEEN),
                text("licence", "cert/certName"),
                text("licenceNumber", "cert/certNo"),
                text("identifier", "cert/certId"));
    }

    private static Form evaluation() {
        return Form.of(
                text("id", "assessNo"),
                always("object/@type", "办件"),
                shaped("region", "object/areaCode", Shape.TWELVE),
                text("number", "object/projectNo"),
                shaped("source", "source/areaCode", Shape.TWELVE),
                always("assessChannel", "移动端"),
                always("times", 1),
                coded("satisfaction", "satisfaction", Said.Satisfaction.class, "非常满意", "满意", "基本满意", "不满意", "非常不满意"),
                text("content", "content"),
                text("at", "assessTime"));
    }

    private static Form status() {
        return Form.of(
                text("message", "@messageId"),
                coded("state", "@state", Said.State.class, "已送达", "对方拒收", "投递失败", "已弃置"),
                text("id", "sourceSerialNo"),
                text("kind", "service"),
                text("partner", "receiver/@partner"),
                text("party", "receiver/partyNo"),
                text("reason", "reason"),
                text("at", "time"),
                number("attempts", "attempts"));
    }

    private static Form policy() {
        return Form.of(
                text("number", "policyId"),
                number("version", "version"),
                flag("withdrawn", "revoked", TextNode.valueOf("是")),
                text("title", "title"),
                text("issuer", "issuer/name"),
                coded("level", "level", Said.Level.class, "国家级", "省级", "市级", "县级"),
                only("region", "areas/area", Shape.TWELVE),
                shaped("publishedOn", "publishDate", Shape.DATE_CHINESE),
                always("validity", "有效"),
                only("theme", "themes/theme", Said.Theme.class, "租金减免", "促进消费"),
                always("supportMode", "场地支持"),
                always("enjoyType", "免申即享"),
                list("benefits", "benefits/benefit", BENEFIT),
                text("summary", "summary"));
    }
}
