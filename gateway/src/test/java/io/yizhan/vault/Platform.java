package io.yizhan.vault;

import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A platform that gives secrets by two steps, as a test tells it to: the long-lived one brings "refresh" and "call", "refresh" brings "call". */
final class Platform implements BorrowedSecrets.Source {
    static final Duration LIFE = Duration.ofMinutes(15);

    private final InstantSource clock;
    private final AtomicInteger given = new AtomicInteger();
    private final Queue<RefusalCode> refusals = new ArrayDeque<>();
    private final List<Set<String>> asked = new CopyOnWriteArrayList<>();
    private volatile CompletableFuture<Void> ready = CompletableFuture.completedFuture(null);
    private volatile boolean refreshIsKnown = true;

    Platform(InstantSource clock) {
        this.clock = clock;
    }

    /** What it was asked with so far, one set of names each. */
    List<Set<String>> asked() {
        return asked;
    }

    void refuses(RefusalCode... next) {
        refusals.addAll(List.of(next));
    }

    /** It does not answer before this. */
    void waitsFor(CompletableFuture<Void> signal) {
        ready = signal;
    }

    void forgetsWhatItGave() {
        refreshIsKnown = false;
    }

    @Override
    public String wanted() {
        return "call";
    }

    @Override
    public Duration longest() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Outcome<Map<String, FreshSecret>> fetch(Map<String, byte[]> alive, Duration left) {
        asked.add(Set.copyOf(alive.keySet()));
        ready.join();
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals.remove(), "");
        }
        if (!alive.containsKey("refresh")) {
            return Outcome.of(Map.of("refresh", fresh("refresh", Duration.ofHours(48)), "call", fresh("call", LIFE)));
        }
        return refreshIsKnown ? Outcome.of(Map.of("call", fresh("call", LIFE))) : Outcome.refused(RefusalCode.ENDPOINT_REFUSED, "");
    }

    private FreshSecret fresh(String name, Duration life) {
        return new FreshSecret((name + "-" + given.incrementAndGet()).getBytes(StandardCharsets.UTF_8), clock.instant().plus(life));
    }
}
