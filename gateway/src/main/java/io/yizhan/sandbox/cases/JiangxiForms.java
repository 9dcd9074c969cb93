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
import java.util.Map;

/** Jiangxi's messages: initials of the Chinese names. */
final class JiangxiForms {
    private static final Form MATERIAL = Form.of(
            text("name", "CLMC"),
            coded("source", "HQFS", Said.Source.class, "SC", "ZZ", "GX", "ZZCL"),
            number("count", "FS"),
            text("identifier", "ZZBS"),
            text("licence", "ZZMC"),
            text("licenceNumber", "ZZBH"));
    private static final Form PARTY = Form.of(
            text("party", "XH"),
            text("region", "XZQHDM"),
            text("item", "SXMC"),
            texts("after", "QXCYF"),
            number("statutoryDays", "FDSX"),
            number("promisedDays", "CNSX"),
            coded("handling", "BJLX", Said.Handling.class, "JB", "CN", "QT"));

    private static final Form BENEFIT = Form.of(
            text("name", "DXX"),
            always("DXFS", "DE"),
            text("amount", "BZ"),
            text("unit", "JLDW"),
            alone("SYQX", Form.of(always("TJDX", "GM"), always("BJFS", "SY"), only("size", "QZ", Said.Size.class, "DX", "ZX", "XX", "WX"))));

    private JiangxiForms() {}

    static Map<Part, Form> all() {
        return Map.of(Part.SUBMIT, submit(), Part.EVENT, event(), Part.RESULT, result(), Part.EVALUATION, evaluation(), Part.STATUS, status(), Part.POLICY, policy());
    }

    private static Form submit() {
        return Form.of(
                text("number", "BJBH"),
                coded("mode", "BLMS", Said.Mode.class, "QCWB", "YDDB", "DDLB"),
                coded("rule", "BJGZ", Said.Rule.class, "QB", "RY"),
                text("item", "SXMC"),
                text("project", "XMMC"),
                always("SQLX", "XB"),
                text("applicant", "SQR/MC"),
                always("SQR/LX", "QY"),
                always("SQR/ZJLX", "001"),
                text("applicantCode", "SQR/ZJHM"),
                text("contact", "LXR/XM"),
                text("mobile", "LXR/SJHM"),
                text("appliedOn", "SQRQ"),
                always("QD", "CK"),
                always("BLXS", "CK"),
                text("organisation", "QQF/JGDM"),
                text("organisationName", "QQF/JGMC"),
                always("SQ/YJ", "CYR"),
                text("reference", "SQ/BH"),
                text("purpose", "SY"),
                list("parties", "CYF", PARTY),
                list("materials", "CL", MATERIAL),
                flag("national", "BSGJ", BooleanNode.TRUE));
    }

    private static Form event() {
        return Form.of(
                text("number", "BJBH"),
                text("party", "CYFXH"),
                text("project", "CYFBJBH"),
                coded("step", "HJ", Said.Step.class, "SJ", "BZGZ", "BZ", "SL", "BYSL", "ZB", "CH", "CB"),
                text("handler", "BLRXM"),
                text("explanation", "BLSM"),
                shaped("at", "FSSJ", Shape.BLANK_BETWEEN),
                list("materials", "CL", MATERIAL));
    }

    private static Form result() {
        return Form.of(
                text("number", "BJBH"),
                text("party", "CYFXH"),
                text("project", "CYFBJBH"),
                coded("outcome", "BLJG", Said.Outcome.class, "ZY", "BY", "TJ", "CH", "BZBL", "ZF", "BJ", "BYSL", "ZB"),
                text("explanation", "JGSM"),
                shaped("at", "BJSJ", Shape.BLANK_BETWEEN),
                text("licence", "ZZMC"),
                text("licenceNumber", "ZZBH"),
                text("identifier", "ZZBS"));
    }

    private static Form evaluation() {
        return Form.of(
                text("id", "PJBH"),
                always("PJDX/LX", "BJ"),
                text("region", "PJDX/XZQHDM"),
                text("number", "PJDX/BJBH"),
                text("source", "PJLY/XZQHDM"),
                always("PJQD", "YD"),
                always("PJCS", 1),
                coded("satisfaction", "MYD", Said.Satisfaction.class, "FCMY", "MY", "JBMY", "BMY", "FCBMY"),
                text("content", "PJNR"),
                shaped("at", "PJSJ", Shape.WITH_OFFSET));
    }

    private static Form status() {
        return Form.of(
                text("message", "XXBH"),
                text("id", "YXXBH"),
                text("kind", "YWLX"),
                text("partner", "JSF/BS"),
                text("party", "JSF/XH"),
                coded("state", "TDZT", Said.State.class, "YSD", "JS", "SB", "QZ"),
                text("reason", "YYDM"),
                shaped("at", "TDSJ", Shape.WITH_OFFSET),
                number("attempts", "TDCS"));
    }

    private static Form policy() {
        return Form.of(
                text("number", "ZCBS"),
                number("version", "BBH"),
                flag("withdrawn", "SFCX", TextNode.valueOf("1")),
                text("title", "ZCMC"),
                text("issuer", "FWJG/MC"),
                coded("level", "ZCCJ", Said.Level.class, "GJ", "SJ", "DSJ", "XJ"),
                only("region", "XZQH", Shape.PLAIN),
                text("publishedOn", "FBRQ"),
                always("YXX", "YX"),
                only("theme", "ZCZT", Said.Theme.class, "ZJJM", "CJXF"),
                always("FCFS", "CD"),
                always("XSFS", "MSJX"),
                list("benefits", "DXNR", BENEFIT),
                text("summary", "ZCZY"));
    }
}
