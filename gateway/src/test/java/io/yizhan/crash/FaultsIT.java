package io.yizhan.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.yizhan.embedded.StoppableBroker;
import io.yizhan.testing.PostgresForTests;
import io.yizhan.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.io.FileUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the gateway does not run by itself fails in every way there is, and nothing is lost. Each test prints its row of the README's table. */
class FaultsIT {
    private static final int MESSAGES = Integer.getInteger("fault.messages", 500);
    private static final int SENDERS = 16;
    private static final int PER_SECOND = 200;
    private static final int ALIKE = 4;
    private static final int FIRST_ALIKE = 10;
    private static final Duration AWAY = Duration.ofSeconds(3);

    @RegisterExtension
    static final TestDatabase database = TestDatabase.fresh();

    private static Path data;
    private static StoppableBroker kafka;
    private static Proof proof;
    private static Proof.Node node;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() throws Exception {
        data = Files.createTempDirectory("yizhan-test-faults");
        kafka = new StoppableBroker(data);
        kafka.start();
        proof = Proof.over(database);
        node = proof.node(bus());
        gateway = node.started();
    }

    private static Map<String, String> bus() {
        return Map.of("kafka.bootstrap-servers", kafka.address());
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        proof.close();
        kafka.close();
        FileUtils.deleteDirectory(data.toFile());
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DEAD")
    void a_region_that_misbehaves_gets_everything_once(Behaviour behaviour) throws Exception {
        // several of the kind, so that they take their time side by side
        List<Integer> recipients = IntStream.range(0, ALIKE).mapToObj(i -> FIRST_ALIKE + behaviour.ordinal() * ALIKE + i).toList();
        recipients.forEach(recipient -> proof.recipients().behave("r" + recipient, behaviour));
        Feed feed = proof.feed(List.of(node), SENDERS, PER_SECOND, recipients, MESSAGES).await();
        proof.drained();
        judge("a region " + behaviour.words(), feed, behaviour == Behaviour.NEVER ? Set.copyOf(recipients) : Set.of());
    }

    @Tag("long")
    @Test
    void kafka_stops_and_starts() throws Exception {
        Feed feed = proof.feed(List.of(node), SENDERS, PER_SECOND, List.of(0, 1), MESSAGES);
        kafka.stop();
        passing(AWAY);
        kafka.start();
        settled("Kafka stopped and started", feed);
    }

    @Test
    void kafka_forgets_what_it_was_told() throws Exception {
        Feed feed = proof.feed(List.of(node), SENDERS, PER_SECOND, List.of(2, 3), MESSAGES);
        for (int i = 0; i < 5; i++) {
            empty();
            passing(Duration.ofMillis(300));
        }
        settled("Kafka's topics emptied", feed);
    }

    @Tag("long")
    @Test
    void postgres_dies_and_is_started_again() throws Exception {
        assumeFalse(PostgresForTests.external(), "this one is not ours to kill");
        Feed feed = proof.feed(List.of(node), SENDERS, PER_SECOND, List.of(4, 5), MESSAGES);
        passing(Duration.ofSeconds(1));
        long backend = proof.tables().withHandle(handle -> handle.createQuery("SELECT pg_backend_pid()").mapTo(Long.class).one());
        ProcessHandle.of(backend).flatMap(ProcessHandle::parent).orElseThrow().destroyForcibly();
        settled("PostgreSQL killed and started", feed);
    }

    @Test
    void one_of_two_gateways_is_killed_and_the_other_goes_on() throws Exception {
        Proof.Node second = proof.beside(node, bus());
        try (GatewayProcess other = second.started()) {
            Feed feed = proof.feed(List.of(node, second), SENDERS, PER_SECOND, List.of(6, 7), MESSAGES);
            passing(Duration.ofSeconds(1));
            other.kill();
            settled("one of two gateways killed", feed);
        }
    }

    /** Senders turn from one gateway to the other until they are heard. */
    private static void settled(String fault, Feed feed) throws Exception {
        feed.await();
        proof.drained();
        judge(fault, feed, Set.of());
    }

    private static void judge(String fault, Feed feed, Set<Integer> never) {
        Balance balance = proof.balance(feed, never);
        System.out.println(balance.row(fault));
        assertThat(balance.lost()).as("lost").isZero();
        assertThat(balance.duplicated()).as("duplicated").isZero();
        assertThat(balance.wrong()).isEmpty();
        assertThat(balance.accepted()).isEqualTo(MESSAGES);
    }

    private static void empty() throws Exception {
        try (Admin admin = kafka.kafka().admin()) {
            Set<TopicPartition> partitions = admin.describeTopics(admin.listTopics().names().get()).allTopicNames().get().values().stream()
                    .filter(topic -> topic.name().contains("exchange."))
                    .flatMap(topic -> topic.partitions().stream().map(one -> new TopicPartition(topic.name(), one.partition())))
                    .collect(Collectors.toSet());
            Map<TopicPartition, RecordsToDelete> ends = admin
                    .listOffsets(partitions.stream().collect(Collectors.toMap(one -> one, one -> OffsetSpec.latest())))
                    .all()
                    .get()
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, end -> RecordsToDelete.beforeOffset(end.getValue().offset())));
            admin.deleteRecords(ends).all().get();
        }
    }

    private static void passing(Duration time) throws InterruptedException {
        new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    }
}
