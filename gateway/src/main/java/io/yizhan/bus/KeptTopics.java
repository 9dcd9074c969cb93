package io.yizhan.bus;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks again and again, in a thread of its own: seldom while all is well, at first often when something is amiss. */
final class KeptTopics implements Topics {
    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final int MOST_DOUBLINGS = 5;
    private static final int LONGEST_ANSWER_MILLIS = 4_000;

    private final Bus bus;
    private final TopicPlan plan;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread round = new Thread(this::round, "topics");
    private volatile boolean present;
    private boolean missed;

    private KeptTopics(Bus bus, TopicPlan plan) {
        this.bus = bus;
        this.plan = plan;
    }

    static Topics keep(Bus bus, TopicPlan plan) {
        KeptTopics topics = new KeptTopics(bus, plan);
        topics.round.setDaemon(true);
        topics.round.start();
        return topics;
    }

    private void round() {
        int failures = 0;
        while (!closesWithin(pause(failures))) {
            try (Admin admin = Admin.create(client())) {
                do {
                    look(admin);
                    failures = 0;
                } while (!closesWithin(LOOK_AGAIN));
            } catch (KafkaException | ExecutionException failed) {
                failures++;
                lost(failures, failed instanceof ExecutionException ? failed.getCause() : failed);
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** None before the first look, then longer and longer, up to as long as between looks that find everything well. */
    private static Duration pause(int failures) {
        return failures == 0 ? Duration.ZERO : FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    }

    private void look(Admin admin) throws ExecutionException, InterruptedException {
        List<NewTopic> missing = plan.missing(admin.listTopics().names().get());
        if (!missing.isEmpty()) {
            make(admin, missing);
        }
        if (missed) {
            LOG.info("Kafka at {} answers again", bus);
        }
        missed = false;
        present = true;
    }

    /** Another node may be at it too. */
    private static void make(Admin admin, List<NewTopic> missing) throws ExecutionException, InterruptedException {
        for (var made : admin.createTopics(missing).values().values()) {
            try {
                made.get();
            } catch (ExecutionException failed) {
                if (!(failed.getCause() instanceof TopicExistsException)) {
                    throw failed;
                }
            }
        }
    }

    /** The first time need not be told: a Kafka that is just starting, or changing its leader, is there the next time. */
    private void lost(int failures, Throwable failure) {
        present = false;
        if (failures > 1 && !missed) {
            missed = true;
            LOG.warn("Kafka at {} cannot be used ({}); what is accepted waits", bus, failure.getClass().getSimpleName());
        }
    }

    private Map<String, Object> client() {
        Map<String, Object> properties = new HashMap<>(bus.client());
        properties.put("client.id", "topics");
        properties.put("default.api.timeout.ms", LONGEST_ANSWER_MILLIS);
        properties.put("request.timeout.ms", LONGEST_ANSWER_MILLIS);
        properties.put("reconnect.backoff.max.ms", LONGEST_ANSWER_MILLIS);
        return properties;
    }

    private boolean closesWithin(Duration time) {
        try {
            return closing.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public boolean present() {
        return present;
    }

    @Override
    public void close() {
        closing.countDown();
        round.interrupt();
    }
}
