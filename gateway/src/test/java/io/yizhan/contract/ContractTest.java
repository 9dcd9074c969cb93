package io.yizhan.contract;

import static io.yizhan.contract.Shipped.CONTRACT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractTest {
    private static final String LICENCE = "licence-recognition";
    private static final String CHECK = "supervision-check";

    @Test
    void knows_the_kinds_with_their_patterns_and_messages() {
        assertThat(CONTRACT.kinds()).containsExactlyInAnyOrder(
                LICENCE, CHECK, "identity-verification", "seal-verification", "joint-approval", "consultation", "policy-redemption",
                "licence-use-record", "service-evaluation", "delivery-status", "policy-catalogue", "policy-questions", "service-catalogue",
                "licence-scenarios", "survey", "survey-answer", "policy-evaluation", "policy-match", "suggestion", "supervision-order");
        assertThat(CONTRACT.kind(LICENCE)).hasValueSatisfying(kind -> {
            assertThat(kind.pattern()).isEqualTo("query");
            assertThat(kind.messages()).containsExactly("request", "reply");
        });
        assertThat(CONTRACT.kind("no-such-kind")).isEmpty();
    }

    @ParameterizedTest(name = "{0} = {1} is wrong at {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            /purpose                | absent            | /purpose                | is required
            /purpose                | "  "              | /purpose                | text matching \\S
            /purpose                | 7                 | /purpose                | string
            /lookup                 | absent            | /lookup                 | is required
            /lookup/by              | absent            | /lookup/by              | is required
            /lookup/by              | "guess"           | /lookup/by              | one of identifier, holder, authorisation-code
            /lookup/identifier      | absent            | /lookup/identifier      | is required
            /lookup/identifier      | "1.2.156"         | /lookup/identifier      | a licence identifier of the form of GB/T 36904
            /lookup/licenceType     | "X1"              | /lookup/licenceType     | not allowed here
            /region                 | "33000"           | /region                 | text matching ^[0-9]{6}$
            /region                 | "330000\\n"       | /region                 | text matching ^[0-9]{6}$
            /requester/organisation | "91330000755918469F" | /requester/organisation | a unified social credit code with the right check character (GB 32100)
            /requester/name         | absent            | /requester/name         | is required
            /requester/nmae         | "x"               | /requester              | no fields but organisation, name, department, operatorId, operatorName
            /authorisation          | []                | /authorisation          | object
            /channel                | "post"            | /channel                | one of window, pc, mobile, self-service, other
            /want                   | absent            | /want                   | is required
            """)
    void refuses_a_canonical_request_at_the_place_that_is_wrong(String pointer, String value, String place, String expected) {
        JsonNode request = change(Shipped.sample("jiangxi", LICENCE, "request-by-identifier.canonical"), pointer, value);

        Refusal refusal = Shipped.refusal(CONTRACT.validate(Contract.CANONICAL, LICENCE, "request", request));

        assertThat(refusal).isEqualTo(Refusal.of(RefusalCode.SCHEMA_VIOLATION, place, expected));
    }

    @ParameterizedTest(name = "{0} = {1} is wrong at {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            /lookup/holder/code     | "91330000755918469F" | /lookup/holder/code  | a unified social credit code with the right check character (GB 32100)
            /lookup/holder/codeType | absent            | /lookup/holder/codeType | is required
            /lookup/licenceType     | absent            | /lookup/licenceType     | is required
            /lookup/identifier      | "1.2.156.3005.2.11100000000013338W011.11110000000021135M.20230329701.003.Y" | /lookup/identifier | not allowed here
            """)
    void refuses_a_lookup_by_holder_at_the_place_that_is_wrong(String pointer, String value, String place, String expected) {
        JsonNode request = change(Shipped.sample("jiangxi", LICENCE, "request-by-holder.canonical"), pointer, value);

        Refusal refusal = Shipped.refusal(CONTRACT.validate(Contract.CANONICAL, LICENCE, "request", request));

        assertThat(refusal).isEqualTo(Refusal.of(RefusalCode.SCHEMA_VIOLATION, place, expected));
    }

    @ParameterizedTest(name = "{0} = {1} is wrong at {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            /licences                    | absent       | /licences                   | is required
            /licences/0/issuedOn         | "2023-02-29" | /licences/0/issuedOn        | a date as yyyy-MM-dd
            /licences/0/status           | "frozen"     | /licences/0/status          | one of valid, not-yet-valid, expired, suspended, lost, superseded, cancelled, rescinded, revoked
            /licences/0/verdict/outcome  | absent       | /licences/0/verdict/outcome | is required
            /licences/0/longTerm         | true         | /licences/0/validTo         | not allowed here
            /licences/0/longTerm         | false        | /licences/0/longTerm        | exactly true
            /licences/0/holder/name      | ["x"]        | /licences/0/holder/name     | string
            /licences/0/certificate_name | "x"          | /licences/0                 | no fields but identifier, name, licenceType, number, issuer, issuedOn, validFrom, validTo, longTerm, holder, region, status, extension, file, verdict
            """)
    void refuses_a_canonical_reply_at_the_place_that_is_wrong(String pointer, String value, String place, String expected) {
        JsonNode reply = change(Shipped.sample("jiangxi", LICENCE, "reply-valid.canonical"), pointer, value);

        Refusal refusal = Shipped.refusal(CONTRACT.validate(Contract.CANONICAL, LICENCE, "reply", reply));

        assertThat(refusal).isEqualTo(Refusal.of(RefusalCode.SCHEMA_VIOLATION, place, expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /licences/0/identifier  | "not an identifier at all"
            /licences/0/issuer/code | "91330000755918469F"
            /licences/0/holder/code | "110105194912310020"
            /licences/0/extension   | {"任何": {"内容": [1, 2]}}
            """)
    void remarks_are_for_others_so_a_reply_with_odd_codes_is_accepted(String pointer, String value) {
        JsonNode reply = change(Shipped.sample("jiangxi", LICENCE, "reply-valid.canonical"), pointer, value);

        Outcome<JsonNode> outcome = CONTRACT.validate(Contract.CANONICAL, LICENCE, "reply", reply);

        assertThat(outcome).isEqualTo(Outcome.of(reply));
    }

    @ParameterizedTest(name = "{0} {1}: {2} = {3} is wrong at {4}")
    @CsvSource(delimiter = '|', textBlock = """
            jiangxi  | licence-recognition | /CXFS                   | "ZZ"    | /CXFS
            jiangxi  | licence-recognition | /YZSY                   | absent  | /YZSY
            jiangxi  | licence-recognition | /CZZT                   | "x"     | /CZZT
            jiangxi  | licence-recognition | /QQF/JGDM               | "x"     | /QQF/JGDM
            national | licence-recognition | /query_type             | "4"     | /query_type
            national | licence-recognition | /use_cause              | absent  | /use_cause
            national | licence-recognition | /auth_code              | "x"     | /auth_code
            national | licence-recognition | /request_org_code       | "x"     | /request_org_code
            zhejiang | licence-recognition | /useCause               | absent  | /useCause
            zhejiang | licence-recognition | /useCode                | "x"     | /useCode
            zhejiang | licence-recognition | /certificate_identifier | "x"     | /certificate_identifier
            zhejiang | licence-recognition | /certificate_area_code  | "3"     | /certificate_area_code
            """)
    void refuses_a_request_in_the_dialects_own_words(String dialect, String kind, String pointer, String value, String place) {
        JsonNode request = change(Shipped.sample(dialect, kind, "request-by-identifier.dialect"), pointer, value);

        Refusal refusal = Shipped.refusal(CONTRACT.validate(dialect, kind, "request", request));

        assertThat(refusal.place()).isEqualTo(place);
    }

    @ParameterizedTest
    @CsvSource({"jiangxi, /ZZLB/0/XZD, /ZZLB/0", "national, /lic_data/0/new_field, /lic_data/0", "zhejiang, /0/newField, /0"})
    void a_field_nobody_told_of_is_refused_where_we_write_and_passed_over_where_we_hear(String dialect, String pointer, String place) {
        JsonNode reply = change(Shipped.sample(dialect, LICENCE, "reply-valid.dialect"), pointer, "1");

        Refusal written = Shipped.refusal(CONTRACT.validate(dialect, LICENCE, "reply", reply));
        Outcome<JsonNode> heard = CONTRACT.accept(dialect, LICENCE, "reply", reply);

        assertThat(written.place()).isEqualTo(place);
        assertThat(heard).isEqualTo(Outcome.of(reply));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jiangxi  | /ZZLB         | absent   | /ZZLB
            jiangxi  | /ZZLB/0/ZZMC  | 7        | /ZZLB/0/ZZMC
            national | /lic_data     | "none"   | /lic_data
            zhejiang | /0/extend_info | "{}"    | /0/extend_info
            """)
    void what_is_heard_still_needs_the_required_fields_and_the_types(String dialect, String pointer, String value, String place) {
        JsonNode reply = change(Shipped.sample(dialect, LICENCE, "reply-valid.dialect"), pointer, value);

        Refusal refusal = Shipped.refusal(CONTRACT.accept(dialect, LICENCE, "reply", reply));

        assertThat(refusal.place()).isEqualTo(place);
    }

    @Test
    void the_first_row_of_a_supervision_reply_says_whether_the_enterprise_is_listed() {
        Refusal refusal = Shipped.refusal(CONTRACT.accept("zhejiang", CHECK, "reply", Shipped.json("[{\"listType\": \"PENALTY\"}]")));

        assertThat(refusal.place()).isEqualTo("/0/listed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "7", "\"text\"", "true"})
    void refuses_a_payload_that_is_no_object_at_its_root(String payload) {
        Refusal refusal = Shipped.refusal(CONTRACT.validate(Contract.CANONICAL, CHECK, "request", Shipped.json(payload)));

        assertThat(refusal).isEqualTo(Refusal.of(RefusalCode.SCHEMA_VIOLATION, "", "object"));
    }

    @Test
    void of_several_things_wrong_the_deepest_is_told_and_always_the_same() {
        JsonNode request = Shipped.json("""
                {"lookup": {"by": "holder", "holder": {"codeType": "uscc"}}, "want": "all", "requester": {}, "authorisation": 1}""");

        Refusal refusal = Shipped.refusal(CONTRACT.validate(Contract.CANONICAL, LICENCE, "request", request));

        assertThat(refusal.place()).isEqualTo("/lookup/holder/code");
    }

    @Test
    void to_ask_for_a_schema_that_is_not_there_is_a_defect() {
        assertThatThrownBy(() -> CONTRACT.validate("martian", LICENCE, "request", Shipped.json("{}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("martian/licence-recognition/request");
    }

    private static JsonNode change(JsonNode json, String pointer, String value) {
        return Shipped.changed(json, pointer, value.equals("absent") ? null : Shipped.json(value));
    }
}
