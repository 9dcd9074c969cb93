package io.yizhan.embedded;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a broker, from its start to its end. It runs in threads of its own; who started it need only wait. */
final class EmbeddedBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    /** Long enough to read again what a broker that was killed in the middle of much work had written, on a machine that is busy with more. */
    private static final Duration LONGEST_START = Duration.ofSeconds(180);
    /** A sound broker takes leave of its controller at once; a broken one would wait for minutes, unless it is interrupted. */
    private static final Duration LONGEST_LEAVE = OwnBroker.LONGEST_STOP.dividedBy(2);

    private final BrokerThreads threads = BrokerThreads.group();
    private final CompletableFuture<KafkaRaftServer> server = new CompletableFuture<>();
    private final CompletableFuture<Void> started;

    EmbeddedBroker(BrokerPlan plan) {
        started = threads.run("start-kafka", () -> {
            KafkaRaftServer made = new KafkaRaftServer(KafkaConfig.fromProps(plan.properties(), false), Time.SYSTEM);
            server.complete(made);
            made.startup();
        });
    }

    /** Waits until it runs, or something else is done. */
    void awaitStart(CompletableFuture<Void> other) throws BrokerNotStarted, InterruptedException {
        try {
            CompletableFuture.anyOf(started, end(), other).get(LONGEST_START.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw new BrokerNotStarted(failed.getCause().toString(), failed.getCause());
        } catch (TimeoutException stuck) {
            throw new BrokerNotStarted("it takes longer than " + LONGEST_START.toSeconds() + " seconds", stuck);
        }
        if (end().isDone()) {
            throw new BrokerNotStarted("it gave up", null);
        }
    }

    /** Done when it can go on no longer. */
    CompletableFuture<Void> end() {
        return threads.end();
    }

    /** Stops it after its start, however that goes; in bounded time. */
    @Override
    public void close() {
        CompletableFuture<Void> stopped = threads.run("stop-kafka", () -> {
            started.handle((done, failed) -> done).get();
            if (server.isDone()) {
                server.join().shutdown();
            }
        });
        if (!doneWithin(stopped, LONGEST_LEAVE)) {
            threads.interrupt();
            if (!doneWithin(stopped, OwnBroker.LONGEST_STOP.minus(LONGEST_LEAVE))) {
                LOG.warn("Kafka does not stop; it is left as if it had been killed");
            }
        }
    }

    private static boolean doneWithin(CompletableFuture<Void> stopped, Duration time) {
        try {
            stopped.get(time.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException stuck) {
            return false;
        } catch (ExecutionException failed) {
            LOG.warn("Kafka did not stop in an orderly way: {}", failed.getCause().toString());
            return true;
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
