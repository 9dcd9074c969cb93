package io.yizhan.mapping;

import static io.yizhan.mapping.ShippedRules.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A reply about licences is tied to what was asked, whatever the answerer claims. Single quotes stand for double ones here. */
class LicenceAskedForTest {
    private static final String RIGHT = "1.2.156.3005.2.11100000000013338W011.11110000000021135M.20230329701.003.Y";

    private final ShippedRules rules = ShippedRules.of("licence-recognition");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // looked up by identifier: a claim counts for the licence asked for only, in whatever case it is written
        "'identifier':'ID' | 'identifier':'ID' | valid",
        "'identifier':'ID' | 'identifier':'id' | valid",
        "'identifier':'ID' | 'identifier':'ANOTHER' | no-match",
        "'identifier':'ID' | 'name':'照' | valid",
        // by holder and type
        "'holder':{'code':'91330000755918469E'},'licenceType':'T' | 'holder':{'code':'91330000755918469e'},'licenceType':'t' | valid",
        "'holder':{'code':'91330000755918469E'},'licenceType':'T' | 'holder':{'code':'11220000013544541J'},'licenceType':'T' | no-match",
        "'holder':{'code':'91330000755918469E'},'licenceType':'T' | 'holder':{'code':'91330000755918469E'},'licenceType':'U' | no-match",
        "'holder':{'code':'91330000755918469E'},'licenceType':'T' | 'identifier':'ID' | valid",
        "'holder':{'code':'91330000755918469E'},'licenceType':'T' | 'holder':{'code':'9133************9E'} | valid",
        // by authorisation code there is nothing to compare
        "'authorisationCode':'YZM1' | 'identifier':'ID','licenceType':'T','holder':{'code':'11220000013544541J'} | valid",
    })
    void lets_no_answerer_claim_that_another_licence_than_the_one_asked_for_matches(String lookup, String licence, String outcome) {
        String claimed = "'verdict':{'outcome':'valid'}";

        JsonNode completed = rules.complete("{'lookup':{" + lookup + "}}", "{" + claimed + ",'licences':[{" + licence + "," + claimed + "}]}");

        assertThat(completed.at("/licences/0/verdict")).isEqualTo(json("{'outcome':'" + outcome + "'}"));
        assertThat(completed.at("/verdict")).isEqualTo(json("{'outcome':'" + outcome + "'}"));
    }

    @Test
    void takes_the_verdict_of_the_right_licence_where_others_are_among_them() {
        String licences = "[{'identifier':'ANOTHER','verdict':{'outcome':'valid'}},{'identifier':'ID','status':'lost'}]";

        assertThat(rules.complete("{'lookup':{'identifier':'ID'}}", "{'verdict':{'outcome':'valid'},'licences':" + licences + "}").at("/verdict"))
                .isEqualTo(json("{'outcome':'not-in-force','reason':'lost'}"));
    }

    @Test
    void keeps_a_verdict_without_licences() {
        assertThat(rules.complete("{'lookup':{'identifier':'" + RIGHT + "'},'want':'fields'}", "{'verdict':{'outcome':'valid'},'licences':[]}"))
                .isEqualTo(json("{'verdict':{'outcome':'valid'},'licences':[]}"));
    }

    @ParameterizedTest
    @CsvSource({"file, true", "fields, false", "verdict, false"})
    void passes_a_file_on_only_where_it_was_wanted(String want, boolean there) {
        JsonNode completed = rules.complete("{'lookup':{'identifier':'ID'},'want':'" + want + "'}", "{'licences':[{'identifier':'ID','file':{'link':'x'}}]}");

        assertThat(completed.at("/licences/0").has("file")).isEqualTo(there);
    }
}
