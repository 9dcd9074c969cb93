package io.yizhan.mapping;

import static io.yizhan.mapping.ShippedRules.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.mapping.Canonical.Terms;
import io.yizhan.vocabulary.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What seal verification says of its own messages. Single quotes stand for double ones here. */
class SealRulesTest {
    private static final String SEAL = "'seal':{'code':'3301050012345','name':'示例（甲）公司','type':'official',"
            + "'owner':{'name':'示例（甲）公司','code':'91330000755918469E'}}";
    private static final String DIGEST = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
    private static final String SIGNATURE = "'signature':{'digestAlgorithm':'sm3','digest':'" + DIGEST + "','value':'MEUCIQ=='}";

    private final ShippedRules rules = ShippedRules.of("seal-verification");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'seal':{'code':'3301050012345'} | 330105",
        "'seal':{'code':'3301050012345','owner':{'code':'11220000013544541J'}} | 330105",
        "'seal':{'code':'ZJ-0001','owner':{'code':'11220000013544541J'}} | 220000",
        "'seal':{'code':'3301050012345'},'region':'440000' | 440000",
        "'seal':{'code':'ZJ-0001'} | ''",
    })
    void knows_whom_to_ask(String seal, String region) {
        assertThat(rules.terms("{" + seal + ",'purpose':'验章','authorisation':{'basis':'duty'}}"))
                .isEqualTo(Outcome.of(new Terms("验章", "duty", "", "", region)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // status and dates
        "{'seal':{'status':'valid','validFrom':'2024-01-01','validTo':'2026-11-22'}} | {'result':'genuine'}",
        "{'seal':{'longTerm':true}} | {'result':'genuine'}",
        "{'seal':{'validTo':'2026-11-21'}} | {'result':'not-in-force','reason':'expired'}",
        "{'seal':{'status':'expired'}} | {'result':'not-in-force','reason':'expired'}",
        "{'seal':{'validFrom':'2026-11-23'}} | {'result':'not-in-force','reason':'not-yet-valid'}",
        "{'seal':{'status':'not-yet-valid'}} | {'result':'not-in-force','reason':'not-yet-valid'}",
        "{'seal':{'status':'suspended','validTo':'2020-01-01'}} | {'result':'not-in-force','reason':'suspended'}",
        "{'seal':{'status':'lost'}} | {'result':'not-in-force','reason':'lost'}",
        "{'seal':{'status':'cancelled'}} | {'result':'not-in-force','reason':'cancelled'}",
        "{'seal':{'status':'revoked'}} | {'result':'not-in-force','reason':'revoked'}",
        "{} | {'result':'unknown-seal'}",
        // what the answerer said is final
        "{'result':'genuine','seal':{'status':'lost'}} | {'result':'genuine'}",
        "{'result':'genuine'} | {'result':'genuine'}",
        "{'result':'not-genuine','seal':{'status':'valid'}} | {'result':'not-genuine'}",
        "{'result':'unknown-seal'} | {'result':'unknown-seal'}",
        "{'result':'not-in-force','reason':'lost'} | {'result':'not-in-force','reason':'lost'}",
        // but not where it speaks of another seal or owner
        "{'result':'genuine','seal':{'code':'3301050012345','name':'示例(甲)公司','owner':{'code':'91330000755918469e'}}} | {'result':'genuine'}",
        "{'result':'genuine','seal':{'name':'示例***司','owner':{'name':'示例***司','code':'9133************9E'}}} | {'result':'genuine'}",
        "{'result':'genuine','seal':{'code':'3301050099999'}} | {'result':'unknown-seal'}",
        "{'result':'not-in-force','reason':'lost','seal':{'code':'3301050099999'}} | {'result':'unknown-seal'}",
        "{'result':'genuine','seal':{'name':'示例（乙）公司'}} | {'result':'not-genuine'}",
        "{'result':'genuine','seal':{'type':'contract'}} | {'result':'not-genuine'}",
        "{'result':'genuine','seal':{'owner':{'code':'11220000013544541J'}}} | {'result':'not-genuine'}",
        "{'seal':{'status':'valid','owner':{'name':'示例（乙）公司'}}} | {'result':'not-genuine'}",
    })
    void concludes_a_result_for_a_seal(String reply, String result) {
        assertThat(resultOf(rules.complete("{" + SEAL + "}", reply))).isEqualTo(json(result));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{'result':'genuine'} | {'result':'genuine'}",
        "{'result':'genuine','signature':{'digest':'same'}} | {'result':'genuine'}",
        "{'result':'genuine','signature':{'digest':'other'}} | {'result':'digest-mismatch'}",
        "{'result':'genuine','signature':{'digest':'same','digestAlgorithm':'sha-256'}} | {'result':'digest-mismatch'}",
        "{'result':'digest-mismatch'} | {'result':'digest-mismatch'}",
        "{'result':'not-genuine','signature':{'digest':'other'}} | {'result':'not-genuine'}",
        "{'seal':{'status':'valid'},'signature':{'digest':'same'}} | {'result':'genuine'}",
        "{'seal':{'status':'valid'},'signature':{'digest':'other'}} | {'result':'digest-mismatch'}",
        "{'seal':{'status':'valid'}} | {'result':'not-genuine'}",
        // by the day of the signature, not by today
        "{'seal':{'status':'expired','validTo':'2025-12-31'},'signature':{'digest':'same','signedAt':'2025-12-31T23:59:59+08:00'}} | {'result':'genuine'}",
        "{'seal':{'validTo':'2025-12-31'},'signature':{'digest':'same','signedAt':'2026-01-01T00:00:00+08:00'}}"
                + " | {'result':'not-in-force','reason':'expired'}",
        "{'seal':{'validFrom':'2025-12-31'},'signature':{'digest':'same','signedAt':'2025-12-30T10:00:00+08:00'}}"
                + " | {'result':'not-in-force','reason':'not-yet-valid'}",
    })
    void concludes_a_result_for_a_signature(String reply, String result) {
        String told = reply.replace("'same'", "'" + DIGEST + "'").replace("'other'", "'" + "0".repeat(64) + "'");

        assertThat(resultOf(rules.complete("{" + SEAL + "," + SIGNATURE + "}", told))).isEqualTo(json(result));
    }

    @Test
    void passes_on_nothing_of_another_seal() {
        assertThat(rules.complete("{" + SEAL + "}", "{'result':'genuine','seal':{'code':'3301050099999','name':'李示例','owner':{'code':'x'}},"
                + "'signature':{'signedAt':'2025-12-30T10:00:00+08:00'}}")).isEqualTo(json("{'result':'unknown-seal'}"));
    }

    @Test
    void loses_nothing_of_the_seal_asked_about() {
        String rest = "'seal':{'code':'3301050012345','maker':{'name':'示例制章','code':'755918469'},'longTerm':true},"
                + "'signature':{'signedAt':'2025-12-30T10:00:00+08:00'}";

        assertThat(rules.complete("{" + SEAL + "}", "{" + rest + "}")).isEqualTo(json("{'result':'genuine'," + rest + "}"));
    }

    @Test
    void remarks_on_check_characters_and_says_nothing_twice() {
        String told = "{'code':'uscc-check','place':'/seal/owner/code'}";
        String reply = "{'result':'genuine','seal':{'owner':{'code':'91330000755918469F'},'maker':{'code':'91330000755918469F'}},'remarks':[" + told + "]}";

        assertThat(rules.complete("{'seal':{'owner':{'code':'91330000755918469F'}}}", reply).path("remarks")).isEqualTo(json("[" + told
                + ",{'code':'uscc-check','place':'/request/seal/owner/code'},{'code':'uscc-check','place':'/seal/maker/code'}]"));
    }

    @Test
    void says_that_there_is_no_such_seal() {
        assertThat(rules.notFound()).isEqualTo(json("{'result':'unknown-seal'}"));
    }

    private static JsonNode resultOf(JsonNode completed) {
        return completed.<ObjectNode>deepCopy().retain("result", "reason");
    }
}
