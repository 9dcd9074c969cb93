package io.yizhan.dispatch;

import static io.yizhan.testing.Correspondence.status;
import static io.yizhan.testing.Correspondence.taken;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.assembly.Machine;
import io.yizhan.assembly.Office;
import io.yizhan.console.DeadLetters.Ending;
import io.yizhan.console.Operator;
import io.yizhan.delivery.Deliveries.Key;
import io.yizhan.delivery.Deliveries.Selection;
import io.yizhan.delivery.Queue.State;
import io.yizhan.dispatch.Receivers.Mailbox;
import io.yizhan.feed.Feed;
import io.yizhan.feed.Followers.Follower;
import io.yizhan.feed.Root;
import io.yizhan.testing.Correspondence;
import io.yizhan.testing.Notes;
import io.yizhan.testing.PartnersYaml;
import io.yizhan.testing.TestBroker;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.PartnerId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever happens on the way, whoever follows a feed holds in the end what its root says: called, fetching, reading a topic, or coming later. */
class FeedConvergenceTest {
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Operator WHO = new Operator("zhang.san");
    private static final String RENT = "rent";
    private static final String HIRING = "hiring";
    private static final String CALLED = "r10";
    private static final String FETCHING = "r11";
    private static final String READING = "r14";
    private static final String CHOOSY = "r12";
    private static final String ASKING = "r13";
    /** Has no endpoint until a test gives it one. */
    private static final String LATE = "r15";
    /** Fail, each in a test of its own. */
    private static final List<String> FAILING = List.of("r16", "r17", "r18");
    /** Wants something else after a while. */
    private static final String WAVERING = "r19";
    private static final String TOPIC = "feed.notes." + READING;

    private static TestBroker broker;

    @RegisterExtension
    @Order(1)
    static final BeforeAllCallback kafka = context -> broker = TestBroker.shared(context);

    @RegisterExtension
    @Order(2)
    static final Correspondence world = Correspondence.usual().settings(settings()).partners(PartnersYaml.changed(FeedConvergenceTest::following));

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final int number = NEXT.getAndIncrement();

