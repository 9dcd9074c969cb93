package io.yizhan.dispatch;

import io.yizhan.dispatch.Dispatch.Begun;
import io.yizhan.dispatch.Dispatch.Taken;
import io.yizhan.exchange.Identified;
import io.yizhan.exchange.Received;
import io.yizhan.exchange.Rooms;
import io.yizhan.exchange.Stage;
import io.yizhan.store.Claims;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Partners that cannot be called fetch what waits for them. What is handed out stays theirs for as long as their endpoint says
 * ({@code timeout}); what is not acknowledged by then is handed out again, under the same name. Of one subject only the oldest is handed out.
 * Every handing out is an attempt, on disk before it leaves. Each step may wait for the database, and none for the partner. Safe for use by
 * many threads.
 */
public interface Inbox {
    /** What dialects call the place. */
    String PLACE = "inbox";

    /** @param way what a delivery goes through between being claimed and leaving; empty where it is not to leave */
    static Inbox of(Rooms rooms, Desk desk, Dispatch dispatch, Claims claims, Function<Taken, Optional<Begun>> way) {
        return new InboxJourney(rooms, desk, dispatch, claims, way);
    }

    /** Names the exchange and pins the registry's version. */
    Received receive(WireRequest request, InetAddress peer, String convention);

    /** Finds out whose mailboxes they are: refuses as {@link io.yizhan.exchange.Arrival#identify}, suspended, replayed and malformed. */
    Outcome<Asked> identify(Received received);

    /**
     * Hands out what is there: 200 with one part for each message ({@code multipart/mixed}, RFC 2046 §5.1), each of them with the header fields
     * and body it would have been sent with, and {@code Yizhan-Delivery}, by which it is acknowledged. Empty where nothing is there.
     */
    Optional<WireAnswer> fetch(Asked asked);

    /** Nothing came: 204. */
    WireAnswer nothing(Asked asked);

    /**
     * Its receiver has it: 204, also when it said so before. Refuses no-such-message, gateway-unavailable.
     *
     * @param delivery as {@code Yizhan-Delivery} had it
     */
    Outcome<WireAnswer> acknowledge(Asked asked, String delivery);

    /** Those who have something to fetch now. */
    Set<Asked> waiting(Collection<Asked> asked);

    /** As {@link io.yizhan.exchange.Arrival#refuse}. */
    WireAnswer refuse(Stage stage, Refusal refusal);

    /**
     * It is known who asks.
     *
     * @param patience how long it waits, where nothing is there yet
     * @param most how many messages at a time
     */
    record Asked(Identified before, Duration patience, int most) implements Stage {}
}
