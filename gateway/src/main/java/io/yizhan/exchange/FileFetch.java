package io.yizhan.exchange;

import io.yizhan.attachment.Offer;
import io.yizhan.attachment.Spooled;
import io.yizhan.delivery.Lane;
import io.yizhan.exchange.Query.Trouble;
import io.yizhan.mapping.Dialect;
import io.yizhan.mapping.Dialects;
import io.yizhan.mapping.Service;
import io.yizhan.partner.Answerer;
import io.yizhan.vault.LiveSecret;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file an earlier answer spoke of, fetched for the caller whose network does not reach it. The steps in their order: admit, record,
 * attempt, fetch, record; then it is read from the spool and given away. Called once only: whoever wants it may ask again while the offer
 * lasts. Safe for use by many threads.
 */
public interface FileFetch {
    static FileFetch of(Rooms rooms) {
        return new FileJourney(rooms);
    }

    /** The name of the route on which files of a kind are fetched. */
    static String route(String kind) {
        return kind + ".file";
    }

    /** Every route that messages of these kinds may go on to: the kind's own, and the one of its files where a dialect can speak of them. */
    static Set<String> routes(Set<String> kinds, Dialects dialects) {
        Set<String> routes = new TreeSet<>(kinds);
        dialects.names().stream()
                .map(name -> dialects.named(name).orElseThrow())
                .flatMap(dialect -> kinds.stream().filter(kind -> dialect.serviceFor(kind).flatMap(Service::files).isPresent()))
                .forEach(kind -> routes.add(route(kind)));
        return routes;
    }

    /** Finds the offer: refuses suspended, no-such-file, not-agreed, no-endpoint, endpoint-bad-answer, evidence-unavailable. */
    Outcome<Wanted> admit(Identified who, Bounds bounds);

    /** Makes the request durable: refuses replayed, evidence-unavailable. */
    Outcome<Noted> record(Wanted wanted);

    /** Prepares the call: refuses too-many, endpoint-unavailable, endpoint-timeout. */
    Outcome<Attempt> attempt(Noted noted);

    /**
     * Reads the file and holds it against what was promised: refuses endpoint-unavailable, endpoint-refused, endpoint-bad-answer.
     *
     * @param head the answer without its content
     * @throws IOException what reading threw; tell it by {@link #fetch(Attempt, Trouble)}
     */
    Outcome<Fetched> fetch(Attempt attempt, WireAnswer head, InputStream content) throws IOException;

    /** What follows from a call that brought no file: refuses endpoint-unavailable, endpoint-timeout, endpoint-bad-answer. */
    Outcome<Fetched> fetch(Attempt attempt, Trouble trouble);

    /** Makes the file's digest durable and signs the answer: refuses evidence-unavailable. */
    Outcome<Released> record(Fetched fetched);

    /**
     * What a kind's route allows a file.
     *
     * @param timeBudget for fetching it, and as long again for giving it away
     * @param largestFile in bytes
     */
    record Bounds(Duration timeBudget, long largestFile) {
        public Bounds {
            if (timeBudget.isNegative() || timeBudget.isZero() || largestFile < 1) {
                throw new IllegalArgumentException("timeBudget and largestFile: more than zero");
            }
        }

        /**
         * Reads the values as a kind's route gives them.
         *
         * @throws IllegalArgumentException saying what was expected
         */
        public static Bounds of(String timeBudget, String largestFile) {
            return new Bounds(Limits.duration(timeBudget), Limits.number("largestFile", largestFile));
        }
    }

    /** What a path of a dialect's files stands for. */
    record Place(String kind, String name) {
        private static final Pattern FORM = Pattern.compile("(/.+)/([0-9a-f]{32})");

        static Optional<Place> of(String path, Dialect dialect, Collection<String> kinds) {
            Matcher parts = FORM.matcher(path);
            return parts.matches()
                    ? kinds.stream().filter(kind -> isAt(parts.group(1), dialect, kind)).findFirst().map(kind -> new Place(kind, parts.group(2)))
                    : Optional.empty();
        }

        private static boolean isAt(String path, Dialect dialect, String kind) {
            return dialect.serviceFor(kind).flatMap(Service::files).map(Service.Place::path).filter(path::equals).isPresent();
        }
    }

    /**
     * It is known which file is wanted, and that the caller may have it.
     *
     * @param dialect the answerer's
     * @param link where it is
     */
    record Wanted(Identified before, Bounds bounds, Offer offer, Answerer answerer, Dialect dialect, URI link) implements Stage {
        /** How many bytes are worth reading. */
        long largest() {
            return offer.promise().largest(bounds.largestFile());
        }

        /** Not the link: whoever has it may have the file. */
        @Override
        public String toString() {
            return offer.toString();
        }
    }

    /** The request is in the ledger. */
    record Noted(Wanted before) implements Stage {}

    /**
     * One call about to be made.
     *
     * @param call signed
     * @param secret the short-lived one it is signed with; empty where the endpoint has a fixed one
     * @param file the room made for the answer: whoever has this closes it in the end
     */
    record Attempt(Noted noted, WireRequest call, Optional<LiveSecret> secret, Lane.Permit permit, Duration deadline, Spooled file)
            implements AutoCloseable {
        /** The name of the endpoint called. */
        public String endpoint() {
            return noted.before().answerer().endpoint().name();
        }

        /** How many bytes are worth reading. */
        public long largest() {
            return noted.before().largest();
        }

        /** Gives back whatever is still held: a place in the lane, if the call was not settled, and the file. Idempotent. */
        @Override
        public void close() {
            permit.failed();
            file.close();
        }
    }

    /** The file is in the spool and is what was promised. */
    record Fetched(Noted before, Spooled file) implements Stage {}

    /**
     * The file is in the ledger and may leave.
     *
     * @param answer signed; the content is the file's
     */
    record Released(Fetched before, WireAnswer answer) implements Stage {
        public Spooled file() {
            return before.file();
        }

        /** How long giving it away may take. */
        public Duration patience() {
            return since(Wanted.class).bounds().timeBudget();
        }
    }
}
