package io.yizhan.embedded;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All threads of one run of a broker. Kafka ends the process when it can go on no longer, with a full disk for instance; here that must end the
 * broker and never the gateway. Which broker is meant is told by the thread that wants the end: a thread belongs to the group of the one that
 * made it.
 */
final class BrokerThreads extends ThreadGroup {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerThreads.class);

    private final CompletableFuture<Void> end = new CompletableFuture<>();

    private BrokerThreads() {
        super("kafka");
    }

    static BrokerThreads group() {
        Exit.setExitProcedure(BrokerThreads::end);
        Exit.setHaltProcedure(BrokerThreads::end);
        return new BrokerThreads();
    }

    /** Done when the broker would have ended the process. */
    CompletableFuture<Void> end() {
        return end;
    }

    /** Work in a thread of this group. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /** @return done, or failed, with the work */
    CompletableFuture<Void> run(String name, Work work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(
                this,
                () -> {
                    try {
                        work.run();
                        done.complete(null);
                    } catch (Exception | Error failed) {
                        done.completeExceptionally(failed);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    private static void end(int status, String reason) {
        for (ThreadGroup group = Thread.currentThread().getThreadGroup(); group != null; group = group.getParent()) {
            if (group instanceof BrokerThreads broker) {
                broker.end.complete(null);
            }
        }
        // whoever ends the process counts on nothing being done after it
        throw new Ended();
    }

    /** Unwinds the thread that wanted to end the process. */
    private static final class Ended extends Error {
        Ended() {
            super("the broker has ended", null, false, false);
        }
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        if (!(failure instanceof Ended)) {
            LOG.warn("Kafka's thread {} ended: {}", thread.getName(), failure.getClass().getName());
        }
    }
}
