package io.yizhan.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.embedded.StoppableBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TopicsTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    @TempDir
    static Path data;

    private static StoppableBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = new StoppableBroker(data);
        broker.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void makes_topics_with_the_partitions_asked_for() throws Exception {
        try (Topics topics = keep("made", 3)) {
            await().atMost(SOON).until(topics::present);
            assertThat(broker.kafka().topics()).containsEntry("made", 3);
        }
    }

    @Test
    void leaves_a_topic_that_is_there_as_it_is() throws Exception {
        broker.kafka().create("older", 2);
        try (Topics topics = keep("older", 3)) {
            await().atMost(SOON).until(topics::present);
            assertThat(broker.kafka().topics()).containsEntry("older", 2);
        }
    }

    @Test
    void makes_a_topic_again_that_is_lost() throws Exception {
        try (Topics topics = keep("lost", 1)) {
            await().atMost(SOON).until(topics::present);
            broker.kafka().delete("lost");
            await().atMost(SOON).until(() -> broker.kafka().topics().containsKey("lost"));
        }
    }

    @Test
    void knows_that_kafka_is_away_and_that_it_is_back() throws Exception {
        try (Topics topics = keep("away", 1)) {
            await().atMost(SOON).until(topics::present);
            broker.stop();
            await().atMost(SOON).until(() -> !topics.present());
            broker.start();
            await().atMost(SOON).until(topics::present);
        }
    }

    @Test
    void keeps_nobody_waiting_where_there_is_no_kafka() {
        try (Topics topics = Topics.keep(Bus.at("127.0.0.1:1", ""), List.of("none"), 1, 1)) {
            assertThat(topics.present()).isFalse();
        }
    }

    @Test
    void keeps_nobody_waiting_where_there_is_no_such_machine() {
        try (Topics topics = Topics.keep(Bus.at("nowhere.invalid:9092", ""), List.of("none"), 1, 1)) {
            assertThat(topics.present()).isFalse();
        }
    }

    @Test
    void tells_nobody_how_to_log_in() {
        assertThat(new Bus("kafka:9092", "p.", Map.of("sasl.jaas.config", "s3cret"), false)).hasToString("kafka:9092 under p.");
    }

    private static Topics keep(String name, int partitions) {
        return Topics.keep(Bus.at(broker.address(), ""), List.of(name), partitions, 1);
    }
}
