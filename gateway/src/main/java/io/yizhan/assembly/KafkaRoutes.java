package io.yizhan.assembly;

import io.yizhan.bus.Bus;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.PollOnError;
import org.apache.camel.component.kafka.consumer.DefaultKafkaManualCommit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What {@code kafka:} means in a route: this bus, and how to deal with it. Kafka may be away when the routes start, and go and come back at any
 * time; neither stops them. {@code {{kafka.prefix}}} begins the names of topics and groups, {@code {{kafka.exchanges}}} are the topics of all
 * kinds, and the step {@code kafka.commit} says of a batch that it is done.
 */
final class KafkaRoutes {
    private static final String READER = "yizhan";
    private static final Duration LONGEST_COMMIT = Duration.ofSeconds(5);

    private KafkaRoutes() {}

    /** @param kinds whose messages the bus carries; where there are none, a topic of none is looked for in vain */
    static void prepare(CamelContext camel, Bus bus, Collection<String> kinds) {
        camel.getPropertiesComponent().addInitialProperty("kafka.prefix", bus.prefix());
        String exchanges = kinds.stream().map(bus::exchange).collect(Collectors.joining(","));
        camel.getPropertiesComponent().addInitialProperty("kafka.exchanges", exchanges.isEmpty() ? bus.exchange("none") : exchanges);
        KafkaComponent component = new KafkaComponent(camel);
        component.setConfiguration(configuration(bus));
        // made with the first record: without it a name that does not resolve just now would stop the start
        component.setLazyStartProducer(true);
        camel.addComponent("kafka", component);
        Processor commit = KafkaRoutes::commit;
        camel.getRegistry().bind("kafka.commit", Processor.class, commit);
    }

    /** Camel's own way of committing a batch does so for the partition of its last record only. */
    private static void commit(Exchange batch) {
        Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
        Consumer<?, ?> consumer = null;
        for (Object each : batch.getMessage().getBody(Iterable.class)) {
            DefaultKafkaManualCommit done = ((Exchange) each).getMessage().getHeader(KafkaConstants.MANUAL_COMMIT, DefaultKafkaManualCommit.class);
            ends.put(done.getPartition(), new OffsetAndMetadata(done.getRecordOffset() + 1));
            consumer = done.getCamelExchangePayload().consumer;
        }
        if (consumer != null) {
            consumer.commitSync(ends, LONGEST_COMMIT);
        }
    }

    private static KafkaConfiguration configuration(Bus bus) {
        KafkaConfiguration kafka = new KafkaConfiguration();
        kafka.setBrokers(bus.servers());
        kafka.setPreValidateHostAndPort(false);
        kafka.setAdditionalProperties(new HashMap<>(bus.login()));
        // by default a client that finds no broker forgets its topics, and then waits for them anew with every single record
        kafka.getAdditionalProperties().put("metadata.recovery.strategy", "none");
        kafka.setReconnectBackoffMaxMs(2_000);
        kafka.setMetadataMaxAgeMs(10_000);
        kafka.setShutdownTimeout(5_000);
        publish(kafka);
        read(kafka);
        if (bus.alone()) {
            // who starts again after a kill reads on at once, instead of waiting until the one who died is missed
            kafka.setGroupInstanceId(READER);
        }
        return kafka;
    }

    /** In order, on disk when it is acknowledged, and told soon when it is not. */
    private static void publish(KafkaConfiguration kafka) {
        kafka.setRequestRequiredAcks("all");
        kafka.setEnableIdempotence(true);
        kafka.setMaxInFlightRequest(5);
        kafka.setLingerMs(0);
        kafka.setMaxBlockMs(2_000);
        kafka.setRequestTimeoutMs(4_000);
        kafka.setDeliveryTimeoutMs(5_000);
    }

    /** In batches, from where the last one ended that was done; again from there when one fails or Kafka does not answer. */
    private static void read(KafkaConfiguration kafka) {
        kafka.setBatching(true);
        kafka.setMaxPollRecords(500);
        // a batch is handed over when the next look at the bus is over, at the latest after these milliseconds
        kafka.setPollTimeoutMs(25L);
        kafka.setBatchingIntervalMs(1);
        // a stop waits for as long as the last look at the bus does
        kafka.setFetchWaitMaxMs(500);
        kafka.setAutoOffsetReset("earliest");
        kafka.setAutoCommitEnable(false);
        kafka.setAllowManualCommit(true);
        kafka.setBreakOnFirstError(true);
        kafka.setPollOnError(PollOnError.RECONNECT);
        kafka.setSessionTimeoutMs(10_000);
        kafka.setHeartbeatIntervalMs(3_000);
    }
}
