package io.yizhan.mapping;

import static io.yizhan.mapping.ShippedRules.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.mapping.Canonical.Terms;
import io.yizhan.vocabulary.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What identity verification says of its own messages. Single quotes stand for double ones here. */
class IdentityRulesTest {
    private static final String PERSON = "'type':'person','name':'张示例','code':'11010519491231002X','codeType':'citizen-id'";

    private final ShippedRules rules = ShippedRules.of("identity-verification");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'subject':{'code':'91330000755918469E','codeType':'uscc'} | uscc | 330000",
        "'subject':{'code':'91330000755918469e','codeType':'uscc'} | uscc | 330000",
        "'subject':{'code':'91330000755918469E','codeType':'uscc'},'region':'360000' | uscc | 360000",
        "'subject':{'code':'11010519491231002X','codeType':'citizen-id'} | citizen-id | ''",
        "'subject':{'code':'11010519491231002X','codeType':'citizen-id','onBehalfOf':{'code':'91330000755918469E'}} | citizen-id | 330000",
    })
    void knows_whom_to_ask(String subject, String authority, String region) {
        assertThat(rules.terms("{" + subject + ",'purpose':'办事','authorisation':{'basis':'holder','reference':'SQ1'}}"))
                .isEqualTo(Outcome.of(new Terms("办事", "holder", "SQ1", authority, region)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // what the answerer left open
        "{'fields':[{'field':'name','comparison':'exact'},{'field':'code','comparison':'exact'}]} | match",
        "{'fields':[{'field':'name','comparison':'folded'}]} | match",
        "{'fields':[{'field':'name','comparison':'different'},{'field':'code','comparison':'exact'}]} | no-match",
        "{'fields':[{'field':'name','comparison':'not-compared'},{'field':'code','comparison':'exact'}]} | no-match",
        "{'fields':[{'field':'phone','comparison':'exact'}]} | no-match",
        "{'fields':[{'field':'name','comparison':'exact'}],'reason':'lost'} | not-in-force",
        "{} | no-match",
        // what it said is final
        "{'result':'match'} | match",
        "{'result':'not-found'} | not-found",
        "{'result':'not-in-force','reason':'deceased'} | not-in-force",
        "{'result':'no-match','fields':[{'field':'name','comparison':'exact'}]} | no-match",
        // but not where it contradicts itself or speaks of another
        "{'result':'match','fields':[{'field':'phone','comparison':'different'}]} | no-match",
        "{'result':'match','code':'11010519491231002x'} | match",
        "{'result':'match','code':'1101************2X'} | match",
        "{'result':'match','code':'110105194912310038'} | no-match",
        "{'result':'not-found','code':'110105194912310038'} | no-match",
    })
    void concludes_a_result(String reply, String result) {
        assertThat(complete(reply).path("result").textValue()).isEqualTo(result);
    }

    @Test
    void passes_on_nothing_about_a_field_that_was_not_asked_and_says_which_was_not_compared() {
        JsonNode completed = complete("{'result':'match','assurance':'document','fields':[{'field':'name','comparison':'exact'},"
                + "{'field':'legal-representative','comparison':'exact'},{'field':'code','comparison':'exact'}]}");

        assertThat(completed).isEqualTo(json("{'result':'match','assurance':'document','fields':[{'field':'name','comparison':'exact'},"
                + "{'field':'code','comparison':'exact'},{'field':'phone','comparison':'not-compared'}]}"));
    }

    @Test
    void is_not_swayed_by_a_difference_nobody_asked_about() {
        assertThat(complete("{'result':'match','fields':[{'field':'on-behalf-of','comparison':'different'}]}"))
                .isEqualTo(json("{'result':'match'}"));
    }

    @Test
    void passes_on_nothing_of_someone_else() {
        assertThat(complete("{'result':'not-in-force','reason':'deceased','code':'110105194912310038','assurance':'data',"
                + "'fields':[{'field':'name','comparison':'exact'}]}")).isEqualTo(json("{'result':'no-match'}"));
    }

    @Test
    void says_how_an_identity_was_established_only_where_it_matches() {
        assertThat(complete("{'result':'no-match','reason':'lost','assurance':'certificate'}")).isEqualTo(json("{'result':'no-match'}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'code':'11010519491231002X','codeType':'citizen-id' | ''",
        "'code':'11010519491231002x','codeType':'citizen-id' | ''",
        "'code':'110105194912310021','codeType':'citizen-id' | citizen-id-check /request/subject/code",
        "'code':'91330000755918469E','codeType':'uscc' | ''",
        "'code':'91330000755918469F','codeType':'uscc' | uscc-check /request/subject/code",
        "'code':'110105194912310021','codeType':'other' | ''",
        "'codeType':'other','onBehalfOf':{'code':'91330000755918469F'} | uscc-check /request/subject/onBehalfOf/code",
    })
    void remarks_on_check_characters_of_what_was_asked(String subject, String remark) {
        JsonNode remarks = rules.complete("{'subject':{" + subject + "}}", "{'result':'match'}").path("remarks");

        assertThat(remarks.path(0).path("code").asText() + remarks.path(0).path("place").asText()).isEqualTo(remark.replace(" ", ""));
        assertThat(remarks.size()).isEqualTo(remark.isEmpty() ? 0 : 1);
    }

    @Test
    void says_nothing_twice() {
        String told = "{'code':'uscc-check','place':'/request/subject/code'}";

        assertThat(rules.complete("{'subject':{'code':'91330000755918469F','codeType':'uscc'}}", "{'result':'match','remarks':[" + told + "]}"))
                .isEqualTo(json("{'result':'match','remarks':[" + told + "]}"));
    }

    @Test
    void says_that_nobody_was_found() {
        assertThat(rules.notFound()).isEqualTo(json("{'result':'not-found'}"));
    }

    private JsonNode complete(String reply) {
        return rules.complete("{'subject':{" + PERSON + ",'phone':'13800000000'}}", reply);
    }
}
