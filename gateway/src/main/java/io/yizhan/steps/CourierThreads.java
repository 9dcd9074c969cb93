package io.yizhan.steps;

import io.yizhan.delivery.Outbox;
import io.yizhan.dispatch.Dispatch;
import io.yizhan.dispatch.Dispatch.Begun;
import io.yizhan.dispatch.Dispatch.Taken;
import io.yizhan.dispatch.Relay;
import io.yizhan.intake.Intake;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Each thread does its round until nothing is left, then waits to be woken or for a moment to pass: other nodes ring no bell here. */
final class CourierThreads implements Couriers {
    private static final Logger LOG = LoggerFactory.getLogger(Couriers.class);
    private static final String RELAY = "direct:relay";
    /** What camel-kafka takes as key and topic of one record. */
    static final String KEY = "kafka.KEY";
    static final String TOPIC = "kafka.OVERRIDE_TOPIC";
    private static final long IDLE_MILLIS = 200;
    private static final long TROUBLED_MILLIS = 1_000;
    private static final long RECOVERY_MILLIS = 1_000;
    private static final long STOPPING_SECONDS = 20;

    private final Relay relay;
    private final Dispatch dispatch;
    private final Readers readers;
    private final int workers;
    private final UnaryOperator<String> topics;
    private final BooleanSupplier bus;
    private final Bell accepted = new Bell();
    private final Bell due = new Bell();
    private final Semaphore free;
    private final ExecutorService under;
    private final List<Thread> rounds = new ArrayList<>();
    private final AtomicReference<Function<Taken, Optional<Begun>>> leaving = new AtomicReference<>(taken -> Optional.empty());
    private volatile boolean closed;

    CourierThreads(Relay relay, Dispatch dispatch, Intake intake, int workers, UnaryOperator<String> topics, BooleanSupplier bus) {
        this.relay = relay;
        this.dispatch = dispatch;
        this.readers = new Readers(intake);
        this.workers = workers;
        this.topics = topics;
        this.bus = bus;
        this.free = new Semaphore(workers);
        this.under = Executors.newCachedThreadPool(task -> daemon(task, "delivery"));
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** One round of a thread's work; true where there may be more at once. */
    @FunctionalInterface
    private interface Round {
        boolean go() throws InterruptedException;
    }

    @Override
    public void accepted() {
        accepted.ring();
    }

    @Override
    public void expanded() {
        due.ring();
    }

    @Override
    public void start(CamelContext camel) {
        ProducerTemplate template = camel.createProducerTemplate();
        begin("relay", accepted, IDLE_MILLIS, () -> publish(camel, template));
        begin("despatch", due, IDLE_MILLIS, () -> deliver(camel, template));
        begin("recovery", new Bell(), RECOVERY_MILLIS, this::recover);
        begin("inquiry", new Bell(), RECOVERY_MILLIS, () -> {
            if (dispatch.inquire() > 0) {
                due.ring();
            }
            return false;
        });
        begin("look into tables", new Bell(), RECOVERY_MILLIS, () -> readers.go(camel, template));
        leaving.set(taken -> leave(camel, template, taken));
    }

    private void begin(String name, Bell bell, long idle, Round round) {
        Thread thread = daemon(() -> rounds(name, bell, idle, round), name);
        rounds.add(thread);
        thread.start();
    }

    private void rounds(String name, Bell bell, long idle, Round round) {
        boolean troubled = false;
        try {
            while (!closed) {
                try {
                    if (!round.go()) {
                        bell.await(idle);
                    }
                    troubled = false;
                } catch (RuntimeException outage) {
                    // not its message, which may quote values; once, not every second, and not for being stopped: that loses nothing
                    if (!troubled && !closed) {
                        LOG.warn("the {} has to wait: {}", name, Track.where(outage));
                    }
                    troubled = true;
                    bell.await(TROUBLED_MILLIS);
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean publish(CamelContext camel, ProducerTemplate template) {
        if (!bus.getAsBoolean()) {
            return false;
        }
        List<Outbox.Notice> notices = relay.take();
        if (notices.isEmpty()) {
            return false;
        }
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(notices.stream().map(notice -> record(camel, notice)).toList());
        template.send(RELAY, exchange);
        if (exchange.getException() != null) {
            throw new NotPublished(exchange.getException());
        }
        relay.published(notices);
        return true;
    }

    private Message record(CamelContext camel, Outbox.Notice notice) {
        DefaultMessage message = new DefaultMessage(camel);
        message.setHeader(TOPIC, topics.apply(notice.kind()));
        message.setHeader(KEY, notice.subject().orElse(notice.message().toString()));
        message.setBody(notice.message().toString());
        return message;
    }

    private boolean deliver(CamelContext camel, ProducerTemplate template) throws InterruptedException {
        free.acquire();
        free.release();
        List<Taken> taken = dispatch.claim(free.availablePermits());
        for (Taken each : taken) {
            free.acquire();
            under.execute(() -> deliver(camel, template, each));
        }
        return !taken.isEmpty();
    }

    private void deliver(CamelContext camel, ProducerTemplate template, Taken taken) {
        try {
            through(camel, template, taken);
        } finally {
            free.release();
            due.ring();
        }
    }

    @Override
    public Optional<Begun> leave(Taken taken) {
        return leaving.get().apply(taken);
    }

    private Optional<Begun> leave(CamelContext camel, ProducerTemplate template, Taken taken) {
        return Optional.ofNullable(through(camel, template, taken).getProperty(DispatchSteps.LEFT, Begun.class));
    }

    private Exchange through(CamelContext camel, ProducerTemplate template, Taken taken) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.setProperty(DispatchSteps.TAKEN, taken);
        template.send("direct:" + taken.claimed().kind() + ".dispatch", exchange);
        if (exchange.getException() != null) {
            LOG.error("a delivery was broken off: {}", Track.where(exchange.getException()));
            dispatch.broken(taken, exchange.getException());
        }
        return exchange;
    }

    private boolean recover() {
        if (dispatch.recover() > 0) {
            due.ring();
        }
        return false;
    }

    @Override
    public void close() {
        closed = true;
        rounds.forEach(Thread::interrupt);
        try {
            for (Thread thread : rounds) {
                thread.join(TimeUnit.SECONDS.toMillis(STOPPING_SECONDS));
            }
            under.shutdown();
            readers.close();
            free.tryAcquire(workers, STOPPING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    /** The bus took none, some or all of them: they are published again. */
    private static final class NotPublished extends RuntimeException {
        NotPublished(Exception cause) {
            super("the bus did not take what was published", cause);
        }
    }
}
