package io.yizhan.contract;

import static io.yizhan.contract.Shipped.CONTRACT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.vocabulary.Release;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MinimiseTest {
    private static final String LICENCE = "licence-recognition";
    private static final String CHECK = "supervision-check";
    private static final JsonNode REPLY = Shipped.json("""
            {"verdict": {"outcome": "valid", "nameComparison": "exact"},
             "licences": [{"identifier": "1.2.156.3005.2.X", "name": "营业执照", "licenceType": "T1", "number": "JY13301000123456",
               "issuer": {"name": "示例局", "code": "C1"}, "issuedOn": "2024-05-01", "validTo": "2029-04-30",
               "holder": {"name": "张示例", "code": "330102199001011234", "codeType": "citizen-id"}, "region": "330100", "status": "valid",
               "extension": {"经营项目": "食品"}, "verdict": {"outcome": "valid"}}],
             "remarks": [{"code": "identifier-check", "place": "/licences/0/identifier"}]}""");

    @Test
    void full_sees_everything() {
        assertThat(CONTRACT.minimise(LICENCE, "reply", REPLY, Release.FULL)).isEqualTo(REPLY);
    }

    @Test
    void masked_sees_the_licence_but_not_who_holds_it() {
        JsonNode released = CONTRACT.minimise(LICENCE, "reply", REPLY, Release.MASKED);

        assertThat(released).isEqualTo(Shipped.json("""
                {"verdict": {"outcome": "valid", "nameComparison": "exact"},
                 "licences": [{"identifier": "1.2.156.3005.2.X", "name": "营业执照", "licenceType": "T1", "number": "JY13**********56",
                   "issuer": {"name": "示例局", "code": "C1"}, "issuedOn": "2024-05-01", "validTo": "2029-04-30",
                   "holder": {"name": "张**", "code": "3301************34", "codeType": "citizen-id"}, "region": "330100", "status": "valid",
                   "verdict": {"outcome": "valid"}}],
                 "remarks": [{"code": "identifier-check", "place": "/licences/0/identifier"}]}"""));
    }

    @Test
    void verdict_sees_the_verdict_and_the_status() {
        JsonNode released = CONTRACT.minimise(LICENCE, "reply", REPLY, Release.VERDICT);

        assertThat(released).isEqualTo(Shipped.json("""
                {"verdict": {"outcome": "valid", "nameComparison": "exact"}, "licences": [{"status": "valid", "verdict": {"outcome": "valid"}}],
                 "remarks": [{"code": "identifier-check", "place": "/licences/0/identifier"}]}"""));
    }

    @Test
    void the_message_itself_stays_as_it_was() {
        JsonNode before = REPLY.deepCopy();

        CONTRACT.minimise(LICENCE, "reply", REPLY, Release.VERDICT);

        assertThat(REPLY).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            VERDICT | {"listed": true, "hits": [{"list": "penalty"}]}
            MASKED  | {"listed": true, "hits": [{"list": "penalty", "reason": "***", "decidedOn": "2025-07-01", "decidedBy": {"name": "示例局"}, "documentNumber": "*******"}]}
            FULL    | {"listed": true, "hits": [{"list": "penalty", "reason": "未公示年报", "decidedOn": "2025-07-01", "decidedBy": {"name": "示例局"}, "documentNumber": "罚〔2025〕"}]}
            """)
    void a_supervision_reply_is_cut_by_its_own_marks(Release release, String expected) {
        JsonNode reply = Shipped.json("""
                {"listed": true, "hits": [{"list": "penalty", "reason": "未公示年报", "decidedOn": "2025-07-01", "decidedBy": {"name": "示例局"}, "documentNumber": "罚〔2025〕"}]}""");

        assertThat(CONTRACT.minimise(CHECK, "reply", reply, release)).isEqualTo(Shipped.json(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "verdict, VERDICT, verdict", "fields, VERDICT, verdict", "file, VERDICT, verdict",
        "verdict, MASKED, verdict", "fields, MASKED, fields", "file, MASKED, fields",
        "verdict, FULL, verdict", "fields, FULL, fields", "file, FULL, file"
    })
    void a_request_asks_for_no_more_than_the_release_allows(String wanted, Release release, String asked) {
        JsonNode request = Shipped.sample("jiangxi", LICENCE, "request-by-holder.canonical");

        JsonNode released = CONTRACT.minimise(LICENCE, "request", Shipped.changed(request, "/want", Shipped.JSON.valueToTree(wanted)), release);

        assertThat(released).isEqualTo(Shipped.changed(request, "/want", Shipped.JSON.valueToTree(asked)));
    }

    @ParameterizedTest
    @EnumSource(value = Release.class, names = {"VERDICT", "MASKED"})
    void a_field_without_a_mark_is_for_full_only(Release release) {
        JsonNode surprising = Shipped.changed(REPLY, "/licences/0/surprise", Shipped.json("\"x\""));

        assertThat(CONTRACT.minimise(LICENCE, "reply", surprising, release).at("/licences/0").has("surprise")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "NAME, 张, *", "NAME, 张三, 张*", "NAME, 张三丰, 张**", "NAME, 欧阳示例, 欧***", "NAME, 𠮷野家, 𠮷**", "NAME, 杭州示例科技有限公司, 杭州*******司",
        "CODE, 330102199001011234, 3301************34", "CODE, 1234567890, 1234****90", "CODE, 123456789, *********", "CODE, 12, **",
        "TEXT, 任何文字, ***", "TEXT, x, ***"
    })
    void a_mask_keeps_what_is_needed_to_recognise_and_no_more(Mask mask, String clear, String masked) {
        assertThat(mask.apply(clear)).isEqualTo(masked);
    }
}
