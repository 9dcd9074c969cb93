package io.yizhan.vault;

import io.yizhan.store.Leases;
import io.yizhan.store.Leases.Lease;
import io.yizhan.vault.BorrowedSecrets.Source;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Gets the secret of a place: from the database, where another node has put it; else from its source, one node at a time. */
record Fetching(SealedSecrets table, Leases leases, InstantSource clock, LongSupplier nanos) {
    /** For how long a failure is not repeated. */
    static final Duration REST = Duration.ofSeconds(1);

    /** What writing the secret down may take. */
    private static final Duration MARGIN = Duration.ofSeconds(2);
    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(50);
    /** No chain of grants is longer, one that has to begin anew included. */
    private static final int STEPS = 4;

    /**
     * @param known number of the secret that is not good enough any more
     */
    Outcome<LiveSecret> obtain(SecretPlace place, Source source, long known) {
        Duration longest = source.longest().plus(MARGIN);
        // a node that dies holding the lease delays the others until it ends, and then one of them has its turn
        long end = nanos.getAsLong() + longest.multipliedBy(2).toNanos();
        while (nanos.getAsLong() - end < 0) {
            Optional<LiveSecret> there = there(place, source, known);
            Optional<Lease> lease = there.isPresent() ? Optional.empty() : leases.take("secret " + place, longest);
            if (there.isPresent() || lease.isPresent()) {
                return there.map(Outcome::of).orElseGet(() -> inTurn(lease.orElseThrow(), place, source, known));
            }
            LockSupport.parkNanos(LOOK_AGAIN);
        }
        return Outcome.refused(RefusalCode.ENDPOINT_TIMEOUT, "");
    }

    /**
     * Looks again, since whoever had its turn before may have brought one. After a failure the lease is kept for a while, so that the other
     * nodes do not repeat it either; after a defect or an outage it ends by itself.
     */
    private Outcome<LiveSecret> inTurn(Lease lease, SecretPlace place, Source source, long known) {
        Outcome<LiveSecret> outcome = there(place, source, known).map(Outcome::of).orElseGet(() -> fetched(place, source));
        if (outcome instanceof Outcome.Refused<LiveSecret>) {
            leases.renew(lease, REST);
        } else {
            leases.giveBack(lease);
        }
        return outcome;
    }

    private Optional<LiveSecret> there(SecretPlace place, Source source, long known) {
        return table.alive(place, clock.instant()).stream()
                .filter(secret -> secret.name().equals(source.wanted()) && secret.number() != known)
                .findFirst();
    }

    /** Step by step; what is refused with a short-lived secret in hand is asked for once more with none. */
    private Outcome<LiveSecret> fetched(SecretPlace place, Source source) {
        long end = nanos.getAsLong() + source.longest().toNanos();
        Map<String, byte[]> alive = onTheWay(place, source);
        Map<String, FreshSecret> brought = new HashMap<>();
        for (int step = 0; step < STEPS; step++) {
            Optional<Refusal> refusal = source.fetch(alive, Duration.ofNanos(end - nanos.getAsLong())).fold(more -> with(brought, more), Optional::of);
            if (brought.containsKey(source.wanted())) {
                return kept(place, source.wanted(), brought);
            }
            if (refusal.isPresent() && (alive.isEmpty() || refusal.get().code() != RefusalCode.ENDPOINT_REFUSED)) {
                return Outcome.refused(refusal.get());
            }
            alive.clear();
            refusal.ifPresentOrElse(no -> brought.clear(), () -> brought.forEach((name, secret) -> alive.put(name, secret.secret())));
        }
        return Outcome.refused(RefusalCode.ENDPOINT_BAD_ANSWER, "");
    }

    private static Optional<Refusal> with(Map<String, FreshSecret> brought, Map<String, FreshSecret> more) {
        brought.putAll(more);
        return Optional.empty();
    }

    private Map<String, byte[]> onTheWay(SecretPlace place, Source source) {
        Map<String, byte[]> alive = new HashMap<>();
        table.alive(place, clock.instant()).stream()
                .filter(secret -> !secret.name().equals(source.wanted()))
                .forEach(secret -> alive.putIfAbsent(secret.name(), secret.secret()));
        return alive;
    }

    private Outcome<LiveSecret> kept(SecretPlace place, String wanted, Map<String, FreshSecret> brought) {
        Instant now = clock.instant();
        Map<String, LiveSecret> kept = table.jdbi().inTransaction(handle -> {
            Map<String, LiveSecret> all = new HashMap<>();
            brought.forEach((name, fresh) -> all.put(name, table.replace(handle, place, name, fresh, now)));
            return all;
        });
        LiveSecret secret = kept.get(wanted);
        return secret.over(now) ? Outcome.refused(RefusalCode.ENDPOINT_BAD_ANSWER, "") : Outcome.of(secret);
    }
}
