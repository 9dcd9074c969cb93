package io.yizhan.exchange;

import io.yizhan.contract.Contract;
import io.yizhan.convention.Conventions;
import io.yizhan.envelope.Letter;
import io.yizhan.envelope.Opened;
import io.yizhan.mapping.Dialect;
import io.yizhan.mapping.Dialects;
import io.yizhan.mapping.Service;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

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

    /** Opens the envelope of a caller that is let in: refuses suspended, too-large, malformed, not-agreed. */
    default Outcome<Opened> open(Identified who, int largestMessage) {
        return open(who, largestMessage, Optional.empty());
    }

    /**
     * The same where somebody may have opened it already.
     *
     * @param opened what was in it
     */
    Outcome<Opened> open(Identified who, int largestMessage, Optional<Opened> opened);

    /**
     * Ends an exchange: the refusal is recorded once the caller is known, and told in the caller's dialect. When it cannot be recorded, or
     * the request turns out to be a replay, that is what the caller is told instead.
     */
    WireAnswer refuse(Stage stage, Refusal refusal);

    /** Tells a refusal to a caller whose request was not even received, in the dialect that is spoken at that path. */
    WireAnswer turnAway(String path, Refusal refusal);

    /**
     * The address a caller used: the configured one, or what the request itself says where none is configured. Empty if that is none. Where
     * the target is in absolute form, the field Host does not count (RFC 9112 §3.2.2).
     *
     * @param external where a proxy rewrites it
     * @param target as the request line has it
     */
    static Optional<URI> address(Optional<URI> external, String scheme, String authority, String target) {
        String local = target.startsWith("/") ? target : target.replaceFirst("^[^:/?#]+://[^/?#]*", "");
        String said = target.startsWith("/") ? scheme + "://" + authority : target.substring(0, target.length() - local.length());
        String prefix = external.map(address -> address.toString().replaceAll("/+$", "")).orElse(said);
        try {
            return Optional.of(new URI(prefix + (local.startsWith("/") ? local : "/" + local)));
        } catch (URISyntaxException notOne) {
            return Optional.empty();
        }
    }

    /**
     * Where partners find something, at a path for each dialect that has a place for it, and how they sign there.
     *
     * @param place as dialects call it
     * @return the convention's name by the path
     * @throws IllegalStateException naming two dialects that share a path and sign differently
     */
    static Map<String, String> places(Dialects dialects, String place) {
        Map<String, String> places = new TreeMap<>();
        dialects.names().stream().sorted().map(name -> dialects.named(name).orElseThrow()).forEach(dialect -> dialect.place(place).ifPresent(at -> {
            if (!places.merge(at.path(), dialect.convention(), (one, other) -> one).equals(dialect.convention())) {
                throw new IllegalStateException("dialect " + dialect.name() + " has its " + place + " at " + at.path() + ", where others sign otherwise");
            }
        }));
        return places;
    }

    /**
     * The same, of what whoever signs natively finds at its usual path where its dialect says nothing of it.
     *
     * @throws IllegalStateException as above, also where somebody signs otherwise at the usual path
     */
    static Map<String, String> places(Dialects dialects, String place, String usual) {
        Map<String, String> places = places(dialects, place);
        String there = places.putIfAbsent(usual, Conventions.NATIVE);
        if (there != null && !there.equals(Conventions.NATIVE)) {
            throw new IllegalStateException("a dialect has its " + place + " at " + usual + ", where others sign otherwise");
        }
        return places;
    }

    /** Whether somebody asks at its dialect's place, by the code the place has there if any; natively also where the dialect says nothing of it. */
    static boolean asksAt(Identified who, String place) {
        return who.dialect()
                .place(place)
                .map(at -> at.code().isEmpty() || who.caller().service().filter(at.code()::equals).isPresent())
                .orElse(who.dialect().convention().equals(Conventions.NATIVE));
    }

    /**
     * Turns requests away that are not received at all; it needs neither registry nor ledger, so it is there before they are.
     *
     * @param source what the gateway's own letters say they come from
     */
    record Porter(Dialects dialects, Contract contract, InstantSource clock, RandomGenerator random, String source) {
        private static final String REFUSAL = "refusal";
        /** What dialects call the places where partners find what is not exchanging. */
        private static final List<String> PLACES = List.of("inbox", "messages", "feeds", "catalogue", Materials.PLACE);

        /** Tells a refusal to a caller whose request was not even received, in the dialect that is spoken at that path. */
        public WireAnswer turnAway(String path, Refusal refusal) {
            MessageId id = newId();
            new Journal(clock).turnedAway(id, refusal);
            return spokenAt(path, Conventions.NATIVE).refuse(refusal, letter(id, Identified.NO_KIND, Optional.empty()));
        }

        MessageId newId() {
            return MessageId.of(clock.instant(), random.nextLong(), random.nextLong());
        }

        Letter letter(MessageId id, String kind, Optional<String> inReplyTo) {
            return new Letter(id.toString(), source, kind, REFUSAL, clock.instant(), inReplyTo);
        }

        /** Before a caller is known its dialect can only be guessed: from where it knocked, else from how one signs at that door. */
        Dialect spokenAt(String path, String convention) {
            return all().filter(dialect -> speaksAt(dialect, path))
                    .findFirst()
                    .or(() -> signedAs(convention))
                    .or(() -> signedAs(Conventions.NATIVE))
                    .orElseThrow(() -> new IllegalStateException("no dialect follows the native convention"));
        }

        private Stream<Dialect> all() {
            return dialects.names().stream().sorted().map(name -> dialects.named(name).orElseThrow());
        }

        private boolean speaksAt(Dialect dialect, String path) {
            Stream<String> services = contract.kinds().stream()
                    .flatMap(kind -> dialect.serviceFor(kind).stream())
                    .flatMap(service -> Stream.concat(Stream.of(service.path()), service.files().stream().map(Service.Place::path)));
            Stream<String> places = PLACES.stream().flatMap(name -> dialect.place(name).stream()).map(Service.Place::path);
            return Stream.concat(services, places).anyMatch(path::startsWith);
        }

        private Optional<Dialect> signedAs(String convention) {
            return all().filter(dialect -> dialect.convention().equals(convention)).findFirst();
        }
    }
}
