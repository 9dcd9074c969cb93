package io.yizhan.dispatch;

import static io.yizhan.testing.Correspondence.evaluation;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.dispatch.Receivers.Receiver;
import io.yizhan.testing.Correspondence;
import io.yizhan.testing.MariaDb;
import io.yizhan.testing.PartnersYaml;
import io.yizhan.testing.TestBroker;
import io.yizhan.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One contract for every way to reach a platform: a partner may change from one to another, and nothing else changes. */
class WaysTest {
    private static final int ATTEMPTS = 4;
    private static final Duration LONG = Duration.ofSeconds(60);

    @RegisterExtension
    @Order(1)
    static final TestDatabase front = TestDatabase.fresh();

    private static TestBroker broker;
    private static String maria = "";

    @RegisterExtension
    @Order(2)
    static final BeforeAllCallback others = context -> {
        broker = TestBroker.shared(context);
        if (MariaDb.installed()) {
            maria = MariaDb.of(context, Correspondence.SECRET).url();
        }
    };

    @RegisterExtension
    @Order(3)
    static final Correspondence world = Correspondence.usual()
            .kinds(Map.of("attempts", String.valueOf(ATTEMPTS), "firstPause", "1s", "longestPause", "1s"))
            .partners(PartnersYaml.changed(WaysTest::reached))
            .environment(() -> Map.of("FRONT", Correspondence.SECRET, front.user().toUpperCase(java.util.Locale.ROOT), front.password()));

    private static void reached(PartnersYaml file) {
        for (int i = 0; i < Correspondence.RECIPIENTS; i++) {
            String recipient = Correspondence.recipient(i);
            Reach reach = Reach.of(i);
            ObjectNode endpoint = file.endpoint(recipient, "service-evaluation");
            if (reach != Reach.PUSH && reach.there()) {
                List.of("url", "credential", "timeout").forEach(endpoint::remove);
                endpoint.setAll((ObjectNode) new ObjectMapper().valueToTree(Receivers.endpoint(reach, recipient, front, maria)));
            }
            if (reach == Reach.MAILBOX && i % Reach.EACH == 4) {
                endpoint.put("timeout", "1s"); // so long each attempt takes of which nothing is fetched
            }
            if (i % Reach.EACH == 3) {
                endpoint.putArray("maintenance").addObject().put("from", "2020-01-01T00:00").put("to", "2099-01-01T00:00");
            }
            file.partner(recipient).putArray("keys").addObject().put("convention", "zhejiang").put("id", "app-" + recipient).put("environment", "production")
                    .put("secret", "env:SECRET");
        }
    }

    private final List<Receiver> receivers = new ArrayList<>();

    @AfterEach
    void close() {
        receivers.forEach(Receiver::close);
    }

    private Receiver receiver(Reach reach, int test) {
        Assumptions.assumeTrue(reach.there(), "MariaDB is not installed on this machine: apt-get install mariadb-server-core mariadb-client-core");
        String recipient = reach.recipient(test);
        Receiver receiver = switch (reach) {
            case PUSH -> new Receivers.Called(world, recipient);
            case MAILBOX -> new Receivers.Fetching(Receivers.Mailbox.of(world, recipient));
            case KAFKA -> new Receivers.Reading(broker.kafka(), "partner." + recipient);
            case TABLE_ON_POSTGRESQL -> Receivers.Kept.in(front.jdbi(), recipient, "bigserial");
            case TABLE_ON_MARIADB ->
                Receivers.Kept.in(Jdbi.create(maria, MariaDb.USER, Correspondence.SECRET), recipient, "bigint AUTO_INCREMENT UNIQUE");
        };
        receivers.add(receiver);
        return receiver;
    }

    private static void send(Reach reach, int test, String id) {
        send(reach, test, id, "P-" + id);
    }

    private static void send(Reach reach, int test, String id, String project) {
        assertThat(world.send(evaluation(id, reach.number(test), project)).body()).contains("accepted_at");
    }

    private static String id(Reach reach, String name) {
        return name + "-" + reach.ordinal();
    }

    @ParameterizedTest
    @EnumSource
    void delivers_once_and_in_the_order_of_a_subject(Reach reach) {
        Receiver receiver = receiver(reach, 0);
        List<String> ids = IntStream.range(0, 6).mapToObj(i -> id(reach, "a" + i)).toList();
        ids.forEach(id -> send(reach, 0, id, "ONE"));
        Awaitility.await().atMost(LONG).until(() -> receiver.got().size() >= ids.size());
        assertThat(receiver.got()).isEqualTo(ids);
        Awaitility.await().atMost(LONG).until(() -> ids.stream().allMatch(id -> row(id).equals("delivered 1")));
    }

