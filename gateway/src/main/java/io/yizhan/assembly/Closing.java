package io.yizhan.assembly;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was started, to be closed the other way round; one that fails to close keeps no other from it. */
final class Closing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    synchronized <T extends AutoCloseable> T add(T resource) {
        started.push(resource);
        return resource;
    }

    /** Lets something be closed before everything that was added until now. */
    synchronized void first(AutoCloseable resource) {
        started.remove(resource);
        started.push(resource);
    }

    /** Runs a start; when it fails, closes what it had started so far. */
    <T> T orClose(Supplier<T> start) {
        try {
            return start.get();
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    @Override
    public synchronized void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception failed) {
                LOG.warn("something did not stop in an orderly way: {}", failed.getClass().getName());
            }
        }
    }
}
