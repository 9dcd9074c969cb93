package io.yizhan.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;

/** Platforms that send, each one message after the other, signed as the national platform does. */
final class Senders {
    private static final long LONGEST_MINUTES = 30;
    private static final int STRETCH = 10_000;

    private final Served gateway;
    private final Recipients recipients;
    private final National sender;
    private final AtomicLong number = new AtomicLong();
    private final String run = Long.toString(System.nanoTime(), 36);

    Senders(Served gateway, Recipients recipients) {
        this.gateway = gateway;
        this.sender = new National(gateway.url(), Partners.SENDER);
        this.recipients = recipients;
    }

    /**
     * @param accepted and {@code delivered}: messages per second
     * @param p50 and {@code p99}: milliseconds from the sending to the arrival at the recipient
     * @param cpu milliseconds of a processor that the gateway and its own PostgreSQL needed for one message
     */
    record Run(double accepted, double delivered, double p50, double p99, double cpu) {
        static Run median(List<Run> runs) {
            List<Run> sorted = runs.stream().sorted(Comparator.comparingDouble(Run::accepted)).toList();
            return sorted.get(sorted.size() / 2);
        }

        @Override
        public String toString() {
            return String.format("accepted %.0f/s delivered %.0f/s latency p50 %.1f ms p99 %.1f ms, gateway %.2f ms CPU per message", accepted, delivered, p50, p99, cpu);
        }
    }

    /** For so many seconds. */
    Run steadily(int senders, int seconds) throws InterruptedException, IOException {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        return all(senders, () -> System.nanoTime() < end);
    }

    /** So many of them; says after each stretch how fast it went. */
    void messages(int senders, int messages) throws InterruptedException, IOException {
        for (int done = 0; done < messages; done += STRETCH) {
            AtomicLong left = new AtomicLong(Math.min(STRETCH, messages - done));
            System.out.printf("  %d of %d: %s%n", done, messages, all(senders, () -> left.decrementAndGet() >= 0));
        }
    }

    private Run all(int senders, BooleanSupplier more) throws InterruptedException, IOException {
        Map<String, Long> sent = new ConcurrentHashMap<>();
        recipients.forget();
        Duration before = gateway.cpu();
        long begin = System.nanoTime();
        each(senders, () -> {
            while (more.getAsBoolean()) {
                String id = "bench-" + run + "-" + number.incrementAndGet();
                sent.put(id, System.nanoTime());
                sender.accepted("s_sys_service_evaluation", evaluation(id, (int) (number.get() % Partners.RECIPIENTS)));
            }
        });
        double took = (System.nanoTime() - begin) / 1e9;
        Histogram latency = new Histogram(3);
        long last = begin;
        for (Map.Entry<String, Long> each : sent.entrySet()) {
            long arrived = arrival(each.getKey());
            last = Math.max(last, arrived);
            latency.recordValue(Math.max(0, arrived - each.getValue()));
        }
        double cpu = gateway.cpu().minus(before).toNanos() / 1e6 / sent.size();
        return new Run(
                sent.size() / took, sent.size() / ((last - begin) / 1e9), latency.getValueAtPercentile(50) / 1e6, latency.getValueAtPercentile(99) / 1e6, cpu);
    }

    private long arrival(String id) throws InterruptedException {
        long patience = System.nanoTime() + Duration.ofMinutes(LONGEST_MINUTES).toNanos();
        Long arrived = recipients.arrival(id);
        while (arrived == null && System.nanoTime() < patience) {
            Thread.sleep(1);
            arrived = recipients.arrival(id);
        }
        if (arrived == null) {
            throw new IllegalStateException(id + " was accepted and never arrived");
        }
        return arrived;
    }

    /** @throws IllegalStateException where one of them failed: what it did not send would be waited for in vain */
    static void each(int threads, Runnable work) throws InterruptedException {
        List<Thread> all = new ArrayList<>();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(work, "sender-" + i);
            thread.setUncaughtExceptionHandler((sender, failed) -> failure.compareAndSet(null, failed));
            all.add(thread);
            thread.start();
        }
        for (Thread thread : all) {
            thread.join();
        }
        if (failure.get() != null) {
            throw new IllegalStateException("a sender failed", failure.get());
        }
    }

    /** Everybody is down until so many wait, then everybody is back. */
    String drain(int waiting) throws InterruptedException {
        recipients.down(true);
        long before = recipients.taken();
        AtomicLong left = new AtomicLong(waiting);
        each(64, () -> {
            while (left.decrementAndGet() >= 0) {
                long next = number.incrementAndGet();
                sender.accepted("s_sys_service_evaluation", evaluation("bench-" + run + "-" + next, (int) (next % Partners.RECIPIENTS)));
            }
        });
        recipients.down(false);
        long begin = System.nanoTime();
        long last = begin;
        long patience = begin + Duration.ofMinutes(LONGEST_MINUTES).toNanos();
        while (recipients.taken() - before < waiting && System.nanoTime() < patience) {
            Thread.sleep(100);
            if (System.nanoTime() - last > 10_000_000_000L) {
                System.out.printf("  %d of %d drained%n", recipients.taken() - before, waiting);
                last = System.nanoTime();
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        return String.format("%d waiting messages drained in %.1f s (%.0f/s)", recipients.taken() - before, seconds, (recipients.taken() - before) / seconds);
    }

    /** @return the median, in milliseconds */
    String cases(int parties, int times) throws InterruptedException {
        List<Double> took = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            String id = "bench-" + run + "-" + number.incrementAndGet();
            long begin = System.nanoTime();
            sender.accepted("s_sys_joint_approval_submit", Submits.national(id, parties));
            while (recipients.copies(id) < parties) {
                Thread.sleep(1);
            }
            took.add((System.nanoTime() - begin) / 1e6);
        }
        took.sort(Comparator.naturalOrder());
        return String.format("%.1f ms", took.get(took.size() / 2));
    }

    private static String evaluation(String id, int recipient) {
        return "{\"request_no\": \"" + id + "\", \"assess_no\": \"" + id + "\", \"object_type\": \"1\", \"object_area_code\": \"" + Partners.region(recipient)
                + "00000000\", \"project_no\": \"" + id + "\", \"source_area_code\": \"000000000000\", \"assess_channel\": \"7\", "
                + "\"assess_number\": 1, \"satisfaction\": \"2\", \"assess_time\": \"2026-04-03 09:00:00\"}";
    }
}
