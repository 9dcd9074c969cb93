package io.yizhan.noticing;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A platform saves of whom it wants to know what is new for them, and is told as made-up policies are published. */
class NoticingJourneyTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KIND = "policy-catalogue";
    private static final String SHOP = "{\"region\": \"520102\", \"audience\": \"enterprise\", \"industry\": \"H6210\", \"size\": \"micro\"}";
    private static final String SAVER = Correspondence.recipient(0);
    private static final NativePartner UNREACHED = new NativePartner("unreached");
    private static final NativePartner STRANGER = new NativePartner("stranger");

    @RegisterExtension
    static final Correspondence world = Correspondence.usual().partners(PartnersYaml.changed(NoticingJourneyTest::following));

    private static void following(PartnersYaml file) {
        UNREACHED.join(file, "jiangxi", "3602");
        STRANGER.join(file, "jiangxi", "3601");
        ObjectNode agreement = file.agreementLike("all-service-evaluation", "policies", "");
        agreement.put("kind", KIND).putArray("purposes");
        agreement.putArray("answers").add(SAVER).add("unreached");
        ObjectNode endpoint = file.endpoint(SAVER, "joint-approval").deepCopy();
        endpoint.put("kind", "policy-match").put("url", endpoint.path("url").asText().replace("case/submit", "policy/match"));
        file.partner(SAVER).withArray("endpoints").add(endpoint);
    }

    @BeforeAll
    static void profiles_are_saved_before_something_new_comes() {
        publish("old", 1);
        save("shop", "{\"profile\": " + SHOP + "}");
        save("elsewhere", "{\"profile\": {\"region\": \"110101\", \"industry\": \"H6210\", \"size\": \"micro\"}}");
        save("somebody", "{\"profile\": " + SHOP.replace("enterprise", "person") + ", \"open\": true}");
        save("vague", "{\"profile\": {\"region\": \"520102\"}}");
        save("vague-but-curious", "{\"profile\": {\"region\": \"520102\"}, \"open\": true}");
        UNREACHED.put(world.url(), place("shop"), "{\"profile\": " + SHOP + "}");
        publish("new", 1);
        Awaitility.await().atMost(LONG).until(() -> told("new").size() == 2);
    }

    private static String place(String name) {
        return "/catalogue/policies/profiles/" + name;
    }

    private static JsonNode save(String name, String json) {
        return read(world.at(SAVER, "PUT", "/gateway/api" + place(name), json).body()).path("datas");
    }

    private static void publish(String id, int version) {
        try {
            ObjectNode item = (ObjectNode) JSON.readTree(Files.readString(
                    RunningWorld.MAPPINGS.resolve("national").resolve(KIND).resolve("samples/item-by-situation.dialect.json")));
            item.put("request_no", id + version).put("policy_id", id).put("version_no", version);
            // for micro-enterprises only
            item.putArray("condition_list").addObject().put("condition_object", "2").put("condition_compare", "1").putArray("condition_values").add("4");
            assertThat(world.send("s_sys_policy_catalogue", item.toString()).body()).contains("accepted_at");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The notices of an item. */
    private static List<JsonNode> told(String item) {
        return world.received(SAVER).stream().map(request -> read(request.getBodyAsString())).filter(notice -> notice.path("policyId").asText().equals(item)).toList();
    }

    private static List<String> profiles(String item) {
        return told(item).stream().map(notice -> notice.path("profileNo").asText()).sorted().toList();
    }

    @Test
    void tells_for_whom_a_new_policy_is_and_what_it_gives_them() {
        JsonNode notice = told("new").stream().filter(one -> one.path("profileNo").asText().equals("shop")).findFirst().orElseThrow();
        assertThat(notice.path("publisher").asText()).isEqualTo("sender");
        assertThat(notice.path("matchResult").asText()).isEqualTo("match");
        assertThat(notice.path("policyTitle").asText()).isNotBlank();
        assertThat(notice.path("benefitNames")).isNotEmpty();
    }

    @Test
    void what_is_still_unknown_is_told_to_whom_it_interests() {
        assertThat(profiles("new")).containsExactly("shop", "vague-but-curious");
    }

    @Test
    void what_was_there_before_is_no_news() {
        assertThat(told("old")).isEmpty();
    }

    @Test
    void another_version_is_no_news_nor_is_a_restart() {
        publish("new", 2);
        world.restart();
        publish("other", 1);
        Awaitility.await().atMost(LONG).until(() -> told("other").size() == 2);
        assertThat(profiles("new")).containsExactly("shop", "vague-but-curious");
    }

    @Test
    void says_nothing_of_a_profile_but_its_name() {
        assertThat(world.received(SAVER)).allSatisfy(request -> assertThat(request.getBodyAsString()).doesNotContain("H6210", "micro"));
    }

    @Test
    void shows_a_profile_to_whoever_saved_it() {
        JsonNode shown = read(world.at(SAVER, "GET", "/gateway/api" + place("shop"), "").body()).path("datas");
        assertThat(shown.path("profile")).isEqualTo(read(SHOP));
        assertThat(shown.path("endpoint").asBoolean()).isTrue();
        assertThat(shown.path("until").asText()).isNotBlank();
    }

    @Test
    void says_that_nobody_can_be_told_where_there_is_no_endpoint() {
        JsonNode shown = read(UNREACHED.get(world.url(), place("shop"), Headers.none()).body());
        assertThat(shown.path("endpoint").asBoolean(true)).isFalse();
    }

    @Test
    void knows_nothing_of_somebody_elses_profiles() {
        assertThat(read(UNREACHED.get(world.url(), place("vague"), Headers.none()).body()).path("saved").asBoolean(true)).isFalse();
    }

    @Test
    void keeps_profiles_sealed() {
        List<byte[]> sealed = world.database().jdbi().withHandle(handle -> handle.createQuery("SELECT sealed FROM saved_profile").mapTo(byte[].class).list());
        assertThat(sealed).isNotEmpty().allSatisfy(bytes -> assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("region"));
    }

    @Test
    void forgets_a_profile() {
        UNREACHED.put(world.url(), place("short"), "{\"profile\": {}}");
        assertThat(read(UNREACHED.delete(world.url(), place("short")).body()).path("removed").asBoolean()).isTrue();
        assertThat(read(UNREACHED.get(world.url(), place("short"), Headers.none()).body()).path("saved").asBoolean(true)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{", "{}", "[]", "{\"profile\": 1}", "{\"profile\": {}, \"colour\": 1}", "{\"profile\": {}, \"open\": \"yes\"}", "{\"profile\": {}, \"until\": \"soon\"}",
        "{\"profile\": {}, \"until\": \"2001-01-01\"}", "{\"profile\": {}, \"until\": \"2999-01-01\"}"
    })
    void refuses_what_cannot_be_saved(String json) {
        assertThat(UNREACHED.put(world.url(), place("wrong"), json).body()).contains("malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/catalogue/policies/profiles/", "/catalogue/policies/profiles/a/b", "/catalogue/questions/profiles/a"})
    void there_are_profiles_only_where_items_have_conditions(String path) {
        assertThat(UNREACHED.put(world.url(), path, "{\"profile\": {}}").body()).contains("unknown-kind");
    }

    @Test
    void who_takes_no_part_may_not_save() {
        HttpResponse<String> answer = STRANGER.put(world.url(), place("a"), "{\"profile\": {}}");
        assertThat(answer.body()).contains("not-agreed");
    }
}
