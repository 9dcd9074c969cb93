package io.yizhan.vault;

import io.yizhan.vault.BorrowedSecrets.Source;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this node knows of one place: the secret it holds, whether one is being fetched, and whether that failed just now. */
final class Borrowing {
    private static final Logger LOG = LoggerFactory.getLogger(BorrowedSecrets.class);
    /** Of a number, when none is. */
    private static final long NONE = 0;

    private final SecretPlace place;
    private final Fetching fetching;
    private final Executor threads;
    private final InstantSource clock;

    private Optional<LiveSecret> held = Optional.empty();
    private Optional<CompletableFuture<Outcome<LiveSecret>>> coming = Optional.empty();
    private Optional<Refusal> failure = Optional.empty();
    private Instant failedAt = Instant.EPOCH;
    private Instant turnedDownAt = Instant.EPOCH;
    private long turnedDown = NONE;

    Borrowing(SecretPlace place, Fetching fetching, Executor threads, InstantSource clock) {
        this.place = place;
        this.fetching = fetching;
        this.threads = threads;
        this.clock = clock;
    }

    Outcome<LiveSecret> current(Source source, Duration patience) {
        CompletableFuture<Outcome<LiveSecret>> awaited;
        synchronized (this) {
            Instant now = clock.instant();
            Optional<Refusal> justFailed = failure.filter(refusal -> now.isBefore(failedAt.plus(Fetching.REST)));
            Optional<LiveSecret> usable = held.filter(secret -> !secret.over(now));
            if (usable.filter(secret -> secret.due(now)).isPresent() && justFailed.isEmpty()) {
                begin(source);
            }
            if (usable.isPresent() || justFailed.isPresent()) {
                return usable.map(Outcome::of).orElseGet(() -> Outcome.refused(justFailed.get()));
            }
            awaited = begin(source);
        }
        return await(awaited, patience);
    }

    /** The one that is under way, or a new one. It cannot end before it is remembered here: its end waits for this lock. */
    private CompletableFuture<Outcome<LiveSecret>> begin(Source source) {
        if (coming.isEmpty()) {
            long known = held.map(LiveSecret::number).orElse(turnedDown);
            coming = Optional.of(CompletableFuture.supplyAsync(() -> fetch(source, known), threads));
        }
        return coming.get();
    }

    private Outcome<LiveSecret> fetch(Source source, long known) {
        Outcome<LiveSecret> outcome = Outcome.refused(RefusalCode.GATEWAY_FAULT, "");
        try {
            outcome = fetching.obtain(place, source, known);
        } catch (JdbiException outage) {
            // not the message: the database may quote values in it
            LOG.warn("the database is out of reach for a short-lived secret {}: {}", place, outage.getClass().getSimpleName());
            outcome = Outcome.refused(RefusalCode.EVIDENCE_UNAVAILABLE, "");
        } finally {
            settle(outcome);
        }
        return outcome;
    }

    private synchronized void settle(Outcome<LiveSecret> outcome) {
        coming = Optional.empty();
        failure = outcome.fold(this::hold, this::fail);
    }

    private Optional<Refusal> hold(LiveSecret secret) {
        held = Optional.of(secret);
        return Optional.empty();
    }

    private Optional<Refusal> fail(Refusal refusal) {
        failedAt = clock.instant();
        LOG.warn("no short-lived secret {}: {}", place, refusal.code().code());
        return Optional.of(refusal);
    }

    private static Outcome<LiveSecret> await(CompletableFuture<Outcome<LiveSecret>> awaited, Duration patience) {
        try {
            return awaited.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return Outcome.refused(RefusalCode.ENDPOINT_TIMEOUT, "");
        } catch (ExecutionException defect) {
            throw defect.getCause() instanceof RuntimeException itself ? itself : new IllegalStateException(defect.getCause());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Outcome.refused(RefusalCode.ENDPOINT_UNAVAILABLE, "");
        }
    }

    /** Of many calls made with the same secret, the first to be told has it replaced; a platform that takes none at all does not make a storm. */
    synchronized boolean turnDown(LiveSecret secret) {
        if (held.filter(current -> current.number() == secret.number()).isEmpty()) {
            return true;
        }
        Instant now = clock.instant();
        if (now.isBefore(turnedDownAt.plus(Fetching.REST))) {
            return false;
        }
        turnedDownAt = now;
        turnedDown = secret.number();
        held = Optional.empty();
        return true;
    }

    synchronized boolean idle(Instant now) {
        return coming.isEmpty() && held.filter(secret -> !secret.over(now)).isEmpty() && now.isAfter(turnedDownAt.plus(Fetching.REST));
    }
}
