package io.yizhan.following;

import io.yizhan.exchange.Arrival;
import io.yizhan.exchange.Identified;
import io.yizhan.exchange.Received;
import io.yizhan.exchange.Rooms;
import io.yizhan.exchange.Stage;
import io.yizhan.feed.Feed;
import io.yizhan.figures.Figures;
import io.yizhan.figures.Reads;
import io.yizhan.mapping.Dialects;
import io.yizhan.partner.Agreement;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Partners ask what changed in a feed, {@code GET <place>/<kind>/changes?since=&limit=&wait=}, for its root, {@code GET <place>/<kind>/root},
 * and for its figures, {@code GET <place>/<kind>/figures?from=&to=&region=&item=&format=}.
 * They are told of items whose publishers have an agreement that names them, and of their own; figures are everybody's, and of one item the
 * publisher's own. Each step may wait for the database, and none
 * for the partner. Safe for use by many threads.
 */
public interface Following {
    /** What dialects call the place. Whoever signs natively finds it at {@link #USUAL} where its dialect says nothing of it. */
    String PLACE = "feeds";
    String USUAL = "/feeds";

    static Following of(Rooms rooms, Feed feed, Figures figures, Reads reads) {
        return new FollowingJourney(rooms, feed, figures, reads);
    }

    /**
     * Where partners find it, and how they sign there: the convention's name by the path.
     *
     * @throws IllegalStateException naming two dialects that share a path and sign differently
     */
    static Map<String, String> places(Dialects dialects) {
        return Arrival.places(dialects, PLACE, USUAL);
    }

    /** Names the exchange and pins the registry's version. */
    Received receive(WireRequest request, InetAddress peer, String convention);

    /**
     * Finds out who asks and for what: refuses as {@link io.yizhan.exchange.Arrival#identify}, suspended, unknown-kind (also of a kind that is
     * no feed), not-agreed and malformed.
     *
     * @param below what of the path comes after the place
     */
    Outcome<Asked> identify(Received received, String below);

    /**
     * Tells what there is, in the caller's dialect, signed: of changes {@code {items: [{publisher, id, version, withdrawn, published, digest,
     * item}], cursor, more}}, of a root {@code {root, items, cursor}}, of figures {@code {figures: [{region, month, published, updated, withdrawn,
     * delivered, read, applied, paid, paidAmount, rated, rating}]}}. 304 where the caller says it has just that ({@code If-None-Match}).
     * Empty where nothing changed.
     */
    Optional<WireAnswer> tell(Asked asked);

    /** That nothing changed. */
    WireAnswer nothing(Asked asked);

    /** Those for whom there is something now. */
    Set<Asked> waiting(Collection<Asked> asked);

    /** As {@link io.yizhan.exchange.Arrival#refuse}. */
    WireAnswer refuse(Stage stage, Refusal refusal);

    /**
     * It is known who asks, and for what.
     *
     * @param publishers whose items it may have, and under which agreement; for its own there need be none
     * @param since the cursor it was given last
     * @param limit how many items at most
     * @param patience how long it waits, where nothing changed
     * @param figured which figures, where those are wanted
     */
    record Asked(
            Identified before, What what, String kind, Map<PartnerId, Optional<Agreement>> publishers, long since, int limit, Duration patience,
            Optional<Figured> figured)
            implements Stage {
        public Asked {
            publishers = Map.copyOf(publishers);
        }

        Feed.Line line() {
            return new Feed.Line(kind, before.caller().key().environment());
        }

        Feed.Whose whose() {
            return Feed.Whose.of(publishers.keySet());
        }
    }

    /**
     * @param region 2, 4 or 6 digits; every province where none is named
     * @param item of the caller's own
     * @param csv whether they are wanted as a file for people
     */
    record Figured(Figures.Months months, Optional<String> region, Optional<String> item, boolean csv) {}

    /** What can be asked of a feed. */
    enum What {
        CHANGES,
        ROOT,
        FIGURES
    }
}
