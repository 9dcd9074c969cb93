package io.yizhan.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.bus.Bus;
import io.yizhan.bus.Topics;
import io.yizhan.embedded.StoppableBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultMessage;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A route that publishes ids and one that takes them in batches, on a real Kafka that goes and comes. */
@Timeout(120)
class KafkaRoutesTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    @TempDir
    Path data;

    private final List<Taken> taken = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private StoppableBroker broker;
    private Bus bus;
    private DefaultCamelContext camel;
    private Topics topics;

    /** An id as it was handed over. */
    private record Taken(String id, String key, int partition) {}

    @BeforeEach
    void prepare() throws Exception {
        broker = new StoppableBroker(data);
        bus = Bus.at(broker.address(), "mine-");
        topics = Topics.keep(bus, List.of(bus.exchange("one"), bus.exchange("two")), 4, 1);
        startCamel(bus);
    }

    private void startCamel(Bus bus) throws Exception {
        camel = new DefaultCamelContext();
        camel.disableJMX();
        camel.getCamelContextExtension().setErrorHandlerFactory(new NoErrorHandlerDefinition());
        KafkaRoutes.prepare(camel, bus, List.of("one", "two"));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("kafka:{{kafka.exchanges}}?groupId={{kafka.prefix}}yizhan").process(KafkaRoutesTest.this::take).process("kafka.commit");
                from("direct:relay").to("kafka:exchange");
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() throws Exception {
        camel.close();
        topics.close();
        broker.close();
    }

    private void take(Exchange batch) {
        List<?> records = batch.getMessage().getBody(List.class);
        List<Taken> ids = records.stream()
                .map(each -> ((Exchange) each).getMessage())
                .map(message -> new Taken(
                        message.getBody(String.class), message.getHeader("kafka.KEY", String.class), message.getHeader("kafka.PARTITION", Integer.class)))
                .toList();
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("the database is away");
        }
        taken.addAll(ids);
    }

    @Test
    void takes_what_was_published_under_one_key_in_that_order() throws Exception {
        run();
        List<String> ids = ids(0, 1000);
        assertThat(publish(ids)).isNull();
        await().atMost(SOON).until(() -> taken.size() >= ids.size());
        Map<String, List<String>> byKey =
                taken.stream().collect(Collectors.groupingBy(Taken::key, Collectors.mapping(Taken::id, Collectors.toList())));
        assertThat(byKey).hasSize(7).allSatisfy((key, some) -> assertThat(some).isEqualTo(ids.stream().filter(id -> key(id).equals(key)).toList()));
    }

    @Test
    void takes_nothing_again_that_was_committed() throws Exception {
        run();
        publish(ids(0, 300));
        await().atMost(SOON).until(() -> taken.size() >= 300);
        camel.close();
        startCamel(bus);
        publish(ids(300, 310));
        await().atMost(SOON).until(() -> taken.stream().map(Taken::id).toList().containsAll(ids(300, 310)));
        assertThat(taken).hasSize(310);
    }

    @Test
    void takes_a_batch_again_that_failed() throws Exception {
        run();
        publish(ids(0, 10));
        await().atMost(SOON).until(() -> taken.size() == 10);
        failures.set(2);
        publish(ids(10, 50));
        await().atMost(SOON).untilAsserted(() -> assertThat(taken.stream().map(Taken::id)).containsExactlyInAnyOrderElementsOf(ids(0, 50)));
    }

    @Test
    void starts_when_kafka_is_away_and_works_once_it_is_there() throws Exception {
        assertThat(camel.getStatus().isStarted()).isTrue();
        run();
        publish(ids(0, 10));
        await().atMost(SOON).until(() -> taken.size() >= 10);
    }

    @Test
    void goes_on_when_kafka_comes_back() throws Exception {
        run();
        publish(ids(0, 10));
        await().atMost(SOON).until(() -> taken.size() >= 10);
        broker.stop();
        broker.start();
        await().atMost(SOON).until(() -> publish(ids(10, 20)) == null);
        await().atMost(SOON).until(() -> taken.stream().map(Taken::id).toList().containsAll(ids(0, 20)));
    }

    @Test
    void goes_on_when_kafka_comes_back_with_nothing() throws Exception {
        run();
        publish(ids(0, 100));
        await().atMost(SOON).until(() -> taken.size() >= 100);
        broker.stop();
        broker.lose();
        broker.start();
        await().atMost(SOON).until(() -> publish(ids(100, 110)) == null);
        await().atMost(SOON).until(() -> taken.stream().map(Taken::id).toList().containsAll(ids(0, 110)));
    }

    /** So that one who starts again need not wait until Kafka misses the one who was killed. */
    @Test
    void reads_under_a_name_that_stays_where_nobody_else_reads() throws Exception {
        camel.close();
        startCamel(Bus.own(broker.address(), bus.prefix()));
        run();
        publish(ids(0, 10));
        await().atMost(SOON).until(() -> taken.size() >= 10);
        assertThat(readers()).containsExactly(Optional.of("yizhan"));
    }

    @Test
    void reads_under_no_name_where_others_may_read_too() throws Exception {
        run();
        publish(ids(0, 10));
        await().atMost(SOON).until(() -> taken.size() >= 10);
        assertThat(readers()).containsExactly(Optional.empty());
    }

    private List<Optional<String>> readers() throws Exception {
        String group = bus.prefix() + "yizhan";
        try (Admin admin = broker.kafka().admin()) {
            return admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().stream().map(MemberDescription::groupInstanceId).toList();
        }
    }

    @Test
    void goes_on_under_its_name_when_kafka_comes_back() throws Exception {
        camel.close();
        startCamel(Bus.own(broker.address(), bus.prefix()));
        run();
        publish(ids(0, 10));
        await().atMost(SOON).until(() -> taken.size() >= 10);
        broker.stop();
        broker.start();
        await().atMost(SOON).until(() -> publish(ids(10, 20)) == null);
        await().atMost(SOON).until(() -> taken.stream().map(Taken::id).toList().containsAll(ids(0, 20)));
    }

    @Test
    void tells_soon_that_kafka_took_nothing() throws Exception {
        run();
        publish(ids(0, 10));
        broker.stop();
        long begun = System.nanoTime();
        assertThat(publish(ids(10, 500))).isNotNull();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
    }

    private void run() throws Exception {
        broker.start();
        await().atMost(SOON).until(topics::present);
    }

    private static List<String> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    private static String key(String id) {
        return "subject-" + Integer.parseInt(id) % 7;
    }

    private Exception publish(List<String> ids) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(ids.stream().map(this::record).toList());
        try (var template = camel.createProducerTemplate()) {
            return template.send("direct:relay", exchange).getException();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Message record(String id) {
        Message message = new DefaultMessage(camel);
        message.setHeader("kafka.OVERRIDE_TOPIC", bus.exchange("one"));
        message.setHeader("kafka.KEY", key(id));
        message.setBody(id);
        return message;
    }
}
