package io.yizhan.mapping;

import static io.yizhan.mapping.ShippedRules.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.mapping.Dialect.Step;
import io.yizhan.vocabulary.Outcome;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The one shipped call that takes several requests: authorisation codes for a service item, then the licence. Single quotes stand for double ones here. */
class StepsShippedTest {
    private static final String LICENCE = "licence-recognition";
    private static final String ASKER = "'requester':{'org_code':'1144000099990001AY','org_name':'广东省示例政务服务局'}";
    private static final String REST = "'query_type':'HOLDER','holder_identity_num':'9133010099990007GR','holder_identity_type':'001','channel':'HALL','result':'DATA'";
    private static final String BOTH = "'use_cause':'用证','service_item_code':'000131002000','license_item_code':'11100000000013338W011'," + ASKER;

    private static final Dialect GUANGDONG = Dialects.load(Path.of("..", "mappings")).named("guangdong").orElseThrow();

    @Test
    void asks_for_codes_with_no_more_than_the_item_the_cause_the_licence_and_the_asker() {
        assertThat(step("authorise", "{" + BOTH + "," + REST + "}", Map.of()))
                .isEqualTo(Outcome.of(new Step("/ebus/licence/auth-codes", "", json("{" + BOTH + "}"))));
    }

    @Test
    void carries_the_codes_it_was_given_in_the_query() {
        assertThat(step("request", "{" + BOTH + "," + REST + "}", Map.of("authorise", json("{'auth_codes':['SQ1','SQ2'],'expires_in':120}"))))
                .isEqualTo(Outcome.of(new Step("/ebus/licence/query", "", json("{" + BOTH + "," + REST + ",'service_auth_codes':['SQ1','SQ2']}"))));
    }

    @Test
    void takes_a_single_code_for_a_list_of_one() {
        assertThat(step("request", "{" + BOTH + "}", Map.of("authorise", json("{'auth_codes':'SQ1'}"))))
                .isEqualTo(Outcome.of(new Step("/ebus/licence/query", "", json("{" + BOTH + ",'service_auth_codes':['SQ1']}"))));
    }

    @Test
    void asks_without_codes_where_none_were_given_and_leaves_it_to_the_platform() {
        assertThat(step("request", "{" + BOTH + "}", Map.of("authorise", json("{'expires_in':120}"))))
                .isEqualTo(Outcome.of(new Step("/ebus/licence/query", "", json("{" + BOTH + ",'service_auth_codes':[]}"))));
    }

    private Outcome<Step> step(String step, String asked, Map<String, JsonNode> said) {
        return GUANGDONG.step(LICENCE, step, json(asked), said);
    }
}