    @ParameterizedTest
    @EnumSource
    void delivers_after_a_restart_what_was_not_taken_before(Reach reach) {
        Receiver receiver = receiver(reach, 1);
        receiver.refuse();
        send(reach, 1, id(reach, "b"));
        Awaitility.await().atMost(LONG).until(() -> !row(id(reach, "b")).matches("none|waiting 0|claimed 0"));
        world.restart();
        receiver.take();
        Awaitility.await().atMost(LONG).until(() -> row(id(reach, "b")).startsWith("delivered"));
        assertThat(receiver.got()).containsOnly(id(reach, "b"));
    }

    @ParameterizedTest
    @EnumSource
    void tries_again_what_was_not_taken_the_first_time(Reach reach) {
        Receiver receiver = receiver(reach, 2);
        receiver.refuse();
        send(reach, 2, id(reach, "c"));
        Awaitility.await().atMost(LONG).until(() -> row(id(reach, "c")).matches("waiting [1-9]|\\w+ [2-9]")); // an attempt is noted before its call: only now has one been refused
        receiver.take();
        Awaitility.await().atMost(LONG).until(() -> row(id(reach, "c")).startsWith("delivered"));
        assertThat(receiver.got()).containsOnly(id(reach, "c"));
        assertThat(attemptsInTheLedger(id(reach, "c"))).isEqualTo(Integer.parseInt(row(id(reach, "c")).split(" ")[1])).isGreaterThan(1);
    }

    @ParameterizedTest
    @EnumSource
    void sends_nothing_during_maintenance_and_uses_no_attempt(Reach reach) {
        Receiver receiver = receiver(reach, 3);
        send(reach, 3, id(reach, "d"));
        Awaitility.await().during(Duration.ofSeconds(3)).atMost(LONG).until(() -> row(id(reach, "d")).matches("none|waiting 0"));
        world.database().jdbi().useTransaction(handle -> {
            handle.execute("UPDATE endpoint SET maintenance = '{}' WHERE owner = ?", reach.recipient(3));
            handle.execute("UPDATE registry_version SET version = version + 1");
        });
        Awaitility.await().atMost(LONG).until(() -> row(id(reach, "d")).equals("delivered 1"));
        assertThat(receiver.got()).containsExactly(id(reach, "d"));
    }

    @ParameterizedTest
    @EnumSource
    void gives_up_after_exactly_as_many_attempts_as_the_kind_allows(Reach reach) {
        Receiver receiver = receiver(reach, 4);
        receiver.refuse();
        send(reach, 4, id(reach, "e"));
        Awaitility.await().atMost(LONG).until(() -> row(id(reach, "e")).equals("dead " + ATTEMPTS));
        assertThat(attemptsInTheLedger(id(reach, "e"))).isEqualTo(ATTEMPTS);
    }

    @ParameterizedTest
    @EnumSource
    void lets_no_endpoint_wait_for_another_that_takes_nothing(Reach reach) {
        receiver(reach, 5).refuse();
        Receiver receiver = receiver(reach, 6);
        IntStream.range(0, 20).forEach(i -> send(reach, 5, id(reach, "f" + i)));
        send(reach, 6, id(reach, "g"));
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> receiver.got().contains(id(reach, "g")));
    }

    /** State and number of attempts. */
    private static String row(String id) {
        return world.database().jdbi().withHandle(handle -> handle.createQuery("""
                        SELECT state || ' ' || attempts FROM delivery JOIN message USING (kind, id) WHERE sender_id = :id
                        UNION ALL SELECT state || ' ' || attempts FROM queued JOIN message ON queued.message = message.id WHERE sender_id = :id""")
                .bind("id", id)
                .mapTo(String.class)
                .findOne()
                .orElse("none"));
    }

    private static int attemptsInTheLedger(String id) {
        return world.database().jdbi().withHandle(handle -> handle.createQuery(
                        "SELECT count(*) FROM ledger_entry WHERE step = 'attempt' AND message = (SELECT id FROM message WHERE sender_id = :id)")
                .bind("id", id)
                .mapTo(Integer.class)
                .one());
    }
}
