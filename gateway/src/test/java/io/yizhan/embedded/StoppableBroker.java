package io.yizhan.embedded;

import io.yizhan.testing.Kafka;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;

/** A Kafka that a test stops and starts as it likes, always at the same address; not running at first. */
public final class StoppableBroker implements AutoCloseable {
    private final BrokerDirectory directory;
    private final BrokerPlan plan;
    private EmbeddedBroker broker;

    public StoppableBroker(Path data) {
        directory = new BrokerDirectory(data);
        plan = BrokerPlan.in(directory.path());
    }

    public String address() {
        return plan.address();
    }

    public Kafka kafka() {
        return new Kafka(address());
    }

    /** With what it had before; returns when it runs. */
    public void start() throws Exception {
        if (!directory.used()) {
            directory.make(new SecureRandom(), BrokerPlan.NODE, BrokerPlan.CONTROLLER_LISTENER);
        }
        broker = new EmbeddedBroker(plan);
        broker.awaitStart(new CompletableFuture<>());
    }

    public void stop() {
        if (broker != null) {
            broker.close();
            broker = null;
        }
    }

    /** Everything it had is gone the next time. */
    public void lose() throws Exception {
        directory.delete();
    }

    @Override
    public void close() {
        stop();
    }
}