    /** Two calls, and what is not taken by then is given up. */
    private static Map<String, String> settings() {
        Map<String, String> settings = Notes.settings();
        Path routes = Path.of(settings.get("routes.directory")).resolve("kinds").resolve("notes.camel.yaml");
        try {
            Files.writeString(routes, Files.readString(routes).replace("name: attempts, value: \"5\"", "name: attempts, value: \"2\""));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return settings;
    }

    private static void following(PartnersYaml file) {
        called(file, CALLED);
        called(file, CHOOSY).putObject("follows").putArray("theme").add(RENT);
        called(file, WAVERING).putObject("follows").putArray("theme").add(HIRING);
        FAILING.forEach(recipient -> called(file, recipient));
        file.partner(FETCHING).withArray("keys").addObject().put("convention", "zhejiang").put("id", "app-" + FETCHING).put("environment", "production")
                .put("secret", "env:SECRET");
        endpoint(file, FETCHING).put("way", "mailbox").put("timeout", "60s");
        endpoint(file, READING).put("way", "kafka");
        ObjectNode agreement = file.agreementLike("all-service-evaluation", "notes", "");
        agreement.put("kind", Notes.KIND).putArray("purposes");
        agreement.putArray("answers").add(CALLED).add(FETCHING).add(READING).add(CHOOSY).add(ASKING).add(LATE).add(WAVERING);
        FAILING.forEach(agreement.withArray("answers")::add);
    }

    private static ObjectNode called(PartnersYaml file, String recipient) {
        ObjectNode called = file.endpoint(recipient, "service-evaluation").deepCopy().put("kind", Notes.KIND);
        called.put("url", called.path("url").asText().replace("evaluation/assess.htm", "notes.htm"));
        file.partner(recipient).withArray("endpoints").add(called);
        return called;
    }

    private static ObjectNode endpoint(PartnersYaml file, String recipient) {
        return file.partner(recipient).withArray("endpoints").addObject().put("kind", Notes.KIND).put("environment", "production");
    }

    /** Changes who takes part, beside the running gateway. */
    private static void change(Consumer<PartnersYaml> change) {
        Path file = world.data().resolveSibling("partners.yaml");
        try {
            Files.writeString(file, PartnersYaml.changed(change).apply(Files.readString(file)));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        office(office -> office.registry().apply(file, Map.of("SECRET", Correspondence.SECRET)));
    }

    private static <T> T office(Function<Office, T> work) {
        try (Office office = Office.beside(world.settings(), Machine.present())) {
            return work.apply(office);
        }
    }

    /** One version as it is published. */
    private record Version(String id, int version, boolean withdrawn, String theme) {
        String body(int nth) {
            return "{\"request_no\": \"" + id + "-" + version + "-" + nth + "\", \"noteId\": \"" + id + "\", \"version\": " + version + ", \"title\": \"第" + version
                    + "版\", \"themes\": [\"" + theme + "\"]" + (withdrawn ? ", \"withdrawn\": true" : "") + "}";
        }
    }

    private static void publish(Version version) {
        assertThat(world.send("s_sys_notes", version.body(NEXT.incrementAndGet())).body()).contains("accepted_at");
    }

    private void publish(String name, int version, String theme) {
        publish(new Version(id(name), version, theme.isEmpty(), theme));
    }

    private String id(String name) {
        return name + "-" + number;
    }

    /** What somebody holds who puts each version it gets in the place of the one before, in the order in which they come. */
    private static final class Shelf {
        private final Map<String, Digest> leaves = new TreeMap<>();

        static Shelf of(Stream<JsonNode> came) {
            Shelf shelf = new Shelf();
            came.forEach(shelf::put);
            return shelf;
        }

        private void put(JsonNode came) {
            String id = came.path("noteId").asText();
            if (came.path("withdrawn").asBoolean()) {
                leaves.remove(id);
            } else {
                leaves.put(id, Root.leaf(new PartnerId(Correspondence.SENDER), id, came.path("version").asLong(), Digest.sha256(sorted(came))));
            }
        }

        String root() {
            return Root.over(leaves.values(), 0).hash().toString();
        }
    }

    private static byte[] sorted(JsonNode item) {
        Map<String, JsonNode> members = new TreeMap<>();
        Stream.of("noteId", "themes", "title", "version", "withdrawn").filter(item::has).forEach(name -> members.put(name, item.path(name)));
        return JSON.valueToTree(members).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text.substring(text.indexOf('{')));
        } catch (JsonProcessingException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static List<JsonNode> called(String recipient) {
        return world.received(recipient).stream().map(request -> read(request.getBodyAsString())).filter(item -> item.has("noteId")).toList();
    }

    private static List<JsonNode> recorded() throws Exception {
        return broker.kafka().read(TOPIC).stream().map(ConsumerRecord::value).map(FeedConvergenceTest::read).toList();
    }

    /** What is left of a compacted topic: the last record of each key. */
    private static List<JsonNode> compacted() throws Exception {
        Map<String, JsonNode> last = new TreeMap<>();
        broker.kafka().read(TOPIC).forEach(record -> last.put(record.key(), read(record.value())));
        return List.copyOf(last.values());
    }

    /** What of an item came to somebody who is called, each as its version. */
    private List<Integer> versions(String recipient, String name) {
        return called(recipient).stream().filter(item -> item.path("noteId").asText().equals(id(name))).map(item -> item.path("version").asInt()).toList();
    }

    private static JsonNode asked(String what) {
        return read(world.at(ASKING, "GET", "/gateway/api/feeds/notes/" + what, "").body()).path("datas");
    }

    private static String root() {
        return asked("root").path("root").asText();
    }

    /** As it is told who asks what there is: fewer than go on one page. */
    private static Stream<JsonNode> standing() {
        List<JsonNode> items = new ArrayList<>();
        asked("changes").path("items").forEach(item -> items.add(item.path("item")));
        return items.stream();
    }

    private static List<Version> shuffled(Random random) {
        List<Version> versions = new ArrayList<>();
        for (int item = 0; item < 24; item++) {
            int last = 1 + random.nextInt(4);
            for (int version = 1; version <= last; version++) {
                Version one = new Version("many-" + item, version, version == last && item % 3 == 0, item % 2 == 0 ? RENT : HIRING);
                versions.add(one);
                if (random.nextInt(4) == 0) {
                    versions.add(one);
                }
            }
        }
        Collections.shuffle(versions, random);
        return versions;
    }

    @Test
    void all_hold_what_the_root_says_whatever_happened_on_the_way() throws Exception {
        List<Version> versions = shuffled(new Random(11));
        int half = versions.size() / 2;
        Awaitility.await().atMost(LONG).until(() -> waiting(CALLED) == 0);
        List<JsonNode> before = called(CALLED);
        world.answers(CALLED, status(503));
        List<JsonNode> fetched = new ArrayList<>();
        versions.subList(0, half).forEach(FeedConvergenceTest::publish);
        fetched.addAll(fetch());
        world.restart();
        versions.subList(half, versions.size()).forEach(FeedConvergenceTest::publish);
        int refused = called(CALLED).size();
        world.answers(CALLED, taken());
        Awaitility.await().atMost(LONG).pollInterval(Duration.ofSeconds(1)).until(() -> {
            replayed(CALLED);
            return Shelf.of(Stream.concat(before.stream(), called(CALLED).stream().skip(refused))).root().equals(root());
        });
        Awaitility.await().atMost(LONG).until(() -> {
            fetched.addAll(fetch());
            return Shelf.of(fetched.stream()).root().equals(root());
        });
        Awaitility.await().atMost(LONG).until(() -> Shelf.of(recorded().stream()).root().equals(root()) && Shelf.of(compacted().stream()).root().equals(root()));
        String wanted = Shelf.of(standing().filter(item -> item.path("themes").get(0).asText().equals(RENT))).root();
        Awaitility.await().atMost(LONG).until(() -> Shelf.of(called(CHOOSY).stream()).root().equals(wanted));
    }

    private static List<JsonNode> fetch() {
        Mailbox mailbox = Mailbox.of(world, FETCHING);
        List<JsonNode> fetched = new ArrayList<>();
        for (String part : mailbox.fetch("wait=1s&max=50").body().split("--yizhan-")) {
            part.lines().filter(line -> line.startsWith("Yizhan-Delivery: ")).findFirst().ifPresent(delivery -> {
                fetched.add(read(part.lines().filter(line -> line.startsWith("{")).findFirst().orElseThrow()));
                mailbox.acknowledge(delivery.substring("Yizhan-Delivery: ".length()));
            });
        }
        return fetched;
    }

    private static Map<Ending, Integer> replayed(String recipient) {
        return office(office -> office.deadLetters().replay(dead(recipient), WHO));
    }

    private static Selection dead(String recipient) {
        return new Selection(State.DEAD, Optional.empty(), Optional.of(new PartnerId(recipient)), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** One that takes nothing from now on, once it has all that was published before. */
    private static String failing(int nth) {
        String recipient = FAILING.get(nth);
        Awaitility.await().atMost(LONG).until(() -> waiting(recipient) == 0);
        world.answers(recipient, status(503));
        return recipient;
    }

    private static int waiting(String recipient) {
        return world.database().jdbi().withHandle(handle -> handle.createQuery(
                        "SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM queued WHERE partner = :partner)")
                .bind("partner", recipient)
                .mapTo(Integer.class)
                .one());
    }

    private static List<Key> given(String recipient, int many) {
        Awaitility.await().atMost(LONG).until(() -> world.database().jdbi().withHandle(handle -> handle.createQuery(
                        "SELECT count(*) FROM queued WHERE partner = :partner AND state = 'dead'")
                .bind("partner", recipient)
                .mapTo(Integer.class)
                .one()) == many);
        return office(office -> office.deadLetters().list(dead(recipient), Optional.empty(), many)).stream().map(stuck -> stuck.delivery().key()).toList();
    }

    @Test
    void who_comes_to_follow_later_is_brought_what_stands_each_once() {
        publish("a", 1, RENT);
        publish("a", 2, RENT);
        publish("b", 1, HIRING);
        publish("b", 2, "");
        change(file -> called(file, LATE));
        Awaitility.await().atMost(LONG).until(() -> Shelf.of(called(LATE).stream()).root().equals(root()));
        publish("a", 3, "");
        Awaitility.await().atMost(LONG).until(() -> Shelf.of(called(LATE).stream()).root().equals(root()));
        assertThat(versions(LATE, "a")).containsExactly(2, 3);
        assertThat(versions(LATE, "b")).isEmpty();
    }

    @Test
    void who_wants_more_than_before_is_brought_what_it_has_not_got() {
        publish("c", 1, HIRING);
        publish("d", 1, RENT);
        Awaitility.await().atMost(LONG).until(() -> versions(WAVERING, "c").equals(List.of(1)));
        change(file -> ((ObjectNode) file.endpoint(WAVERING, Notes.KIND).path("follows")).withArray("theme").add(RENT));
        Awaitility.await().atMost(LONG).until(() -> versions(WAVERING, "d").equals(List.of(1)));
        assertThat(versions(WAVERING, "c")).containsExactly(1);
    }

    @Test
    void what_was_given_up_is_not_sent_after_what_came_since() {
        String recipient = failing(0);
        publish("e", 1, RENT);
        Key key = given(recipient, 1).get(0);
        world.answers(recipient, taken());
        publish("e", 2, "");
        Awaitility.await().atMost(LONG).until(() -> versions(recipient, "e").contains(2));
        assertThat(replayed(recipient)).isEqualTo(Map.of(Ending.SUPERSEDED, 1));
        assertThat(state(key)).isEqualTo("discarded superseded");
        assertThat(entries(key)).contains("replay operator:zhang.san superseded");
        assertThat(versions(recipient, "e")).endsWith(2);
    }

    @Test
    void what_was_given_up_and_is_still_the_newest_is_sent_before_what_comes_then() {
        String recipient = failing(1);
        publish("f", 1, RENT);
        given(recipient, 1);
        int before = versions(recipient, "f").size();
        world.answers(recipient, taken().withFixedDelay(1500), taken());
        assertThat(replayed(recipient)).isEqualTo(Map.of(Ending.DONE, 1));
        publish("f", 2, RENT);
        Awaitility.await().atMost(LONG).until(() -> versions(recipient, "f").contains(2));
        assertThat(versions(recipient, "f").subList(before, before + 2)).containsExactly(1, 2);
    }

    @Test
    void who_was_away_for_too_long_is_brought_what_stands_by_now() {
        String recipient = failing(2);
        publish("g", 1, RENT);
        given(recipient, 1);
        publish("h", 1, RENT);
        given(recipient, 2);
        publish("h", 2, "");
        List<Key> given = given(recipient, 3);
        int before = called(recipient).size();
        world.answers(recipient, taken());
        assertThat(caughtUp(recipient)).isEqualTo(3);
        Awaitility.await().atMost(LONG).until(() -> called(recipient).size() >= before + 2);
        assertThat(called(recipient).stream().skip(before)).extracting(item -> item.path("noteId").asText() + " " + item.path("version").asInt())
                .containsExactlyInAnyOrder(id("g") + " 1", id("h") + " 2");
        assertThat(entries(given.get(0))).contains("catch-up operator:zhang.san superseded");
        assertThat(caughtUp(recipient)).isZero();
    }

    /** How many deliveries are superseded by it. */
    private static int caughtUp(String recipient) {
        Follower follower = new Follower(new Feed.Line(Notes.KIND, Environment.PRODUCTION), new PartnerId(recipient));
        return office(office -> office.catchUps().catchUp(follower, false, WHO)).orElseThrow();
    }

    private static String state(Key key) {
        return world.database().jdbi().withHandle(handle -> handle.createQuery("SELECT state || ' ' || reason FROM delivery WHERE id = :id AND target = :target")
                .bind("id", key.message().value())
                .bind("target", key.target())
                .mapTo(String.class)
                .one());
    }

    private static List<String> entries(Key key) {
        return office(office -> office.ledger().of(key.message()).stream().map(entry -> entry.step() + " " + entry.mappings() + " " + entry.outcome()).toList());
    }
}
