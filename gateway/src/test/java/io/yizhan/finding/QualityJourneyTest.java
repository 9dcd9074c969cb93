package io.yizhan.finding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.testing.Correspondence;
import io.yizhan.testing.NativePartner;
import io.yizhan.testing.OperatorPort;
import io.yizhan.testing.PartnersYaml;
import io.yizhan.testing.RunningWorld;
import io.yizhan.vocabulary.Headers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Made-up policies, one of them good, one poor and one published twice; their publisher asks what to mend. */
class QualityJourneyTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KIND = "policy-catalogue";
    private static final String GOOD = "ZJ-HQ-2026-0101";
    private static final OperatorPort PORT = OperatorPort.free();
    private static final NativePartner FOLLOWER = new NativePartner("follower");

    @RegisterExtension
    static final Correspondence world = Correspondence.usual().settings(PORT.settings()).partners(PartnersYaml.changed(QualityJourneyTest::following));

    private static void following(PartnersYaml file) {
        FOLLOWER.join(file, "jiangxi", "36");
        ObjectNode agreement = file.agreementLike("all-service-evaluation", "policies", "");
        agreement.put("kind", KIND).putArray("purposes");
        agreement.putArray("answers").add("follower");
        file.partner("sender").putArray("regions").add("33");
    }

    @BeforeAll
    static void some_are_published() {
        publish(GOOD, item -> {});
        publish("poor", item -> {
            item.remove(List.of("publish_date", "policy_doc_no"));
            item.putArray("area_codes").add("520102000000");
            item.putArray("theme_list").add("从未见过的主题");
        });
        publish("twice", item -> item.put("policy_title", "示例"));
        Awaitility.await().atMost(LONG).until(() -> read(FOLLOWER.get(world.url(), "/catalogue/policies", Headers.none()).body()).path("total").asInt() == 3);
    }

    private interface Change {
        void of(ObjectNode item);
    }

    private static void publish(String id, Change change) {
        try {
            ObjectNode item = (ObjectNode) JSON.readTree(Files.readString(
                    RunningWorld.MAPPINGS.resolve("national").resolve(KIND).resolve("samples/item-full.dialect.json")));
            item.put("request_no", id).put("policy_id", id);
            change.of(item);
            assertThat(world.send("s_sys_policy_catalogue", item.toString()).body()).contains("accepted_at");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static JsonNode read(String answer) {
        try {
            return JSON.readTree(answer);
        } catch (JsonProcessingException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static JsonNode own(String query) {
        return read(world.look("/policies/quality" + query).body()).path("data");
    }

    private static List<String> ids(JsonNode answer) {
        return StreamSupport.stream(answer.path("items").spliterator(), false).map(item -> item.path("id").asText()).toList();
    }

    private static List<String> flaws(JsonNode item) {
        return item.path("findings").findValuesAsText("flaw");
    }

    @Test
    void a_publisher_sees_its_own_items_the_worst_first() {
        JsonNode told = own("");
        assertThat(ids(told)).startsWith("poor").containsExactlyInAnyOrder("poor", GOOD, "twice");
        assertThat(told.path("all").asInt()).isEqualTo(3);
        assertThat(told.path("regions").fieldNames()).toIterable().containsExactly("330000", "520102");
        assertThat(told.path("score").asDouble()).isBetween(told.at("/regions/520102/score").asDouble(), told.at("/regions/330000/score").asDouble());
    }

    @Test
    void says_what_is_missing_unclassified_and_not_the_publishers_own() {
        JsonNode poor = own("?id=poor").at("/items/0");
        assertThat(flaws(poor)).containsExactlyInAnyOrder("foreign-region", "unclassified", "missing", "missing");
        assertThat(poor.path("findings").toString()).contains("\"place\":\"/unclassified\",\"detail\":\"从未见过的主题\"");
        assertThat(poor.path("title").asText()).contains("示例");
    }

    @Test
    void names_the_item_that_is_likely_the_same() {
        JsonNode twice = own("?id=twice").at("/items/0");
        assertThat(flaws(twice)).containsExactly("likely-duplicate");
        assertThat(twice.at("/findings/0/detail").asText()).isEqualTo("sender/" + GOOD);
    }

    @Test
    void goes_on_where_a_page_ended() {
        JsonNode first = own("?size=2");
        JsonNode second = own("?size=2&after=" + first.path("next").asText());
        assertThat(ids(first)).hasSize(2).startsWith("poor");
        assertThat(ids(second)).hasSize(1).doesNotContainAnyElementsOf(ids(first));
        assertThat(second.has("next")).isFalse();
    }

    @Test
    void who_only_follows_has_nothing_to_mend() {
        JsonNode told = read(FOLLOWER.get(world.url(), "/catalogue/policies/quality", Headers.none()).body());
        assertThat(told.path("all").asInt(-1)).isZero();
        assertThat(told.path("items")).isEmpty();
    }

    @Test
    void of_an_item_of_somebody_else_nothing_is_said() {
        assertThat(read(FOLLOWER.get(world.url(), "/catalogue/policies/quality?id=poor", Headers.none()).body()).path("items")).isEmpty();
    }

    @Test
    void operators_see_regions_and_the_worst_of_each_publisher() {
        JsonNode told = read(PORT.get("/quality/" + KIND, OperatorPort.token(world.data())).body());
        assertThat(told.path("items").asInt()).isEqualTo(3);
        assertThat(told.at("/regions/330000/items").asInt()).isEqualTo(2);
        assertThat(told.at("/worst/sender/0/id").asText()).isEqualTo("poor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"size=0", "size=1000", "size=many", "after=%21", "after=eA", "colour=red"})
    void refuses_what_cannot_be_told(String query) {
        assertThat(FOLLOWER.get(world.url(), "/catalogue/policies/quality?" + query, Headers.none()).body()).contains("malformed");
    }
}
