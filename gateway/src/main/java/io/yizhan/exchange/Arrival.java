package io.yizhan.exchange;

import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.net.InetAddress;

/** What every exchange begins with, whatever its pattern, and how any of them ends when it is refused. */
public interface Arrival {
    static Arrival of(Rooms rooms) {
        return new Door(rooms);
    }

    /** Names the exchange and pins the registry's version. */
    Received receive(WireRequest request, InetAddress peer, String convention);

    /** Finds out who asks and for what: refuses unknown-partner, bad-signature, stale, malformed. */
    Outcome<Identified> identify(Received received);

    /** Sends the exchange on to its kind: refuses unknown-kind. */
    Outcome<Identified> address(Identified who);

    /**
     * Ends an exchange: the refusal is recorded once the caller is known, and told in the caller's dialect. When it cannot be recorded, or
     * the request turns out to be a replay, that is what the caller is told instead.
     */
    WireAnswer refuse(Stage stage, Refusal refusal);

    /** Tells a refusal to a caller whose request was not even received, in the dialect that is spoken at that path. */
    WireAnswer turnAway(String path, Refusal refusal);
}
