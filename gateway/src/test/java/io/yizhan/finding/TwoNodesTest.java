package io.yizhan.finding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.assembly.Gateway;
import io.yizhan.feed.Feed;
import io.yizhan.feed.Places;
import io.yizhan.feed.Publication;
import io.yizhan.testing.Correspondence;
import io.yizhan.testing.MadeUpPolicies;
import io.yizhan.testing.NativePartner;
import io.yizhan.testing.PartnersYaml;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.PartnerId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two whole nodes on one database, each with an index of its own. */
class TwoNodesTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KIND = "policy-catalogue";
    private static final Feed.Line LINE = new Feed.Line(KIND, Environment.PRODUCTION);
    private static final Places PLACES = new Places("/policyId", "/version", "/withdrawn", Map.of());
    private static final NativePartner FOLLOWER = new NativePartner("follower");
    private static final int ITEMS = 240;
    private static final Random RANDOM = new Random(5);

    @RegisterExtension
    static final Correspondence world = Correspondence.usual().partners(PartnersYaml.changed(TwoNodesTest::following));

    private static void following(PartnersYaml file) {
        FOLLOWER.join(file, "jiangxi", "36");
        ObjectNode agreement = file.agreementLike("all-service-evaluation", "policies", "");
        agreement.put("kind", KIND).putArray("purposes");
        agreement.putArray("answers").add("follower");
    }

    @Test
    void two_nodes_give_the_same_answers() throws IOException {
        publish(1);
        try (Gateway other = world.another()) {
            // one has taken everything over by and by and begins again in the midst, the other begins with what there is then
            both(other, ITEMS);
            publish(2);
            world.restart();
            withdraw();
            both(other, ITEMS - ITEMS / 4);

            for (String question : questions()) {
                assertThat(asked(other.url(), question)).as(question).isEqualTo(asked(world.url(), question));
            }
            assertThat(asked(other.url(), "/catalogue/policies?size=50").path("items")).hasSize(50);
        }
    }

    private static List<String> questions() {
        return List.of(
                "/catalogue/policies?size=50",
                "/catalogue/policies?size=50&words=" + URLEncoder.encode("小微 租金", StandardCharsets.UTF_8),
                "/catalogue/policies?size=50&words=" + URLEncoder.encode("科技创新 补贴", StandardCharsets.UTF_8) + "&region=330106",
                "/catalogue/policies?sort=-published&size=50&level=province,city",
                "/catalogue/policies?sort=apply-to&size=50&apply=2026-12-01",
                "/catalogue/policies/compare?by=theme&value=rent-relief&regions=33,44,52",
                "match {\"profile\": {\"region\": \"330106\", \"audience\": \"enterprise\", \"industry\": \"6210\", \"size\": \"micro\"}, \"size\": 50}",
                "match {\"profile\": {\"region\": \"520102\"}, \"ask\": true}");
    }

    private static void both(Gateway other, int items) {
        for (URI node : List.of(world.url(), other.url())) {
            Awaitility.await().atMost(LONG).until(() -> asked(node, "/catalogue/policies").path("total").asInt() == items);
        }
        // as many, and nothing newer
        Awaitility.await().atMost(LONG).until(() -> asked(other.url(), questions().get(0)).equals(asked(world.url(), questions().get(0))));
    }

    private static JsonNode asked(URI node, String question) {
        try {
            String body = question.startsWith("match ")
                    ? FOLLOWER.post(node, "/catalogue/policies/match", question.substring("match ".length())).body()
                    : FOLLOWER.get(node, question, Headers.none()).body();
            return JSON.readTree(body);
        } catch (JsonProcessingException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Every item in that version, in any order. */
    private static void publish(int version) {
        List<ObjectNode> items = new ArrayList<>(MadeUpPolicies.seeded(5).first(ITEMS).toList());
        Collections.shuffle(items, RANDOM);
        items.forEach(item -> add(item.put("version", version)));
    }

    /** Every fourth. */
    private static void withdraw() {
        List<ObjectNode> items = MadeUpPolicies.seeded(5).first(ITEMS).toList();
        for (int i = 0; i < ITEMS; i += 4) {
            add(items.get(i).put("version", 3).put("withdrawn", true));
        }
    }

    private static void add(ObjectNode item) {
        Outcome<Publication> publication = PLACES.publication(LINE, new PartnerId(Correspondence.SENDER), item, Instant.now());
        publication.fold(
                one -> world.database().jdbi().inTransaction(handle -> Feed.in(world.database().jdbi()).publish(handle, List.of(one))),
                refusal -> {
                    throw new AssertionError(refusal.code());
                });
    }
}
