package io.yizhan.feed;

import io.yizhan.feed.Publication.Name;
import io.yizhan.vocabulary.Digest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What publications come to, one after the other, beside what is there. For one transaction and one thread. */
final class Judging {
    private final Map<Feed.Line, Long> changes;
    private final Map<Name, Long> current;
    private final Map<Versioned, Digest> known;
    private final List<Kept> kept = new ArrayList<>();
    private final Map<Name, Kept> latest = new LinkedHashMap<>();

    /**
     * @param changes the number of the last change of each feed
     * @param current the version each item stands at
     * @param known the digests of versions that are there
     */
    Judging(Map<Feed.Line, Long> changes, Map<Name, Long> current, Map<Versioned, Digest> known) {
        this.changes = new HashMap<>(changes);
        this.current = new HashMap<>(current);
        this.known = new HashMap<>(known);
    }

    record Versioned(Name name, long version) {}

    /** A version to be kept. @param change empty where nobody is given it */
    record Kept(Publication publication, Digest digest, Optional<Long> change) {}

    Result judge(Publication publication) {
        Versioned version = new Versioned(publication.name(), publication.version());
        Digest digest = publication.digest();
        Optional<Digest> before = Optional.ofNullable(known.putIfAbsent(version, digest));
        if (before.isPresent()) {
            return before.get().equals(digest) ? Result.SAME : Result.CONFLICTING;
        }
        Optional<Long> stands = Optional.ofNullable(current.get(publication.name()));
        if (stands.filter(newer -> newer > publication.version()).isPresent()) {
            kept.add(new Kept(publication, digest, Optional.empty()));
            return Result.SUPERSEDED;
        }
        current.put(publication.name(), publication.version());
        Kept taken = new Kept(publication, digest, Optional.of(changes.merge(publication.name().line(), 1L, Long::sum)));
        kept.add(taken);
        latest.put(publication.name(), taken);
        return publication.withdrawn() ? Result.WITHDRAWN : stands.isPresent() ? Result.UPDATED : Result.NEW;
    }

    /** Every version that is new. */
    List<Kept> kept() {
        return kept;
    }

    /** Items as they stand now, where that is new. */
    Collection<Kept> latest() {
        return latest.values();
    }

    Map<Feed.Line, Long> changes() {
        return changes;
    }
}
