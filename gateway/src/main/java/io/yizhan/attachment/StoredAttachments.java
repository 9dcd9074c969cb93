package io.yizhan.attachment;

import io.yizhan.attachment.AttachmentRows.Row;
import io.yizhan.attachment.AttachmentRows.State;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.RefusalCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Contents in depots, what is known of them in the database. While a content is kept or removed its digest is held there by a lock, so that
 * nobody removes what another has just kept.
 */
final class StoredAttachments implements Attachments {
    private static final Logger LOG = LoggerFactory.getLogger(Attachments.class);

    private final Jdbi jdbi;
    private final Map<String, Depot> depots;
    private final AttachmentLimits limits;
    private final InstantSource clock;
    private final Arrivals arrivals;

    StoredAttachments(Jdbi jdbi, Path arriving, List<Depot> depots, AttachmentLimits limits, InstantSource clock) {
        this.jdbi = jdbi;
        this.depots = depots.stream().collect(Collectors.toMap(Depot::name, Function.identity()));
        this.limits = limits;
        this.clock = clock;
        this.arrivals = new Arrivals(jdbi, arriving, depots.get(0), limits, clock);
    }

    static <T> Outcome<T> answered(Supplier<Outcome<T>> work) {
        try {
            return work.get();
        } catch (JdbiException unreachable) {
            // not the message: the database may quote values in it
            LOG.warn("attachments cannot be looked up: {}", unreachable.getClass().getSimpleName());
            return Outcome.refused(RefusalCode.GATEWAY_UNAVAILABLE, "");
        }
    }

    @Override
    public Outcome<Optional<Progress>> progress(Item item) {
        return answered(() -> Outcome.of(jdbi.withHandle(handle -> {
            AttachmentRows rows = new AttachmentRows(handle);
            Optional<Progress> whole = rows.allowed(item, clock.instant()).stream().findFirst().map(row -> new Progress(row.size(), row.size(), true));
            return whole.or(() -> rows.find(item, false)
                    .filter(row -> row.state() == State.ARRIVING)
                    .map(row -> new Progress(arrivals.there(item, row.lot()), row.size(), false)));
        })));
    }

    @Override
    public Outcome<Upload> upload(Item item, Part part) {
        return arrivals.upload(item, part);
    }

    // ---- going out ----

    @Override
    public Outcome<Content> open(Item item) {
        return answered(() -> opened(item.digest(), jdbi.withHandle(handle -> new AttachmentRows(handle).allowed(item, clock.instant())).stream()
                .map(Row::depot)
                .collect(Collectors.toSet())));
    }

    @Override
    public Outcome<Content> open(Digest digest, Environment environment) {
        return answered(() -> opened(digest, jdbi.withHandle(handle -> new AttachmentRows(handle).depots(digest, environment))));
    }

    private Outcome<Content> opened(Digest digest, Set<String> names) {
        try {
            for (String name : names) {
                Optional<Content> content = depots.containsKey(name) ? depots.get(name).open(digest) : Optional.empty();
                if (content.isPresent()) {
                    return Outcome.of(content.get());
                }
            }
        } catch (IOException failed) {
            LOG.warn("a content cannot be opened: {}", failed.getClass().getName());
            return Outcome.refused(RefusalCode.GATEWAY_UNAVAILABLE, "");
        }
        if (!names.isEmpty()) {
            LOG.error("a content the database speaks of is in none of the depots {}", names);
            return Outcome.refused(RefusalCode.GATEWAY_UNAVAILABLE, "");
        }
        return Outcome.refused(RefusalCode.NO_SUCH_FILE, "");
    }

    // ---- what messages speak of ----

    @Override
    public List<Boolean> there(Handle handle, List<Item> items) {
        if (items.isEmpty()) {
            return List.of();
        }
        AttachmentRows rows = new AttachmentRows(handle);
        Set<Item> brought = rows.locked(items);
        Set<Object> known = brought.stream().map(one -> List.of(one.digest(), one.environment())).collect(Collectors.toSet());
        Set<Item> granted = rows.granted(items, clock.instant());
        return items.stream()
                .map(item -> brought.contains(item) || granted.contains(item) && known.contains(List.of(item.digest(), item.environment())))
                .toList();
    }

    @Override
    public void grant(Handle handle, List<Grant> grants) {
        Map<List<Object>, Grant> longest = new TreeMap<>(Comparator.comparing(Object::toString));
        for (Grant grant : grants) {
            longest.merge(List.of(grant.item(), grant.message()), grant, (one, other) -> one.until().isAfter(other.until()) ? one : other);
        }
        if (!longest.isEmpty()) {
            new AttachmentRows(handle).grant(List.copyOf(longest.values()));
        }
    }

    @Override
    public void letGo(Handle handle, Item item, MessageId message, boolean alone) {
        AttachmentRows rows = new AttachmentRows(handle);
        // whoever grants it at this moment holds the same rows
        rows.locked(List.of(item));
        rows.revoke(item, message);
        if (alone) {
            rows.leave(item);
        }
    }

    // ---- what nobody needs ----

    @Override
    public Set<Digest> pushed(String endpoint, Collection<Digest> digests) {
        return digests.isEmpty() ? Set.of() : jdbi.withHandle(handle -> new AttachmentRows(handle).pushed(endpoint, digests));
    }

    @Override
    public void push(String endpoint, Digest digest) {
        jdbi.useHandle(handle -> new AttachmentRows(handle).push(endpoint, digest, clock.instant()));
    }

    @Override
    public List<MessageId> ending(Instant before) {
        return jdbi.withHandle(handle -> new AttachmentRows(handle).ending(before));
    }

    @Override
    public void prolong(List<MessageId> messages, Instant until) {
        if (!messages.isEmpty()) {
            jdbi.useTransaction(handle -> new AttachmentRows(handle).prolong(messages, until));
        }
    }

    @Override
    public int forget(Instant now) {
        Set<Digest> leaving = jdbi.inTransaction(handle -> {
            AttachmentRows rows = new AttachmentRows(handle);
            rows.forgetGrants(now);
            return rows.leaving(now, limits);
        });
        for (Digest digest : leaving) {
            jdbi.useTransaction(handle -> letGo(new AttachmentRows(handle), digest));
        }
        arrivals.sweep();
        return leaving.size();
    }

    private void letGo(AttachmentRows rows, Digest digest) {
        rows.hold(digest);
        if (!rows.isKept(digest)) {
            depots.values().forEach(one -> remove(one, digest));
        }
        rows.gone(digest);
    }

    private static void remove(Depot depot, Digest digest) {
        try {
            depot.remove(digest);
        } catch (IOException failed) {
            throw new AttachmentFailed(failed);
        }
    }

    @Override
    public void close() {
        depots.values().forEach(Depot::close);
    }
}
