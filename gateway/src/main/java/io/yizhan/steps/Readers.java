package io.yizhan.steps;

import io.yizhan.dispatch.Acceptance.Accepted;
import io.yizhan.dispatch.Acceptance.Listed;
import io.yizhan.intake.Intake;
import io.yizhan.intake.Intake.Row;
import io.yizhan.intake.Intake.Turn;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.DefaultExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads all sources that rows come from, each on a thread of its own while it is being read: one that hangs holds up no other. */
final class Readers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Couriers.class);
    /** The gateway's own trouble, which passes: the row stays as it is. */
    private static final Set<RefusalCode> PASSING = Set.of(RefusalCode.EVIDENCE_UNAVAILABLE, RefusalCode.GATEWAY_UNAVAILABLE);

    private static final long STOPPING_SECONDS = 10;

    private final Intake intake;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final Set<String> troubled = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "intake");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean closed;

    Readers(Intake intake) {
        this.intake = intake;
    }

    /** Begins with every source that is not being read. */
    boolean go(CamelContext camel, ProducerTemplate template) {
        for (String source : intake.sources()) {
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
            Optional<Turn> turn = intake.begin(source);
            if (turn.isPresent()) {
                try (Turn mine = turn.get()) {
                    all(camel, template, mine);
                }
                troubled.remove(source);
            }
        } catch (RuntimeException outage) {
            // not its message, which may quote values; once, not every second, and not for being stopped: that loses nothing
            if (!closed && troubled.add(source)) {
                LOG.warn("{} cannot be read: {}", source, Track.where(outage));
            }
        }
    }

    private void all(CamelContext camel, ProducerTemplate template, Turn turn) {
        boolean more = true;
        while (more && !closed) {
            List<Row> rows = turn.news();
            boolean known = turn.together() > 1 ? sideBySide(camel, template, rows, turn.together()) : oneByOne(camel, template, rows);
            more = known && turn.settled();
        }
    }

    /** @return false where it is not known what became of one: it is read again, and those after it are not to overtake it */
    private boolean oneByOne(CamelContext camel, ProducerTemplate template, List<Row> rows) {
        return rows.stream().allMatch(row -> !closed && take(camel, template, row));
    }

    /** Waits for all that were begun. @return false where it is not known of each what became of it */
    private boolean sideBySide(CamelContext camel, ProducerTemplate template, List<Row> rows, int together) {
        Semaphore free = new Semaphore(together);
        List<CompletableFuture<Boolean>> begun = new ArrayList<>();
        for (Row row : rows) {
            free.acquireUninterruptibly();
            if (closed) {
                break;
            }
            begun.add(CompletableFuture.supplyAsync(() -> take(camel, template, row), threads).whenComplete((known, failed) -> free.release()));
        }
        CompletableFuture<?> all = CompletableFuture.allOf(begun.toArray(CompletableFuture[]::new));
        all.join();
        return begun.size() == rows.size() && begun.stream().allMatch(CompletableFuture::join);
    }

    private boolean take(CamelContext camel, ProducerTemplate template, Row row) {
        return row.stage().fold(
                stage -> through(camel, template, row, stage),
                refusal -> {
                    row.rejected(refusal);
                    return true;
                });
    }

    private boolean through(CamelContext camel, ProducerTemplate template, Row row, Listed stage) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.setProperty(Track.STAGE, stage);
        template.send("direct:" + row.kind(), exchange);
        return settle(row, exchange);
    }

    private boolean settle(Row row, Exchange exchange) {
        Optional<Refusal> refused = Optional.ofNullable(exchange.getProperty(Track.REFUSAL, Refusal.class));
        if (exchange.getProperty(Track.STAGE) instanceof Accepted) {
            row.taken();
            return true;
        }
        if (refused.filter(refusal -> !PASSING.contains(refusal.code())).isPresent()) {
            row.rejected(refused.get());
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
