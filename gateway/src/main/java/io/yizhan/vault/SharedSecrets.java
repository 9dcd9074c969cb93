package io.yizhan.vault;

import io.yizhan.vocabulary.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One {@link Borrowing} per place. As many threads as there are places that just then need a secret. */
final class SharedSecrets implements BorrowedSecrets {
    private final Map<SecretPlace, Borrowing> places = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "short-lived-secrets");
        thread.setDaemon(true);
        return thread;
    });
    private final Fetching fetching;
    private final InstantSource clock;

    SharedSecrets(Fetching fetching, InstantSource clock) {
        this.fetching = fetching;
        this.clock = clock;
    }

    @Override
    public Outcome<LiveSecret> current(SecretPlace place, Source source, Duration patience) {
        return at(place).current(source, patience);
    }

    @Override
    public boolean turnDown(SecretPlace place, LiveSecret secret) {
        return at(place).turnDown(secret);
    }

    private Borrowing at(SecretPlace place) {
        return places.computeIfAbsent(place, first -> new Borrowing(place, fetching, threads, clock));
    }

    /** Places whose secret is over may not be asked for again: their endpoint may be gone. */
    @Override
    public int forget(Instant now) {
        places.values().removeIf(place -> place.idle(now));
        return fetching.table().forget(now);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
