package io.yizhan.finding;

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
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Made-up policies, published by one platform in its own words and found by another over real HTTP. */
class FindingJourneyTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KIND = "policy-catalogue";
    private static final NativePartner FOLLOWER = new NativePartner("follower");
    private static final NativePartner STRANGER = new NativePartner("stranger");

    @RegisterExtension
    static final Correspondence world = Correspondence.usual().partners(PartnersYaml.changed(FindingJourneyTest::following));

    private static void following(PartnersYaml file) {
        FOLLOWER.join(file, "jiangxi", "36");
        STRANGER.join(file, "jiangxi", "3601");
        ObjectNode agreement = file.agreementLike("all-service-evaluation", "policies", "");
        agreement.put("kind", KIND).putArray("purposes");
        agreement.putArray("answers").add("follower");
        file.agreementLike("policies", "services", "").put("kind", "service-catalogue").putArray("purposes");
    }

    @BeforeAll
    static void some_are_published() {
        publish("item-full");
        publish("item-by-situation");
        Awaitility.await().atMost(LONG).until(() -> found("").path("total").asInt() == 2);
    }

    private static void publish(String sample) {
        publish(sample, 0);
    }

    /** @param version 0 for the sample's own */
    private static void publish(String sample, int version) {
        try {
            ObjectNode item = (ObjectNode) JSON.readTree(Files.readString(
                    RunningWorld.MAPPINGS.resolve("national").resolve(KIND).resolve("samples").resolve(sample + ".dialect.json")));
            item.put("request_no", sample + version).put("version_no", version == 0 ? item.path("version_no").asInt() : version);
            assertThat(world.send("s_sys_policy_catalogue", item.toString()).body()).contains("accepted_at");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static JsonNode found(String query) {
        return read(FOLLOWER.get(world.url(), "/catalogue/policies" + query, Headers.none()));
    }

    private static JsonNode matched(String json) {
        return read(FOLLOWER.post(world.url(), "/catalogue/policies/match", json));
    }

    private static JsonNode read(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static List<String> ids(JsonNode answer) {
        return StreamSupport.stream(answer.path("items").spliterator(), false).map(item -> item.path("id").asText()).toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void finds_by_chinese_keywords_and_shows_where() {
        JsonNode found = found("?words=" + encoded("餐饮 社保补贴"));
        assertThat(ids(found)).containsExactly("ZJ-HQ-2026-0101");
        assertThat(found.at("/items/0/matches").toString()).contains("\"text\":\"餐饮\",\"hit\":true");
        assertThat(found.at("/items/0/publisher").asText()).isEqualTo("sender");
    }

    @Test
    void finds_nothing_where_nobody_has_published_anything() {
        JsonNode found = read(FOLLOWER.get(world.url(), "/catalogue/services?words=" + encoded("营业执照"), Headers.none()));
        assertThat(found.path("total").toString()).isEqualTo("0");
    }

    @Test
    void counts_and_filters_by_facets() {
        assertThat(found("").path("facets").path("level").toString()).contains("province", "county");
        assertThat(ids(found("?level=county"))).containsExactly("GZ-HQ-2026-0007");
    }

    @Test
    void finds_what_no_condition_keeps_from_an_industry() {
        assertThat(ids(found("?industry=6210"))).containsExactlyInAnyOrder("GZ-HQ-2026-0007", "ZJ-HQ-2026-0101");
        assertThat(ids(found("?industry=6510"))).containsExactly("GZ-HQ-2026-0007");
    }

    @Test
    void finds_what_is_open_for_application_on_a_day() {
        assertThat(ids(found("?apply=2026-12-01"))).containsExactly("GZ-HQ-2026-0007");
    }

    @Test
    void says_why_an_item_concerns_a_region() {
        JsonNode found = found("?region=330100");
        assertThat(ids(found)).containsExactly("ZJ-HQ-2026-0101");
        assertThat(found.at("/items/0/concern/extent").asText()).isEqualTo("wider");
    }

    @Test
    void goes_on_where_a_page_ended() {
        JsonNode first = found("?sort=-published&size=1");
        JsonNode second = found("?sort=-published&size=1&after=" + first.path("next").asText());
        assertThat(ids(first)).containsExactly("GZ-HQ-2026-0007");
        assertThat(ids(second)).containsExactly("ZJ-HQ-2026-0101");
    }

    @Test
    void lays_regions_side_by_side() {
        JsonNode rows = read(FOLLOWER.get(world.url(), "/catalogue/policies/compare?by=audience&value=enterprise&regions=33,520102,44", Headers.none()));
        assertThat(rows.at("/rows/0/cells/title").asText()).contains("稳岗扩岗");
        assertThat(rows.at("/rows/1/region").asText()).isEqualTo("520102");
        assertThat(rows.path("without").toString()).isEqualTo("[\"44\"]");
    }

    @Test
    void lays_regions_side_by_side_for_office_programs() {
        HttpResponse<String> csv = FOLLOWER.get(world.url(), "/catalogue/policies/compare?by=audience&value=enterprise&regions=33,520102&format=csv", Headers.none());
        assertThat(csv.headers().firstValue("content-type")).contains("text/csv; charset=utf-8");
        assertThat(csv.headers().firstValue("signature")).isPresent();
        assertThat(csv.body()).startsWith("\uFEFF\"region\",\"publisher\",\"id\",\"title\"");
    }

    @Test
    void says_what_somebody_may_have_and_which_benefit_applies() {
        JsonNode matched = matched("{\"profile\": {\"region\": \"520102\", \"audience\": \"enterprise\", \"industry\": \"H6210\", \"size\": \"micro\"}}");
        assertThat(ids(matched)).contains("GZ-HQ-2026-0007");
        assertThat(matched.at("/items/0/verdict").asText()).isEqualTo("yes");
        assertThat(matched.at("/items/0/benefits").findValuesAsText("verdict")).startsWith("yes");
    }

    @ParameterizedTest
    @CsvSource({"2026-11-01, true", "2026-12-01, false", "any, true"})
    void says_what_can_be_had_on_a_day_or_at_all(String open, boolean found) {
        JsonNode matched = matched("{\"profile\": {}, \"open\": \"" + open + "\"}");
        assertThat(ids(matched).contains("ZJ-HQ-2026-0101")).isEqualTo(found);
    }

    @Test
    void asks_what_still_makes_a_difference_until_nothing_does() {
        String profile = "{\"region\": \"520102\"}";
        int asked = 0;
        for (JsonNode answer = ask(profile); answer.has("question"); answer = ask(profile)) {
            profile = answer.at("/question/choices/0/profile").toString();
            asked++;
            assertThat(asked).isLessThan(10);
        }
        assertThat(asked).isGreaterThan(0);
    }

    private static JsonNode ask(String profile) {
        return matched("{\"ask\": true, \"profile\": " + profile + "}");
    }

    @Test
    void what_is_withdrawn_is_found_no_more_and_what_comes_back_is() {
        publish("item-withdrawn");
        Awaitility.await().atMost(LONG).until(() -> ids(found("")).equals(List.of("GZ-HQ-2026-0007")));
        publish("item-full", 5);
        Awaitility.await().atMost(LONG).until(() -> found("").path("total").asInt() == 2);
    }

    @Test
    void an_index_that_is_lost_is_built_anew_while_the_gateway_serves() throws IOException {
        // all at once: it is being written to
        Files.move(world.data().resolve("catalogue"), world.data().resolve("catalogue-lost"));
        publish("item-by-situation", 2);
        Awaitility.await().atMost(LONG).until(() -> found("?level=county").at("/items/0/version").asInt() == 2 && found("").path("total").asInt() == 2);
    }

    @Test
    void goes_on_telling_while_the_database_is_away() {
        world.database().shut();
        try {
            assertThat(ids(found("?level=county"))).containsExactly("GZ-HQ-2026-0007");
        } finally {
            world.database().open();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /catalogue/nothing                                        | unknown-kind
            /catalogue/policies/everything                            | unknown-kind
            /catalogue/policies/match                                 | unknown-kind
            /catalogue/policies?size=0                                | malformed
            /catalogue/policies?size=many                             | malformed
            /catalogue/policies?colour=red                            | malformed
            /catalogue/policies?level=a&level=b                       | malformed
            /catalogue/policies?apply=tomorrow                        | malformed
            /catalogue/policies?region=x                              | malformed
            /catalogue/policies?sort=colour                           | malformed
            /catalogue/policies?after=%21                             | malformed
            /catalogue/policies/compare?value=x&regions=33,44         | malformed
            /catalogue/policies/compare?by=theme&value=x              | malformed
            /catalogue/policies/compare?by=theme&value=x&regions=33,44&format=pdf | malformed
            /catalogue/policies/compare?by=industry&value=6210&regions=33,44      | malformed
            /catalogue/policies/compare?by=theme&value=x&regions=33,44&effective=soon | malformed
            """)
    void refuses_what_cannot_be_told(String path, String code) {
        assertThat(FOLLOWER.get(world.url(), path, Headers.none()).body()).contains(code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {                                             | malformed
            {}                                            | malformed
            {"profile": {}, "profil": {}}                 | malformed
            {"profile": {}, "show": ["perhaps"]}          | malformed
            {"profile": {}, "open": "soon"}               | malformed
            {"profile": {}, "size": "many"}               | malformed
            {"profile": {}, "size": 1000}                 | malformed
            {"profile": {"a": {"a": {"a": {"a": {"a": {"a": {"a": {"a": 1}}}}}}}}} | malformed
            """)
    void refuses_to_judge_nobody_can_say_whom(String json, String code) {
        assertThat(FOLLOWER.post(world.url(), "/catalogue/policies/match", json).body()).contains(code);
    }

    @Test
    void refuses_a_body_that_is_too_large() {
        String json = "{\"profile\": {\"tags\": [\"" + "x".repeat(Finding.LARGEST_BODY) + "\"]}}";
        assertThat(FOLLOWER.post(world.url(), "/catalogue/policies/match", json).statusCode()).isEqualTo(413);
    }

    @Test
    void who_neither_publishes_nor_follows_may_not_look() {
        assertThat(STRANGER.get(world.url(), "/catalogue/policies", Headers.none()).body()).contains("not-agreed");
    }
}
