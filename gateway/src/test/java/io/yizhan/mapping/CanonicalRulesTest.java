package io.yizhan.mapping;

import static io.yizhan.mapping.ShippedRules.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.mapping.Canonical.Terms;
import io.yizhan.vocabulary.Outcome;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What licence recognition and supervision check say of their own messages: terms.jslt, complete.jslt and not-found.json. Single quotes stand for double ones here. */
class CanonicalRulesTest {
    private static final String RIGHT = "1.2.156.3005.2.11100000000013338W011.11110000000021135M.20230329701.003.Y";
    private static final String WRONG_CHECK =
            "1.2.156.3005.2.11100000000013661B006.113700000045046442.209FA4E88F9E4C878F3E9BED2CE7EA49.001.M";
    private static final String BY_HOLDER =
            "{'lookup':{'by':'holder','holder':{'name':'示例（甲）公司','code':'91330000755918469E','codeType':'uscc'},'licenceType':'T'}}";

    private final ShippedRules rules = ShippedRules.of("licence-recognition");
    private final ShippedRules supervision = ShippedRules.of("supervision-check");

    @Test
    void asks_the_issuers_region_when_looking_up_by_identifier() {
        assertThat(terms("'lookup':{'by':'identifier','identifier':'1.2.156.3005.2.11100000000013338W032.11220000013544541J.2430599.001.F'}"))
                .isEqualTo(Outcome.of(new Terms("用证", "duty", "", "11100000000013338W032", "220000")));
    }

    @Test
    void asks_the_holders_region_when_looking_up_by_holder() {
        assertThat(terms("'lookup':{'by':'holder','holder':{'code':'91330000755918469E','codeType':'uscc'},'licenceType':'T1'}"))
                .isEqualTo(Outcome.of(new Terms("用证", "duty", "", "T1", "330000")));
    }

    @Test
    void asks_the_region_named_before_any_other() {
        assertThat(terms("'region':'360000','lookup':{'by':'holder','holder':{'code':'91330000755918469E','codeType':'uscc'},'licenceType':'T1'}"))
                .isEqualTo(Outcome.of(new Terms("用证", "duty", "", "T1", "360000")));
    }

    @Test
    void takes_no_region_from_a_citizen_id() {
        assertThat(terms("'lookup':{'by':'holder','holder':{'code':'11010519491231002X','codeType':'citizen-id'},'licenceType':'T1'}"))
                .isEqualTo(Outcome.of(new Terms("用证", "duty", "", "T1", "")));
    }

    @Test
    void knows_no_region_of_an_authorisation_code() {
        assertThat(terms("'lookup':{'by':'authorisation-code','authorisationCode':'YZM1'}"))
                .isEqualTo(Outcome.of(new Terms("用证", "duty", "", "", "")));
    }

    @Test
    void reads_basis_and_reference_of_an_authorisation() {
        assertThat(rules.terms("{'lookup':{'by':'authorisation-code'},'purpose':'用证','authorisation':{'basis':'holder','reference':'SQ1'}}"))
                .isEqualTo(Outcome.of(new Terms("用证", "holder", "SQ1", "", "")));
    }

    @Test
    void asks_the_enterprises_region_in_a_supervision_check() {
        assertThat(supervision.terms("{'enterprise':{'code':'91330000755918469E'},'purpose':'核查','authorisation':{'basis':'duty'}}"))
                .isEqualTo(Outcome.of(new Terms("核查", "duty", "", "", "330000")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // status and dates
        "{'status':'valid','validFrom':'2024-01-01','validTo':'2029-01-01'} | {'outcome':'valid'}",
        "{'status':'valid','longTerm':true} | {'outcome':'valid'}",
        "{'status':'valid','validTo':'2026-11-22'} | {'outcome':'valid'}",
        "{'status':'valid','validTo':'2026-11-21'} | {'outcome':'expired'}",
        "{'status':'expired','validTo':'2029-01-01'} | {'outcome':'expired'}",
        "{'validTo':'2026-11-21'} | {'outcome':'expired'}",
        "{'validTo':'2029-01-01'} | {'outcome':'valid'}",
        "{'status':'valid','validFrom':'2026-11-22'} | {'outcome':'valid'}",
        "{'status':'valid','validFrom':'2026-11-23'} | {'outcome':'not-in-force','reason':'not-yet-valid'}",
        "{'status':'not-yet-valid'} | {'outcome':'not-in-force','reason':'not-yet-valid'}",
        "{'status':'suspended','validTo':'2029-01-01'} | {'outcome':'not-in-force','reason':'suspended'}",
        "{'status':'lost'} | {'outcome':'not-in-force','reason':'lost'}",
        "{'status':'superseded'} | {'outcome':'not-in-force','reason':'superseded'}",
        "{'status':'cancelled'} | {'outcome':'not-in-force','reason':'cancelled'}",
        "{'status':'rescinded'} | {'outcome':'not-in-force','reason':'rescinded'}",
        "{'status':'revoked','validTo':'2020-01-01'} | {'outcome':'not-in-force','reason':'revoked'}",
        // who holds it
        "{'status':'valid','holder':{'name':'示例（甲）公司'}} | {'outcome':'valid','nameComparison':'exact'}",
        "{'status':'valid','holder':{'name':'示例(甲) 公司'}} | {'outcome':'valid','nameComparison':'folded'}",
        "{'status':'lost','holder':{'name':'示例(甲)公司'}} | {'outcome':'not-in-force','reason':'lost','nameComparison':'folded'}",
        "{'status':'valid','holder':{'name':'示例（乙）公司'}} | {'outcome':'no-match'}",
        "{'status':'valid','holder':{'name':'示例（甲）公司','code':'91330000755918469e'}} | {'outcome':'valid','nameComparison':'exact'}",
        "{'status':'valid','holder':{'name':'示例（甲）公司','code':'11220000013544541J'}} | {'outcome':'no-match'}",
        "{'status':'lost','holder':{'code':'11220000013544541J'}} | {'outcome':'no-match'}",
        "{'status':'valid','holder':{'name':'示例***司','code':'9133************9E','codeType':'uscc'}} | {'outcome':'valid'}",
        // what the answerer said is final
        "{'status':'valid','verdict':{'outcome':'expired'}} | {'outcome':'expired'}",
        "{'status':'valid','holder':{'name':'示例（乙）公司'},'verdict':{'outcome':'valid'}} | {'outcome':'valid'}",
        "{'verdict':{'outcome':'parameter-missing','missing':['holder.name']}} | {'outcome':'parameter-missing','missing':['holder.name']}",
    })
    void concludes_a_verdict_for_each_licence_that_has_none(String licence, String verdict) {
        JsonNode completed = complete(BY_HOLDER, "{'licences':[" + licence + "]}");

        assertThat(completed.at("/licences/0/verdict")).isEqualTo(json(verdict));
        assertThat(completed.at("/verdict")).isEqualTo(json(verdict));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "no-match expired valid not-in-force | valid", "no-match not-in-force expired | expired", "no-match not-in-force | not-in-force",
        "no-match no-match | no-match", "parameter-missing no-match | no-match", "parameter-missing | parameter-missing"
    })
    void takes_the_best_verdict_of_the_licences_for_the_whole(String outcomes, String best) {
        String licences = String.join(",", Arrays.stream(outcomes.split(" ")).map(o -> "{'verdict':{'outcome':'" + o + "'}}").toList());

        assertThat(complete(BY_HOLDER, "{'licences':[" + licences + "]}").at("/verdict/outcome").textValue()).isEqualTo(best);
    }

