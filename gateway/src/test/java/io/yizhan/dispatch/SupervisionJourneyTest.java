package io.yizhan.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.yizhan.testing.Correspondence;
import io.yizhan.testing.PartnersYaml;
import io.yizhan.testing.RunningWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is said about policies flows to the region concerned, and what that says of it flows back: orders, suggestions, surveys, evaluations. */
class SupervisionJourneyTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NATIONAL = "sender";
    private static final String CONCERNED = Correspondence.recipient(0);
    private static final String ITS_REGION = Correspondence.region(0) + "00";
    private static final String NEIGHBOUR = Correspondence.recipient(1);
    private static final String ANOTHER_REGION = Correspondence.region(1) + "00";
    private static final Map<String, String> PLACES = Map.of("supervision-order", "supervision/order", "suggestion", "suggestion/submit",
            "policy-evaluation", "policy/evaluation", "survey", "survey", "survey-answer", "survey/answer");

    @RegisterExtension
    static final Correspondence world = Correspondence.usual().partners(PartnersYaml.changed(SupervisionJourneyTest::supervising));

    private static void supervising(PartnersYaml file) {
        PLACES.forEach((kind, place) -> {
            for (String partner : List.of(NATIONAL, CONCERNED, NEIGHBOUR)) {
                ObjectNode endpoint = file.endpoint(partner, "service-evaluation").deepCopy().put("kind", kind);
                endpoint.put("url", endpoint.path("url").asText().replace("evaluation/assess", place));
                file.partner(partner).withArray("endpoints").add(endpoint);
                file.agreementLike("all-service-evaluation", kind + "-" + partner, "").put("kind", kind).put("caller", partner).putArray("purposes");
            }
        });
    }

    private static ObjectNode sample(String dialect, String kind, String message) {
        try {
            return (ObjectNode) JSON.readTree(Files.readString(
                    RunningWorld.MAPPINGS.resolve(dialect).resolve(kind).resolve("samples").resolve(message + "-full.dialect.json")));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static void sent(String service, ObjectNode message) {
        assertThat(world.send(service, message.toString()).body()).contains("accepted_at");
    }

    private static void posted(String partner, String place, ObjectNode message) {
        assertThat(world.posted(partner, "/gateway/api/" + place + ".htm", message.toString()).body()).contains("\"00\"");
    }

    /** Waits until something with that text in it has come to somebody, and shows where it came and what it was. */
    private static LoggedRequest came(String partner, String text) {
        return Awaitility.await().atMost(LONG).until(
                () -> world.received(partner).stream().filter(request -> request.getBodyAsString().contains(text)).findFirst(), found -> found.isPresent()).orElseThrow();
    }

    @Test
    void an_order_goes_to_who_is_to_catch_up_and_the_report_to_who_gave_it() {
        sent("s_sys_supervision_order", sample("national", "supervision-order", "order").put("recipient_area_code", ITS_REGION + "000000"));

        LoggedRequest order = came(CONCERNED, "政策拨付进度偏慢（编造的示例）");
        assertThat(order.getUrl()).contains("/gateway/api/supervision/order.htm");
        posted(CONCERNED, "supervision/report", sample("zhejiang", "supervision-order", "report").put("reportAreaCode", ITS_REGION));

        LoggedRequest report = came(NATIONAL, "已全部拨付（编造的示例）。");
        assertThat(report.getHeader("gjgxjhpt_sid")).isEqualTo("s_sys_supervision_order_report");
        assertThat(report.getBodyAsString()).contains("\"order_no\":\"GJ-DC-2026-0009\"");
    }

    @Test
    void a_suggestion_goes_to_the_region_it_is_for_with_a_copy_for_the_whole_and_its_response_back() {
        posted(NEIGHBOUR, "suggestion/submit", sample("zhejiang", "suggestion", "suggestion").put("recipientAreaCode", ITS_REGION).put("sourceAreaCode", ANOTHER_REGION));

        assertThat(came(CONCERNED, "建议延长申报期（编造的示例）").getUrl()).contains("/gateway/api/suggestion/submit.htm");
        assertThat(came(NATIONAL, "建议延长申报期（编造的示例）").getHeader("gjgxjhpt_sid")).isEqualTo("s_sys_suggestion");
        posted(CONCERNED, "suggestion/reply", sample("zhejiang", "suggestion", "response").put("replyAreaCode", ITS_REGION).put("sourceAreaCode", ANOTHER_REGION));

        assertThat(came(NEIGHBOUR, "申报期将延长一个月（编造的示例）。").getUrl()).contains("/gateway/api/suggestion/reply.htm");
    }

    @Test
    void a_survey_goes_to_all_who_follow_and_answers_to_who_asked() {
        posted(CONCERNED, "survey", sample("zhejiang", "survey", "item").put("publishAreaCode", ITS_REGION));

        assertThat(came(NEIGHBOUR, "ZJ-WJ-2026-03").getUrl()).contains("/gateway/api/survey.htm");
        assertThat(came(NATIONAL, "ZJ-WJ-2026-03").getHeader("gjgxjhpt_sid")).isEqualTo("s_sys_survey");
        posted(NEIGHBOUR, "survey/answer", sample("zhejiang", "survey-answer", "answer").put("publishAreaCode", ITS_REGION).put("sourceAreaCode", ANOTHER_REGION));

        assertThat(came(CONCERNED, "多发短信（编造的示例）").getUrl()).contains("/gateway/api/survey/answer.htm");
    }

    @Test
    void an_evaluation_of_a_policy_goes_to_the_region_whose_it_is() {
        posted(NEIGHBOUR, "policy/evaluation", sample("zhejiang", "policy-evaluation", "evaluation").put("policyAreaCode", ITS_REGION).put("sourceAreaCode", ANOTHER_REGION));

        assertThat(came(CONCERNED, "政策不好找（编造的示例）").getUrl()).contains("/gateway/api/policy/evaluation.htm");
        assertThat(came(NATIONAL, "政策不好找（编造的示例）").getHeader("gjgxjhpt_sid")).isEqualTo("s_sys_policy_evaluation");
    }
}
