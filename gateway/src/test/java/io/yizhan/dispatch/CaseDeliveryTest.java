package io.yizhan.dispatch;

import static io.yizhan.testing.Correspondence.recipient;
import static io.yizhan.testing.Correspondence.region;
import static io.yizhan.testing.Correspondence.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.yizhan.casework.Casework;
import io.yizhan.casework.WorkingDays;
import io.yizhan.testing.Correspondence;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A case with two parties over real HTTP: who is told what, and what is refused. */
class CaseDeliveryTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    static final Correspondence world = Correspondence.usual().kinds(Map.of("firstPause", "100ms", "longestPause", "200ms", "expires", "3s", "kept", "90d"));

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final int first = NEXT.getAndAdd(2);
    private final String one = recipient(first);
    private final String other = recipient(first + 1);
    private final String number = "GZ-2026-" + (100_000 + first);

    @Test
    void sends_a_party_its_own_part() {
        submit("");
        assertThat(body(received(one, 1), 0)).contains(number).contains("\"p1\"").doesNotContain("\"p2\"");
    }

    @Test
    void sends_a_party_nothing_while_it_waits_for_another() {
        submit("p1");
        received(one, 1);
        Awaitility.await().during(Duration.ofSeconds(1)).atMost(LONG).until(() -> world.received(other).isEmpty());
    }

    @Test
    void sends_a_party_its_part_with_the_licence_that_was_granted_before() {
        submit("p1");
        received(one, 1);
        granted(one);
        assertThat(body(received(other, 1), 0)).contains(number).contains("食品经营许可证").doesNotContain("\"p1\"");
    }

    @Test
    void tells_whoever_opened_the_case_how_it_ended_by_the_number_it_gave() {
        submit("");
        received(one, 1);
        granted(one);
        Awaitility.await().atMost(LONG).untilAsserted(() -> assertThat(outcomes()).containsExactly("P-" + first + " 0"));
    }

    @Test
    void voids_a_party_that_can_never_begin_and_says_so() {
        submit("p1");
        received(one, 1);
        world.tell(one, "result", "{\"requestId\": \"v-" + first + "\", \"caseNo\": \"" + number + "\", \"unitCaseNo\": \"P-" + first
                + "\", \"result\": \"7\", \"resultTime\": \"20261204153000\"}");
        Awaitility.await().atMost(LONG).untilAsserted(() -> assertThat(outcomes()).containsExactlyInAnyOrder("P-" + first + " 7", " 2"));
    }

    @Test
    void shows_the_operator_a_result_in_a_code_nobody_knows_and_the_party_stays_open() {
        submit("");
        received(one, 1);
        assertThat(unknown().body()).contains("unmappable");
        assertThat(unmapped()).singleElement().satisfies(each -> {
            assertThat(each.number()).isEqualTo(number);
            assertThat(each.partner().value()).isEqualTo(one);
            assertThat(each.party()).isEqualTo("p1");
            assertThat(each.part()).isEqualTo("result");
            assertThat(each.place()).isEqualTo("/result");
            assertThat(each.code()).isEqualTo("77");
        });
    }

    @Test
    void shows_the_operator_nothing_that_may_be_more_than_a_code() {
        submit("");
        received(one, 1);
        unknown("19900101");
        assertThat(unmapped()).singleElement().satisfies(each -> assertThat(each.code()).isEmpty());
    }

    @Test
    void shows_the_operator_once_what_is_told_again_and_again() {
        submit("");
        received(one, 1);
        unknown();
        unknown();
        assertThat(unmapped()).hasSize(1);
    }

    @Test
    void shows_the_operator_no_more_what_was_told_in_a_code_that_is_known() {
        submit("");
        received(one, 1);
        unknown();
        granted(one);
        assertThat(unmapped()).isEmpty();
    }

    @Test
    void shows_the_operator_nothing_of_who_is_no_party() {
        submit("");
        world.tell(recipient(39), "result", "{\"requestId\": \"u-" + first + "\", \"caseNo\": \"" + number + "\", \"unitCaseNo\": \"Q-" + first
                + "\", \"result\": \"77\", \"resultTime\": \"20261204153000\"}");
        assertThat(unmapped()).isEmpty();
    }

    private HttpResponse<String> unknown() {
        return unknown("77");
    }

    private HttpResponse<String> unknown(String code) {
        return world.tell(one, "result", "{\"requestId\": \"u-" + first + "\", \"caseNo\": \"" + number + "\", \"unitCaseNo\": \"P-" + first
                + "\", \"result\": \"" + code + "\", \"resultTime\": \"20261204153000\", \"resultExplain\": \"无\"}");
    }

    private List<Casework.Unmapped> unmapped() {
        return Casework.in(world.database().jdbi(), WorkingDays.shipped()).unmapped(1000).stream().filter(each -> each.number().equals(number)).toList();
    }

    @Test
    void refuses_a_step_that_is_not_legal_and_says_what_would_have_been() {
        submit("");
        received(one, 1);
        granted(one);
        HttpResponse<String> refused = world.tell(one, "event", "{\"requestId\": \"l-" + first + "\", \"caseNo\": \"" + number + "\", \"unitCaseNo\": \"P-" + first
                + "\", \"event\": \"receive\", \"eventTime\": \"20261205090005\"}");
        assertThat(refused.body()).contains("illegal-step");
    }

    @Test
    void refuses_to_hear_of_a_case_from_one_who_is_no_party_of_it() {
        submit("");
        HttpResponse<String> refused = world.tell(recipient(39), "event", "{\"requestId\": \"n-" + first + "\", \"caseNo\": \"" + number
                + "\", \"event\": \"receive\", \"unitCaseNo\": \"X\", \"eventTime\": \"20261205090005\"}");
        assertThat(refused.body()).contains("no-such-case");
    }

    @Test
    void refuses_a_message_about_files_nobody_has_brought() {
        HttpResponse<String> refused = world.send("s_sys_joint_approval_submit", opening("", ", \"materials\": [{\"material_name\": \"场地照片\", \"get_type\": \"1\", "
                + "\"get_num\": 1, \"material_attach_name\": \"a.jpg\", \"attach_digest\": \"" + "ab".repeat(32) + "\"}]"));
        assertThat(refused.body()).contains("no-such-file");
    }

    @Test
    void tells_the_sender_what_could_not_be_delivered_before_it_expired() {
        world.answers(one, status(503));
        submit("");
        Awaitility.await().atMost(LONG).until(() -> world.told().stream().map(LoggedRequest::getBodyAsString).anyMatch(body -> body.contains(one)));
        assertThat(world.told().stream().map(LoggedRequest::getBodyAsString).filter(body -> body.contains(one)).findFirst().orElseThrow()).containsAnyOf("expired", "endpoint-unavailable");
    }

    /** What whoever opened the case was told of its ends: the party's own number, and 0 for granted, 7 for refused, 2 for voided. */
    private List<String> outcomes() {
        return world.toldOfCases().stream()
                .map(told -> tree(told.getBodyAsString()))
                .filter(told -> told.path("source_project_no").asText().equals(number))
                .map(told -> told.path("project_no").asText() + " " + told.path("result_type").asText())
                .toList();
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException none) {
            throw new UncheckedIOException(none);
        }
    }

    private void granted(String party) {
        HttpResponse<String> accepted = world.tell(party, "result", "{\"requestId\": \"g-" + first + "\", \"caseNo\": \"" + number + "\", \"unitCaseNo\": \"P-" + first
                + "\", \"result\": \"6\", \"resultTime\": \"20261204153000\", \"resultExplain\": \"准予许可\", \"certificate_name\": \"食品经营许可证\", "
                + "\"certificate_number\": \"JY24401000000017\"}");
        assertThat(accepted.body()).contains("\"00\"");
    }

    private void submit(String after) {
        assertThat(world.send("s_sys_joint_approval_submit", opening(after, "")).body()).contains("message_id");
    }

    private String opening(String after, String more) {
        String waits = after.isEmpty() ? "" : ", \"wait_for\": \"" + after + "\"";
        return "{\"request_no\": \"" + number + "\", \"project_no\": \"" + number + "\", \"handle_mode\": \"1\", \"finish_rule\": \"1\", \"task_name\": \"食品经营许可\", "
                + "\"project_name\": \"食品经营许可（示例）\", \"applyer_name\": \"张示例\", \"applyer_type\": \"1\", \"apply_date\": \"2026-11-20\", "
                + "\"org_code\": \"1152000099990001AD\", \"org_name\": \"贵州省示例政务服务局\", \"units\": [{\"unit_no\": \"p1\", \"area_code\": \"" + region(first)
                + "00000000\"}, {\"unit_no\": \"p2\", \"area_code\": \"" + region(first + 1) + "00000000\"" + waits + "}]" + more + "}";
    }

    private static List<LoggedRequest> received(String recipient, int many) {
        Awaitility.await().atMost(LONG).until(() -> world.received(recipient).size() >= many);
        return world.received(recipient);
    }

    private static String body(List<LoggedRequest> requests, int which) {
        return requests.get(which).getBodyAsString();
    }
}
