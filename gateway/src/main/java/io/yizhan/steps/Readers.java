package io.yizhan.steps;

import io.yizhan.dispatch.Acceptance.Accepted;
import io.yizhan.dispatch.Uploads;
import io.yizhan.dispatch.Uploads.Row;
import io.yizhan.dispatch.Uploads.Turn;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.DefaultExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the tables of all endpoints that have some, each on a thread of its own while it is being read: one that hangs holds up no other. */
final class Readers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Couriers.class);
    /** The gateway's own trouble, which passes: the row stays as it is. */
    private static final Set<RefusalCode> PASSING = Set.of(RefusalCode.EVIDENCE_UNAVAILABLE, RefusalCode.GATEWAY_UNAVAILABLE);

    private static final long STOPPING_SECONDS = 10;

    private final Uploads uploads;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final Set<String> troubled = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "tables");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean closed;

    Readers(Uploads uploads) {
        this.uploads = uploads;
    }

    /** Begins with every endpoint that is not being read. */
    boolean go(CamelContext camel, ProducerTemplate template) {
        for (String source : uploads.sources()) {
            if (busy.add(source)) {
                threads.execute(() -> {
                    try {
                        read(camel, template, source);
                    } finally {
                        busy.remove(source);
                    }
                });
            }
        }
        return false;
    }

    private void read(CamelContext camel, ProducerTemplate template, String source) {
        try {
            Optional<Turn> turn = uploads.begin(source);
            if (turn.isPresent()) {
                try (Turn mine = turn.get()) {
                    all(camel, template, mine);
                }
                troubled.remove(source);
            }
        } catch (RuntimeException outage) {
            // not its message, which may quote values; once, not every second
            if (troubled.add(source)) {
                LOG.warn("the tables of {} cannot be read: {}", source, Track.where(outage));
            }
        }
    }

    private void all(CamelContext camel, ProducerTemplate template, Turn turn) {
        for (Row row : turn.news()) {
            if (closed || !take(camel, template, row)) {
                return;
            }
        }
    }

    /** @return false where it is not known what became of it: it is read again, and those after it are not to overtake it */
    private boolean take(CamelContext camel, ProducerTemplate template, Row row) {
        Optional<Refusal> refusal = uploads.refusal(row);
        if (refusal.isPresent()) {
            uploads.rejected(row, refusal.get());
            return true;
        }
        Exchange exchange = new DefaultExchange(camel);
        exchange.setProperty(Track.STAGE, row.stage());
        template.send("direct:" + row.kind(), exchange);
        return settle(row, exchange);
    }

    private boolean settle(Row row, Exchange exchange) {
        Optional<Refusal> refused = Optional.ofNullable(exchange.getProperty(Track.REFUSAL, Refusal.class));
        if (exchange.getProperty(Track.STAGE) instanceof Accepted) {
            uploads.taken(row);
            return true;
        }
        if (refused.filter(refusal -> !PASSING.contains(refusal.code())).isPresent()) {
            uploads.rejected(row, refused.get());
            return true;
        }
        return false;
    }

    /** What is being read is read to the next row's end: a front-end database that hangs is not waited for. */
    @Override
    public void close() {
        closed = true;
        threads.shutdown();
        try {
            threads.awaitTermination(STOPPING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }
}
