package io.yizhan.exchange;

import io.yizhan.delivery.Lane;
import io.yizhan.envelope.Letter;
import io.yizhan.mapping.Dialect;
import io.yizhan.partner.Directory;
import io.yizhan.partner.Endpoint;
import io.yizhan.vault.LiveSecret;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/** Calls to platforms about messages that were accepted earlier: signed as any other, and their answers read as any other's. */
public interface Outgoing {

    static Outgoing of(Rooms rooms) {
        return new WayOut(rooms);
    }

    /**
     * The short-lived secret a call is signed with; empty where the endpoint has a fixed one. Refuses what the platform's refusal, silence or
     * bad answer comes to; the permit is settled then.
     *
     * @param left how long it may take
     */
    Outcome<Optional<LiveSecret>> secret(Endpoint endpoint, Dialect dialect, Lane.Permit permit, Duration left);

    /** @param service the code of the service called, or empty */
    WireRequest signed(WireRequest call, Dialect dialect, Endpoint endpoint, String service, Optional<LiveSecret> secret);

    /** Brings a platform a content, signed as any call; what the answer means, as {@link #heard}, or what follows from there being none. */
    Meaning bring(Sent sent, InputStream content, Duration left, Directory directory);

    /** What an answer means. */
    Meaning heard(Sent sent, WireAnswer answer, Directory directory);

    /** Whether the same call is worth being made again at once, with another secret. */
    boolean turnedDown(Sent sent);

    /**
     * Asks a platform whether a message arrived, at the place it has for that ({@code status} of the endpoint): a GET with the sender's id of it
     * as {@code id}, signed as any call. Whether it says yes is read off its answer as off any other.
     *
     * @param permit is settled
     */
    Standing standing(Endpoint endpoint, Dialect dialect, Letter letter, Lane.Permit permit, Directory directory);

    /** What a platform says of a message. */
    enum Standing {
        THERE,
        NOT_THERE,
        /** It does not say, or not now. */
        UNKNOWN
    }

    /** @param call as it was sent */
    record Sent(Letter letter, WireRequest call, Dialect dialect, Endpoint endpoint, Optional<LiveSecret> secret) {}

    /** What the answer to a delivery can mean. */
    enum Meaning {
        /** The platform has it. */
        TAKEN,
        /** The platform will not have it. */
        REFUSED,
        /** Another time it may. */
        LATER,
        /** The secret the call was signed with is over. */
        REFRESH_SECRET,
        /** Nothing that can be understood: it may have it. */
        UNCLEAR
    }
}
