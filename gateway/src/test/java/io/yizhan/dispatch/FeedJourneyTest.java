package io.yizhan.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.yizhan.dispatch.Receivers.Mailbox;
import io.yizhan.feed.Root;
import io.yizhan.testing.Correspondence;
import io.yizhan.testing.NativePartner;
import io.yizhan.testing.Notes;
import io.yizhan.testing.PartnersYaml;
import io.yizhan.testing.TestBroker;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.PartnerId;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A feed over real HTTP: one publishes, one is called, two fetch from mailboxes, others ask what changed. */
class FeedJourneyTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    private static final NativePartner NATIVE = new NativePartner("native");
    private static final String DELIVERY = "Yizhan-Delivery: ";
    private static final String CALLED = "r0";
    private static final String FETCHING = "r1";
    /** Wants one theme only. */
    private static final String CHOOSY = "r2";
    private static final String ASKING = "r3";
    private static final String READING = "r4";
    private static final String TOPIC = "feed.notes.r4";
    private static final String SUSPENDED = "r5";
    private static final String NOBODY = "r6";

    private static TestBroker broker;

    @RegisterExtension
    @Order(1)
    static final BeforeAllCallback kafka = context -> broker = TestBroker.shared(context);

    @RegisterExtension
    @Order(2)
    static final Correspondence world = Correspondence.usual().settings(settings()).partners(PartnersYaml.changed(FeedJourneyTest::following));

    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final AtomicLong TIME = new AtomicLong();

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int number = NEXT.getAndIncrement();

    private static Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>(Notes.settings());
        settings.put("http.workers", "8");
        return settings;
    }

    private static void following(PartnersYaml file) {
        ObjectNode called = file.endpoint(CALLED, "service-evaluation").deepCopy().put("kind", Notes.KIND);
        called.put("url", called.path("url").asText().replace("evaluation/assess.htm", "notes.htm"));
        file.partner(CALLED).withArray("endpoints").add(called);
        for (String recipient : List.of(FETCHING, CHOOSY)) {
            file.partner(recipient).withArray("keys").addObject().put("convention", "zhejiang").put("id", "app-" + recipient).put("environment", "production")
                    .put("secret", "env:SECRET");
            ObjectNode mailbox = file.partner(recipient).withArray("endpoints").addObject();
            mailbox.put("kind", Notes.KIND).put("environment", "production").put("way", "mailbox").put("timeout", "60s");
            if (recipient.equals(CHOOSY)) {
                mailbox.putObject("follows").putArray("theme").add("rent").add("tax");
            }
        }
        file.partner(READING).withArray("endpoints").addObject().put("kind", Notes.KIND).put("environment", "production").put("way", "kafka");
        file.partner(SUSPENDED).put("suspended", true);
        NATIVE.join(file, "jiangxi", "36");
        ObjectNode agreement = file.agreementLike("all-service-evaluation", "notes", "");
        agreement.put("kind", Notes.KIND).putArray("purposes");
        agreement.putArray("answers").add(CALLED).add(FETCHING).add(CHOOSY).add(ASKING).add(READING).add(SUSPENDED).add("36");
    }

    private String id(String name) {
        return name + "-" + number;
    }

    private HttpResponse<String> publish(String name, int version, String more) {
        return world.send("s_sys_notes", "{\"request_no\": \"" + id(name) + "-" + version + "-" + more.hashCode() + "\", \"noteId\": \"" + id(name) + "\", \"version\": "
                + version + (more.isEmpty() ? "" : ", " + more) + "}");
    }

    private void published(String name, int version, String more) {
        assertThat(publish(name, version, more).body()).contains("accepted_at");
    }

    /** What the one that is called was sent of an item, each as version and whether it is withdrawn. */
    private List<String> called(String name) {
        return world.received(CALLED).stream().map(LoggedRequest::getBodyAsString).filter(body -> body.contains('"' + id(name) + '"')).map(FeedJourneyTest::state).toList();
    }

    private static String state(String body) {
        JsonNode item = read(body.substring(body.indexOf('{')));
        return item.path("version").asText() + (item.path("withdrawn").asBoolean() ? " withdrawn" : "");
    }

    private static Map<String, String> parts(String body) {
        return Stream.of(body.split("--yizhan-"))
                .filter(part -> part.contains(DELIVERY))
                .collect(Collectors.toMap(part -> part.substring(part.indexOf(DELIVERY) + DELIVERY.length()).lines().findFirst().orElseThrow(), part -> part));
    }

    /** Fetches and acknowledges until so many have come of an item. */
    private List<String> fetched(String recipient, String name, int many) {
        Mailbox mailbox = Mailbox.of(world, recipient);
        List<String> got = new ArrayList<>();
        Awaitility.await().atMost(LONG).until(() -> {
            parts(mailbox.fetch("wait=2s&max=50").body()).forEach((delivery, part) -> {
                mailbox.acknowledge(delivery);
                if (part.contains('"' + id(name) + '"')) {
                    got.add(state(part.lines().filter(line -> line.startsWith("{")).findFirst().orElseThrow()));
                }
            });
            return got.size() >= many;
        });
        return got;
    }

    @Test
    void what_is_published_changed_and_withdrawn_is_so_at_every_follower() {
        published("a", 1, "\"title\": \"补贴\"");
        published("a", 2, "\"title\": \"补贴二\"");
        published("a", 3, "\"withdrawn\": true");
        Awaitility.await().atMost(LONG).until(() -> called("a").size() == 3);
        assertThat(called("a")).containsExactly("1", "2", "3 withdrawn");
        assertThat(fetched(FETCHING, "a", 3)).containsExactly("1", "2", "3 withdrawn");
    }

    @Test
    void who_reads_a_topic_has_the_versions_of_an_item_under_one_key_in_their_order() throws Exception {
        published("m", 1, "\"title\": \"x\"");
        published("m", 2, "\"withdrawn\": true");
        Awaitility.await().atMost(LONG).until(() -> recorded("m").size() == 2);
        assertThat(recorded("m")).extracting(record -> record.key() + " " + state(record.value()))
                .containsExactly("notes sender " + id("m") + " 1", "notes sender " + id("m") + " 2 withdrawn");
    }

    @Test
    void of_a_topic_that_is_made_for_a_feed_the_last_version_of_each_item_stays() throws Exception {
        published("mm", 1, "\"title\": \"x\"");
        Awaitility.await().atMost(LONG).until(() -> recorded("mm").size() == 1);
        assertThat(broker.kafka().policy(TOPIC)).isEqualTo("compact");
    }

    private List<ConsumerRecord<String, String>> recorded(String name) throws Exception {
        return broker.kafka().topics().containsKey(TOPIC)
                ? broker.kafka().read(TOPIC).stream().filter(record -> record.value().contains('"' + id(name) + '"')).toList()
                : List.of();
    }

    @Test
    void an_older_version_is_accepted_and_goes_to_nobody() {
        published("b", 5, "\"title\": \"new\"");
        published("b", 4, "\"title\": \"old\"");
        published("b", 6, "\"title\": \"newer\"");
        assertThat(fetched(FETCHING, "b", 2)).containsExactly("5", "6");
    }

    @Test
    void the_same_version_once_more_goes_to_nobody() {
        published("c", 1, "\"title\": \"x\", \"amount\": 1.5");
        published("c", 1, "\"amount\": 1.50, \"title\": \"x\"");
        published("c", 2, "\"title\": \"y\"");
        assertThat(fetched(FETCHING, "c", 2)).containsExactly("1", "2");
    }

    @Test
    void another_content_under_a_version_that_is_there_is_refused() {
        published("d", 1, "\"title\": \"x\"");
        assertThat(publish("d", 1, "\"title\": \"y\"").body()).contains("conflicting-duplicate");
    }

    @Test
    void an_item_with_two_links_for_one_channel_is_refused_where_the_second_stands() {
        assertThat(publish("o", 1, "\"links\": [{\"channel\": \"app\"}, {\"channel\": \"app\"}]").body())
                .contains("schema-violation")
                .contains("/links/1/channel");
    }

    @Test
    void an_item_without_a_sensible_version_is_refused() {
        assertThat(publish("e", -1, "").body()).contains("schema-violation").contains("/version");
    }

    @Test
    void who_wants_some_items_gets_these_and_all_that_becomes_of_them() {
        published("f", 1, "\"themes\": [\"hiring\"]");
        published("f", 2, "\"themes\": [\"rent\"]");
        published("f", 3, "\"themes\": [\"hiring\"]");
        published("f", 4, "\"themes\": [\"hiring\", \"energy\"]");
        published("f", 5, "\"withdrawn\": true");
        assertThat(fetched(CHOOSY, "f", 4)).containsExactly("2", "3", "4", "5 withdrawn");
    }

    @Test
    void who_was_away_catches_up_and_proves_it() {
        for (int n = 0; n < 25; n++) {
            published("g" + n, 1, "\"title\": \"" + n + "\", \"amount\": " + n + ".50");
        }
        published("g3", 2, "\"withdrawn\": true");
        published("g4", 2, "\"title\": \"later\"");
        TreeMap<String, Digest> held = new TreeMap<>();
        String cursor = "0";
        JsonNode page;
        do {
            page = asked("notes/changes", "since=" + cursor + "&limit=7&");
            page.path("items").forEach(item -> hold(held, item));
            cursor = page.path("cursor").asText();
        } while (page.path("more").asBoolean());
        JsonNode root = asked("notes/root", "");
        assertThat(held).containsKey("sender " + id("g4")).doesNotContainKey("sender " + id("g3"));
        assertThat(Root.over(held.values(), 0).hash()).hasToString(root.path("root").asText());
        assertThat(root.path("items").asInt()).isEqualTo(held.size());
        assertThat(root.path("cursor").asText()).isEqualTo(cursor);
    }

    /** Computes the digest from what came; names here are ASCII, so that the order of texts is that of bytes. */
    private static void hold(Map<String, Digest> held, JsonNode item) {
        String name = item.path("publisher").asText() + " " + item.path("id").asText();
        Digest digest = Digest.sha256(sorted(item.path("item")).getBytes(StandardCharsets.UTF_8));
        assertThat(digest).hasToString(item.path("digest").asText());
        held.remove(name);
        if (!item.path("withdrawn").asBoolean()) {
            held.put(name, Root.leaf(new PartnerId(item.path("publisher").asText()), item.path("id").asText(), item.path("version").asLong(), digest));
        }
    }

    private static String sorted(JsonNode item) {
        try {
            return JSON.writeValueAsString(JSON.treeToValue(item, TreeMap.class));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Test
    void who_waits_is_told_what_comes() throws Exception {
        String cursor = asked("notes/root", "").path("cursor").asText();
        CompletableFuture<HttpResponse<String>> waiting = asking(ASKING, "notes/changes", "since=" + cursor + "&wait=30&");
        published("h", 1, "\"title\": \"x\"");
        assertThat(payload(waiting.get(20, TimeUnit.SECONDS)).path("items").get(0).path("id").asText()).isEqualTo(id("h"));
    }

    @Test
    void who_waits_in_vain_keeps_its_cursor() {
        String cursor = asked("notes/root", "").path("cursor").asText();
        JsonNode nothing = asked("notes/changes", "since=" + cursor + "&wait=1s&");
        assertThat(nothing.path("cursor").asText()).isEqualTo(cursor);
        assertThat(nothing.path("items")).isEmpty();
    }

    @Test
    void lets_many_wait_and_works_for_others_meanwhile() {
        String cursor = asked("notes/root", "").path("cursor").asText();
        List<CompletableFuture<HttpResponse<String>>> waiting =
                IntStream.range(0, 60).mapToObj(n -> asking(ASKING, "notes/changes", "since=" + cursor + "&wait=60s&")).toList();
        assertThat(asked("notes/root", "").path("cursor").asText()).isEqualTo(cursor);
        published("i", 1, "\"title\": \"x\"");
        assertThat(waiting).allSatisfy(one -> assertThat(one.get(30, TimeUnit.SECONDS).body()).contains(id("i")));
    }

    @Test
    void a_native_partner_finds_feeds_at_their_usual_place() {
        published("j", 1, "\"title\": \"x\"");
        HttpResponse<String> root = NATIVE.get(world.url(), "/feeds/notes/root", Headers.none());
        assertThat(read(root.body()).path("root").asText()).isEqualTo(asked("notes/root", "").path("root").asText());
        assertThat(root.headers().firstValue("signature")).isPresent();
    }

    @Test
    void what_the_caller_has_already_is_not_told_again() {
        published("k", 1, "\"title\": \"x\"");
        String tag = NATIVE.get(world.url(), "/feeds/notes/changes?since=0", Headers.none()).headers().firstValue("etag").orElseThrow();
        HttpResponse<String> again = NATIVE.get(world.url(), "/feeds/notes/changes?since=0", Headers.of("If-None-Match", "\"other\", W/" + tag));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        published("k", 2, "\"title\": \"y\"");
        assertThat(NATIVE.get(world.url(), "/feeds/notes/changes?since=0", Headers.of("If-None-Match", tag)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "r3 | nothing/changes             | unknown-kind",
        "r3 | service-evaluation/changes  | unknown-kind",
        "r3 | notes/everything            | unknown-kind",
        "r3 | notes                       | unknown-kind",
        "r6 | notes/changes               | not-agreed",
        "r5 | notes/changes               | suspended",
        "r3 | notes/changes?since=x&      | malformed",
        "r3 | notes/changes?since=999999& | malformed",
        "r3 | notes/changes?limit=0&      | malformed",
        "r3 | notes/changes?limit=1001&   | malformed",
        "r3 | notes/figures?item=a%00&    | malformed",
        "r3 | notes/changes?wait=61&      | malformed",
        "r3 | notes/changes?wait=soon&    | malformed"
    })
    void refuses_what_cannot_be_told(String who, String what, String code) {
        String[] parts = what.split("\\?");
        assertThat(asking(who, parts[0], parts.length > 1 ? parts[1] : "").join().body()).contains(code);
    }

    @Test
    void refuses_who_does_not_sign() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(world.url() + "/feeds/notes/root")).GET().build();
        assertThat(client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join().body()).contains("bad-signature");
    }

    @Test
    void a_partner_that_publishes_nothing_may_not_publish() {
        HttpResponse<String> answer = world.publish(NOBODY, "{\"requestId\": \"" + id("n") + "\", \"noteId\": \"n\", \"version\": 1}");
        assertThat(answer.body()).contains("not-agreed");
    }

    private JsonNode asked(String what, String parameters) {
        return payload(asking(ASKING, what, parameters).join());
    }

    private static JsonNode payload(HttpResponse<String> answer) {
        assertThat(answer.body()).contains("\"00\"");
        return read(answer.body()).path("datas");
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private CompletableFuture<HttpResponse<String>> asking(String who, String what, String parameters) {
        String now = String.valueOf(TIME.updateAndGet(last -> Math.max(last + 1, System.currentTimeMillis())));
        String sign = md5(who + "-app" + Correspondence.SECRET + now);
        URI address = URI.create(world.url() + "/gateway/api/feeds/" + what + "?" + parameters + "appKey=" + who + "-app&requestTime=" + now + "&sign=" + sign);
        return client.sendAsync(HttpRequest.newBuilder(address).timeout(LONG).GET().build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException(absent);
        }
    }
}
