package io.yizhan.finding;

import io.yizhan.catalogue.Catalogue;
import io.yizhan.catalogue.Quality;
import io.yizhan.contract.Kind;
import io.yizhan.exchange.Arrival;
import io.yizhan.exchange.Identified;
import io.yizhan.exchange.Received;
import io.yizhan.exchange.Rooms;
import io.yizhan.exchange.Stage;
import io.yizhan.feed.Feed;
import io.yizhan.figures.Reads;
import io.yizhan.mapping.Dialects;
import io.yizhan.subscription.Subscriptions;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code GET <place>/<collection>} looks for items, {@code GET <place>/<collection>/compare} lays those of several regions side by side,
 * {@code POST <place>/<collection>/match} judges somebody by the conditions of each, and {@code GET <place>/<collection>/quality} tells a
 * publisher what to mend in its own. {@code PUT <place>/<collection>/profiles/<name>} saves a profile: whoever did is told when something new is
 * for it; {@code GET} shows it again, and {@code DELETE} has it forgotten. Safe for use by many threads.
 *
 * <p>A search takes {@code words}, {@code region}, {@code sort} (the name of a date, with {@code -} before it the latest first; of deadlines
 * those that are yet to come), {@code size}, {@code after} (where an earlier answer ended), by the name of a window a day on which it is open, and
 * by the name of a facet its values, parted by commas. A comparison takes {@code by} (a facet), {@code value}, {@code regions} (codes, parted by
 * commas), {@code each}, {@code effective} (a day on which they are in force, usually today, or {@code any}) and {@code format} ({@code json} or
 * {@code csv}). A match takes {@code {profile, show, open, scene, size, after, ask}} as JSON.
 * Quality takes {@code id} (of one item), {@code size} and {@code after}; the order of items and the means are up to a minute old.
 */
public interface Finding {
    /** What dialects call the place. Whoever signs natively finds it at {@link #USUAL} where its dialect says nothing of it. */
    String PLACE = "catalogue";
    String USUAL = "/catalogue";
    int LARGEST_BODY = 1 << 16;

    /**
     * @param shelves where the items of a kind can be found, in an environment
     * @param reads counts what is shown, and never to whom
     * @param subscriptions keeps the profiles that are saved
     * @param most how many of them a partner may have of a kind
     */
    static Finding of(Rooms rooms, Shelves shelves, Reads reads, Feed feed, Subscriptions subscriptions, int most) {
        return new FindingJourney(rooms, shelves, reads, new Profiles(rooms, subscriptions, feed, most));
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
     * Finds out who asks and for what: refuses as {@link io.yizhan.exchange.Arrival#identify}, suspended, unknown-kind (also of a collection
     * there is not) and not-agreed.
     *
     * @param below what of the path comes after the place
     */
    Outcome<Asked> identify(Received received, String below);

    /** Tells what there is, in the caller's dialect, signed: refuses malformed, naming the parameter, and gateway-unavailable while there is no index. */
    Outcome<WireAnswer> tell(Asked asked);

    /** How well items are published, for operators: of each publisher the worst few. Up to a minute old; empty where nothing was published. */
    Optional<Quality.Survey> survey(String kind, Environment environment);

    /** As {@link io.yizhan.exchange.Arrival#refuse}. */
    WireAnswer refuse(Stage stage, Refusal refusal);

    /** Catalogues, each of one kind in one environment. */
    @FunctionalInterface
    interface Shelves {
        /** Empty while there is none that can be used. */
        Optional<Catalogue> of(String kind, Environment environment);
    }

    /** It is known who asks, and for what. @param name of a saved profile */
    record Asked(Identified before, Kind kind, What what, Optional<String> name) implements Stage {
        Environment environment() {
            return before.caller().key().environment();
        }
    }

    /** What can be asked of a catalogue. */
    enum What {
        SEARCH("", Set.of("GET", "HEAD")),
        COMPARE("/compare", Set.of("GET", "HEAD")),
        MATCH("/match", Set.of("POST")),
        QUALITY("/quality", Set.of("GET", "HEAD")),
        PROFILE("/profiles/[A-Za-z0-9._-]{1,64}", Set.of("GET", "HEAD", "PUT", "DELETE"));

        private final String path;
        private final Set<String> methods;

        What(String path, Set<String> methods) {
            this.path = path;
            this.methods = methods;
        }

        Set<String> methods() {
            return methods;
        }

        /** As a regular expression. */
        String path() {
            return path;
        }
    }
}
