package io.yizhan.figures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.testing.Correspondence;
import io.yizhan.testing.NativePartner;
import io.yizhan.testing.PartnersYaml;
import io.yizhan.testing.RunningWorld;
import io.yizhan.vocabulary.Headers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A made-up policy, published, delivered, read, applied for, paid and rated over real HTTP, and counted once each. */
class FiguresJourneyTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KIND = "policy-catalogue";
    private static final String POLICY = "ZJ-HQ-2026-0101";
    private static final String PAYER = Correspondence.recipient(0);
    private static final NativePartner FOLLOWER = new NativePartner("follower");
    private static final NativePartner STRANGER = new NativePartner("stranger");

    @RegisterExtension
    static final Correspondence world = Correspondence.usual().partners(PartnersYaml.changed(FiguresJourneyTest::following));

    private static void following(PartnersYaml file) {
        FOLLOWER.join(file, "jiangxi", "36");
        STRANGER.join(file, "jiangxi", "3601");
        agreed(file, KIND, "follower");
        ((ObjectNode) file.agreements().get(file.agreements().size() - 1)).withArray("answers").add(PAYER);
        agreed(file, "policy-redemption", "*");
        agreed(file, "policy-evaluation", "*");
        Map.of(KIND, "catalogue", "policy-redemption", "redemption/apply", "policy-evaluation", "evaluation").forEach((kind, path) -> {
            ObjectNode endpoint = file.endpoint(PAYER, "joint-approval").deepCopy();
            endpoint.put("kind", kind).put("url", endpoint.path("url").asText().replace("case/submit", "policy/" + path));
            file.partner(PAYER).withArray("endpoints").add(endpoint);
        });
    }

    private static void agreed(PartnersYaml file, String kind, String answerer) {
        ObjectNode agreement = file.agreementLike("all-service-evaluation", "all-" + kind, "");
        agreement.put("kind", kind).putArray("purposes");
        agreement.putArray("answers").add(answerer);
    }

    @BeforeAll
    static void it_lives_through_all_of_it() {
        accepted(world.send("s_sys_policy_catalogue", sample(KIND, "item-full").put("request_no", "1").toString()));
        accepted(world.send("s_sys_policy_catalogue", sample(KIND, "item-full").put("request_no", "2").put("version_no", 4).toString()));
        accepted(world.send("s_sys_policy_catalogue", sample(KIND, "item-full").put("request_no", "2").put("version_no", 4).toString()));
        Awaitility.await().atMost(LONG).until(() -> get("/catalogue/policies?words=" + POLICY).body().contains("\"total\""));
        Awaitility.await().atMost(LONG).until(() -> read(get("/catalogue/policies")).path("total").asInt() == 1);
        ObjectNode application = sample("policy-redemption", "submit-smallest").put("request_no", "3").put("project_no", "GJ-1").put("policy_id", POLICY);
        ((ObjectNode) application.at("/party_list/0")).put("party_area_code", Correspondence.region(0) + "00000000");
        accepted(world.send("s_sys_policy_redemption_apply", application.toString()));
        pay("r-1");
        pay("r-2");
        accepted(world.send("s_sys_policy_evaluation", sample("policy-evaluation", "evaluation-smallest").put("request_no", "4")
                .put("policy_id", POLICY).put("policy_area_code", Correspondence.region(0) + "00000000").put("satisfaction", "2").toString()));
        Awaitility.await().atMost(LONG).until(() -> row("").path("rated").asInt() == 1 && row("").path("delivered").asInt() == 2 && row("").path("read").asInt() > 0);
    }

    /** The second time it is a case that is over. */
    private static void pay(String id) {
        world.posted(PAYER, "/gateway/api/policy/redemption/result.htm", "{\"requestId\": \"" + id + "\", \"caseNo\": \"GJ-1\", \"partyCaseNo\": \"ZJ-1\", "
                + "\"resultType\": \"1\", \"resultTime\": \"20261120101836\", \"amount\": \"120050\", \"receiveDate\": \"20261120\"}");
    }

    private static void accepted(HttpResponse<String> answer) {
        assertThat(answer.body()).contains("accepted_at");
    }

    private static ObjectNode sample(String kind, String name) {
        try {
            return (ObjectNode) JSON.readTree(Files.readString(
                    RunningWorld.MAPPINGS.resolve("national").resolve(kind).resolve("samples").resolve(name + ".dialect.json")));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static HttpResponse<String> get(String path) {
        return FOLLOWER.get(world.url(), path, Headers.none());
    }

    private static JsonNode read(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static JsonNode row(String query) {
        return read(get("/feeds/" + KIND + "/figures" + query)).at("/figures/0");
    }

    @Test
    void tells_everything_that_became_of_it_by_province() {
        JsonNode row = row("");
        assertThat(row.path("region").asText()).isEqualTo("33");
        assertThat(List.of("published", "updated", "withdrawn", "delivered", "applied", "paid", "rated").stream().map(name -> row.path(name).asInt()).toList())
                .containsExactly(1, 1, 0, 2, 1, 1, 1);
        assertThat(row.path("read").asInt()).isPositive();
        assertThat(row.path("paidAmount").asText()).isEqualTo("1200.50");
        assertThat(row.path("rating").asDouble()).isEqualTo(2);
    }

    @Test
    void tells_of_one_region() {
        assertThat(row("?region=33").path("published").asInt()).isOne();
        assertThat(row("?region=52").isMissingNode()).isTrue();
    }

    @Test
    void tells_of_the_months_that_are_asked_for() {
        assertThat(row("?from=2001-01&to=2001-12").isMissingNode()).isTrue();
    }

    @Test
    void a_publisher_is_told_of_its_own_item() {
        JsonNode told = read(world.lookAt("feeds", "s_sys_feeds", "/" + KIND + "/figures?item=" + POLICY)).path("data");
        assertThat(told.at("/figures/0/applied").asInt()).isOne();
        assertThat(told.at("/figures/0").has("region")).isFalse();
    }

    @Test
    void nobody_is_told_of_an_item_of_somebody_else() {
        assertThat(row("?item=" + POLICY).isMissingNode()).isTrue();
    }

    @Test
    void tells_office_programs() {
        HttpResponse<String> csv = get("/feeds/" + KIND + "/figures?format=csv");
        assertThat(csv.headers().firstValue("signature")).isPresent();
        assertThat(csv.body()).startsWith("\uFEFFregion,month,published,updated,withdrawn,delivered,read,applied,paid,paidAmount,rated,rating\r\n33,");
    }

    @Test
    void counts_nothing_twice_after_a_restart() {
        world.restart();
        assertThat(row("").path("delivered").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"from=2026", "to=2026-13", "region=x", "format=pdf"})
    void refuses_what_cannot_be_told(String query) {
        assertThat(get("/feeds/" + KIND + "/figures?" + query).body()).contains("malformed");
    }

    @Test
    void who_neither_publishes_nor_follows_is_told_nothing() {
        assertThat(STRANGER.get(world.url(), "/feeds/" + KIND + "/figures", Headers.none()).body()).contains("not-agreed");
    }
}