    @Test
    void concludes_no_match_when_there_are_no_licences() {
        assertThat(complete(BY_HOLDER, "{'licences':[]}")).isEqualTo(json("{'verdict':{'outcome':'no-match'},'licences':[]}"));
    }

    @Test
    void leaves_the_answerers_overall_verdict_alone() {
        String reply = "{'verdict':{'outcome':'parameter-missing','missing':['holder.name']},'licences':[]}";

        assertThat(complete(BY_HOLDER, reply)).isEqualTo(json(reply));
    }

    @Test
    void loses_nothing_of_a_licence() {
        String licence = "{'identifier':'" + RIGHT + "','name':'照','extension':{'面积':86.50,'无':[],'空':null},'longTerm':true,'status':'valid'";

        assertThat(complete(BY_HOLDER, "{'licences':[" + licence + "}]}").at("/licences/0"))
                .isEqualTo(json(licence + ",'verdict':{'outcome':'valid'}}"));
    }

    @Test
    void remarks_on_the_identifier_asked_for() {
        assertThat(complete("{'lookup':{'by':'identifier','identifier':'" + WRONG_CHECK + "'}}", "{'licences':[]}").at("/remarks"))
                .isEqualTo(json("[{'code':'identifier-check','place':'/request/lookup/identifier'}]"));
    }

    @Test
    void remarks_on_every_check_character_of_the_licences() {
        String licences = "[{'status':'valid'},{'identifier':'1.2.156.3005.2.ODD.11110000000021135M.20230329701.003.Y',"
                + "'issuer':{'code':'91330000755918469F'},'holder':{'code':'91330000755918469F','codeType':'uscc'}},"
                + "{'issuer':{'code':'755918469'},'holder':{'code':'110105194912310021','codeType':'citizen-id'}}]";

        JsonNode remarks = complete("{'lookup':{'by':'identifier','identifier':'" + RIGHT + "'}}", "{'licences':" + licences + "}").at("/remarks");

        assertThat(remarks).isEqualTo(json("[{'code':'identifier-check','place':'/licences/1/identifier'},"
                + "{'code':'identifier-type','place':'/licences/1/identifier'},"
                + "{'code':'uscc-check','place':'/licences/1/issuer/code'},"
                + "{'code':'uscc-check','place':'/licences/1/holder/code'},"
                + "{'code':'citizen-id-check','place':'/licences/2/holder/code'}]"));
    }

    @Test
    void keeps_the_answerers_remarks_and_says_nothing_twice() {
        String told = "{'code':'identifier-check','place':'/licences/0/identifier'}";
        String reply = "{'licences':[{'identifier':'" + WRONG_CHECK + "'}],'remarks':[{'code':'uscc-check','place':'/x'}," + told + "]}";

        assertThat(complete(BY_HOLDER, reply).at("/remarks")).isEqualTo(json("[{'code':'uscc-check','place':'/x'}," + told + "]"));
    }

    @Test
    void says_that_nothing_was_found() {
        assertThat(rules.notFound()).isEqualTo(json("{'verdict':{'outcome':'no-match'},'licences':[]}"));
        assertThat(supervision.notFound()).isEqualTo(json("{'listed':false,'hits':[]}"));
    }

    @Test
    void leaves_a_reply_alone_whose_kind_has_nothing_to_complete() {
        assertThat(supervision.complete("{}", "{'listed':false,'hits':[]}")).isEqualTo(json("{'listed':false,'hits':[]}"));
    }

    private Outcome<Terms> terms(String lookup) {
        return rules.terms("{" + lookup + ",'purpose':'用证','authorisation':{'basis':'duty'}}");
    }

    private JsonNode complete(String request, String reply) {
        return rules.complete(request, reply);
    }
}
