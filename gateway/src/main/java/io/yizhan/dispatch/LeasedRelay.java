package io.yizhan.dispatch;

import io.yizhan.delivery.Outbox;
import io.yizhan.store.Leases;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread at a time. */
final class LeasedRelay implements Relay {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final String NAME = "relay";
    private static final Duration LEASE = Duration.ofSeconds(5);
    /** Well before it ends, and not for every message. */
    private static final Duration RENEWED_AFTER = Duration.ofSeconds(1);
    private static final int MOST = 500;

    private final Outbox outbox;
    private final Leases leases;
    private final Duration forgotten;
    private final InstantSource clock;
    private final Desk.Steps steps;
    private Optional<Leases.Lease> lease = Optional.empty();
    private Instant renewed = Instant.MIN;
    private Instant looked = Instant.MIN;

    LeasedRelay(Outbox outbox, Leases leases, Duration forgotten, InstantSource clock, Desk.Steps steps) {
        this.outbox = outbox;
        this.leases = leases;
        this.forgotten = forgotten;
        this.clock = clock;
        this.steps = steps;
    }

    @Override
    public synchronized List<Outbox.Notice> take() {
        Instant now = clock.instant();
        if (!holding(now)) {
            return List.of();
        }
        if (now.isAfter(looked.plus(RENEWED_AFTER)) || now.isBefore(looked)) {
            int again = outbox.again(now.minus(forgotten), now);
            if (again > 0) {
                LOG.warn("{} messages were published and not expanded within {} s: they are published again", again, forgotten.toSeconds());
            }
            looked = now;
        }
        return outbox.unpublished(MOST);
    }

    private boolean holding(Instant now) {
        boolean fresh = lease.isPresent() && now.isBefore(renewed.plus(RENEWED_AFTER)) && !now.isBefore(renewed);
        if (fresh || lease.isPresent() && leases.renew(lease.get(), LEASE)) {
            renewed = fresh ? renewed : now;
            return true;
        }
        lease = leases.take(NAME, LEASE);
        renewed = now;
        return lease.isPresent();
    }

    @Override
    public void published(List<Outbox.Notice> notices) {
        steps.reached("relayed");
        outbox.published(notices, clock.instant());
    }

    @Override
    public synchronized void close() {
        lease.ifPresent(leases::giveBack);
        lease = Optional.empty();
    }
}
