package io.yizhan.vault;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;

/** One {@link Shelf} per place, which is one for each registered key at most. */
final class RememberedSecrets implements IssuedSecrets {
    /** A fixed form, letters and digits: in a text that is signed no secret can run into what stands beside it. */
    private static final String CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 32;

    private final Map<SecretPlace, Shelf> places = new ConcurrentHashMap<>();
    private final SealedSecrets table;
    private final RandomGenerator random;

    RememberedSecrets(SealedSecrets table, RandomGenerator random) {
        this.table = table;
        this.random = random;
    }

    private Shelf at(SecretPlace place) {
        return places.computeIfAbsent(place, first -> new Shelf());
    }

    @Override
    public List<LiveSecret> remembered(SecretPlace place, Instant now) {
        return at(place).alive(now);
    }

    @Override
    public List<LiveSecret> lookUp(SecretPlace place, Instant now) {
        return at(place).lookUp(() -> table.alive(place, now), now);
    }

    /** Of those who ask at the same time, on whatever node, one makes the secret and the others are given the same. */
    @Override
    public Map<String, LiveSecret> issue(SecretPlace place, Map<String, Duration> lives, Instant now) {
        return table.jdbi().inTransaction(handle -> {
            handle.execute("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", place.toString());
            List<LiveSecret> alive = table.alive(handle, place, now);
            Map<String, LiveSecret> issued = new TreeMap<>();
            lives.forEach((name, life) -> issued.put(name, alive.stream()
                    .filter(secret -> secret.name().equals(name) && secret.youngerThanHalfItsLife(now))
                    .findFirst()
                    .orElseGet(() -> fresh(handle, place, name, now, life))));
            return issued;
        });
    }

    private LiveSecret fresh(Handle handle, SecretPlace place, String name, Instant now, Duration life) {
        StringBuilder text = new StringBuilder();
        random.ints(LENGTH, 0, CHARACTERS.length()).forEach(index -> text.append(CHARACTERS.charAt(index)));
        return table.add(handle, place, name, new FreshSecret(text.toString().getBytes(StandardCharsets.US_ASCII), now.plus(life)), now);
    }

    @Override
    public void forget(Instant now) {
        places.values().removeIf(shelf -> shelf.alive(now).isEmpty());
    }

    /** What is remembered of one place. Of many who look at the same time not all need to: whoever asked before a look began is served by it. */
    private static final class Shelf {
        private final AtomicLong asked = new AtomicLong();
        private volatile List<LiveSecret> secrets = List.of();
        private long served;

        List<LiveSecret> alive(Instant now) {
            return secrets.stream().filter(secret -> !secret.over(now)).toList();
        }

        List<LiveSecret> lookUp(Supplier<List<LiveSecret>> look, Instant now) {
            long turn = asked.incrementAndGet();
            synchronized (this) {
                if (served < turn) {
                    long before = asked.get();
                    secrets = List.copyOf(look.get());
                    served = before;
                }
            }
            return alive(now);
        }
    }
}
