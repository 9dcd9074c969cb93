package io.yizhan.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.delivery.Lane;
import io.yizhan.delivery.Messages;
import io.yizhan.delivery.Queue.Claimed;
import io.yizhan.envelope.Letter;
import io.yizhan.exchange.Limits;
import io.yizhan.exchange.Outgoing;
import io.yizhan.exchange.Query.Trouble;
import io.yizhan.mapping.Dialect;
import io.yizhan.partner.Directory;
import io.yizhan.partner.Endpoint;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Delivers what was accepted. The steps of one delivery in their order: claim, translate, attempt, settle. Exactly as many calls are made as
 * the kind allows, each of them on disk before it is made. Safe for use by many threads and many nodes.
 */
public interface Dispatch extends AutoCloseable {

    static Dispatch of(Desk desk) {
        return new DispatchJourney(desk);
    }

    /** Turns accepted messages into deliveries; told again, nothing comes of it. */
    void expand(Collection<MessageId> messages);

    /**
     * Takes deliveries that are due, no more for each endpoint than it takes at a time; none of endpoints whose breaker is open or that are in
     * maintenance, and none of mailboxes.
     */
    List<Taken> claim(int most);

    /** Takes what waits in mailboxes, the oldest first; none of those in maintenance. */
    List<Taken> claim(List<Endpoint> mailboxes, int most);

    /** Writes the message in the target's dialect, cut to what the agreement releases: refuses unmappable, no-endpoint. */
    Outcome<Written> translate(Taken taken);

    /**
     * Notes that a call is about to be made, and signs it. Empty where none may be made: another node has it, it expired, or all calls were made.
     * Whatever follows from that is settled.
     */
    Optional<Begun> attempt(Written written, Plan plan);

    /** Brings the files to where they are to be before the message; false where one is not, and what follows from that is settled. */
    boolean bring(Begun begun);

    /** What the answer comes to. */
    void settle(Begun begun, WireAnswer answer);

    /** What follows from a call that brought no answer. */
    void settle(Begun begun, Trouble trouble);

    /** What a topic is written. */
    BusRecord record(Begun begun);

    /** Writes a row of an agreed table; what came of it is to be settled. */
    Outgoing.Meaning put(Begun begun);

    /** What comes of a way that has no answer to be read. */
    void settle(Begun begun, Outgoing.Meaning meaning);

    /** Its receiver says it has it. */
    void acknowledge(Claimed claimed, Messages.Said said);

    /** Ends a delivery that cannot even be attempted. */
    void refuse(Taken taken, Refusal refusal);

    /**
     * Something of our own kept a delivery from being finished: a defect, which an operator has to look at, or the database, which will be back.
     * A call that was begun is of unknown outcome once its lease has ended.
     */
    void broken(Taken taken, Throwable cause);

    /** Deals with what nodes left unfinished, with what has expired and with deadlines that have come; returns how many that were. */
    int recover();

    /** Asks platforms that can be asked whether that arrived of which it is unknown; returns how many answers helped. */
    int inquire();

    @Override
    void close();

    /**
     * How often and for how long.
     *
     * @param attempts calls in all
     * @param first the longest pause after the first call; it doubles
     * @param longest no pause is longer
     */
    record Plan(int attempts, Duration first, Duration longest) {
        public Plan {
            if (attempts < 1 || first.toMillis() < 1 || longest.compareTo(first) < 0) {
                throw new IllegalArgumentException("attempts, firstPause and longestPause: at least one call, and pauses that grow");
            }
        }

        /** @throws IllegalArgumentException saying what was expected */
        public static Plan of(String attempts, String firstPause, String longestPause) {
            return new Plan(
                    Limits.number("attempts", attempts), Limits.duration("firstPause", firstPause), Limits.duration("longestPause", longestPause));
        }
    }

    /**
     * A delivery with what it needs.
     *
     * @param directory the version of the registry it keeps to
     */
    record Taken(Claimed claimed, Messages.Said said, Endpoint endpoint, Lane.Permit permit, Directory directory) {}

    /**
     * @param call unsigned; every attempt is signed afresh
     * @param payload what is in it, in the target's dialect
     * @param files it speaks of, where they are to be there before it
     */
    record Written(Taken before, Dialect dialect, Letter letter, WireRequest call, String service, JsonNode payload, List<Digest> files) {
        /** Never the payload. */
        @Override
        public String toString() {
            return before.claimed().name() + " " + call;
        }
    }

    /**
     * A call on its way.
     *
     * @param number from 1
     */
    record Begun(Written before, Plan plan, int number, Outgoing.Sent sent, Duration deadline) {
        /** The name of the endpoint called. */
        public String endpoint() {
            return sent.endpoint().name();
        }

        Endpoint there() {
            return sent.endpoint();
        }

        /** By which way it leaves, as partners.yaml has it. */
        public String way() {
            return there().way().word();
        }

        Claimed claimed() {
            return before.before().claimed();
        }
    }
}
