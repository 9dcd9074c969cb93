package io.yizhan.convention;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.yizhan.convention.DescribedRequest.Ingredient;
import io.yizhan.convention.SignedText.Part;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * A convention in which a few fields are signed, as a file describes it. Refuses to be built where what is signed could be read in two ways, or where a
 * repeated request could not be told.
 *
 * @param carriedIn where the fields stand that say nothing else
 * @param token where the secret itself stands besides, in conventions that hand it over as well as sign with it
 * @param replay what a repeated request is recognised by
 * @param tokens how the secrets are got, where they are short-lived
 */
record Description(
        @JsonProperty("carried-in") Place carriedIn,
        @JsonProperty("service") Optional<Identifier> service,
        @JsonProperty("caller") Identifier caller,
        @JsonProperty("time") Time time,
        @JsonProperty("nonce") Optional<Identifier> nonce,
        @JsonProperty("signature") Proof signature,
        @JsonProperty("token") Optional<Token> token,
        @JsonProperty("replay") List<Ingredient> replay,
        @JsonProperty("tokens") Optional<Tokens> tokens) {

    /** Something a request carries. */
    interface Carried {
        String field();

        /** Where, if not where the description says in general. */
        Optional<Place> carriedIn();
    }

    /** A field whose value is fixed by its set of characters and its length. */
    record Identifier(
            @JsonProperty("field") String field, @JsonProperty("form") Form form, @JsonProperty("carried-in") Optional<Place> carriedIn)
            implements Carried {
        Identifier {
            present(field, "field");
            present(form, "form");
        }
    }

    /** When a request was signed, and how far that may be from now. */
    record Time(
            @JsonProperty("field") String field,
            @JsonProperty("unit") EpochUnit unit,
            @JsonProperty("window-seconds") Integer windowSeconds,
            @JsonProperty("carried-in") Optional<Place> carriedIn)
            implements Carried {
        Time {
            present(field, "field");
            present(unit, "unit");
            present(windowSeconds, "window-seconds");
            require(windowSeconds >= 1 && windowSeconds <= 3600, "window-seconds: expected 1 to 3600");
        }

        Duration window() {
            return Duration.ofSeconds(windowSeconds);
        }
    }

    /** The secret itself, as text. */
    record Token(@JsonProperty("field") String field, @JsonProperty("carried-in") Optional<Place> carriedIn) implements Carried {
        Token {
            present(field, "field");
        }
    }

    Description {
        present(carriedIn, "carried-in");
        present(caller, "caller");
        present(time, "time");
        present(signature, "signature");
        present(replay, "replay");
        replay = List.copyOf(replay);
        SignedText text = signature.text();
        require(text.has(Part.TIME), "signature.text: the time must be signed");
        require(service.isPresent() || !text.has(Part.SERVICE), "service: is signed but not described");
        require(text.has(Part.NONCE) == nonce.isPresent(), "nonce: must be both described and signed, or neither");
        require(text.readOneWay(part -> varies(part, service, nonce)),
                "signature.text: could be read in two ways; of the parts that vary in length (service, nonce, method, path) all but one need a literal"
                        + " beside them that they cannot contain");
        require(signature.isShared() || token.isEmpty() && tokens.isEmpty(), "token, tokens: only where both sides hold the same secret");
        require(tellsRepeats(replay, nonce.isPresent(), signature.isShared()), "replay: expected partner, time, nonce where there is a nonce; else partner, "
                + (signature.isShared() ? "signature" : "text") + " and, to tell honest calls of one moment apart, body");
        tokens.ifPresent(flow -> servicesFit(flow, service));
        List<Place.Slot> slots = carried(service, caller, time, nonce, signature, token)
                .map(one -> Place.Slot.of(one.carriedIn().orElse(carriedIn), one.field()))
                .toList();
        carriedOnce(slots, text.has(Part.BODY));
    }

    /** Where a field stands. */
    Place place(Carried field) {
        return field.carriedIn().orElse(carriedIn);
    }

    /** What a request carries, in the order it is written. */
    Stream<Carried> carried() {
        return carried(service, caller, time, nonce, signature, token);
    }

    /** The field a part of the text is read from, where there is one. */
    Optional<? extends Carried> field(Part part) {
        return switch (part) {
            case SERVICE -> service;
            case CALLER -> Optional.of(caller);
            case TIME -> Optional.of(time);
            case NONCE -> nonce;
            case SECRET, METHOD, PATH, BODY -> Optional.empty();
        };
    }

    /**
     * The description of requests for short-lived secrets: nobody has such a secret yet, and a second request that differs only in a body nobody signed must
     * not get one.
     *
     * @param elsewhere where all their fields stand, if elsewhere than in calls
     */
    Description ofGrants(Optional<Place> elsewhere) {
        List<Ingredient> bodiless = replay.stream().filter(one -> one != Ingredient.BODY).toList();
        Description here = new Description(carriedIn, service, caller, time, nonce, signature, Optional.empty(), bodiless, Optional.empty());
        return elsewhere.map(here::allIn).orElse(here);
    }

    private Description allIn(Place place) {
        Optional<Place> general = Optional.empty();
        return new Description(
                place,
                service.map(field -> new Identifier(field.field(), field.form(), general)),
                new Identifier(caller.field(), caller.form(), general),
                new Time(time.field(), time.unit(), time.windowSeconds(), general),
                nonce.map(field -> new Identifier(field.field(), field.form(), general)),
                new Proof(signature.field(), signature.text(), signature.algorithm(), signature.encoding(), general),
                token,
                replay,
                tokens);
    }

    private static Stream<Carried> carried(
            Optional<Identifier> service, Identifier caller, Time time, Optional<Identifier> nonce, Proof signature, Optional<Token> token) {
        return Stream.of(service, Optional.of(caller), Optional.of(time), nonce, Optional.of(signature), token).flatMap(Optional::stream);
    }

    /** Caller and secret are known once the caller is looked up, and a time and a hash have a fixed length. */
    private static Optional<IntPredicate> varies(Part part, Optional<Identifier> service, Optional<Identifier> nonce) {
        return switch (part) {
            case SERVICE -> service.map(Identifier::form).filter(form -> !form.fixedLength()).map(form -> form::has);
            case NONCE -> nonce.map(Identifier::form).filter(form -> !form.fixedLength()).map(form -> form::has);
            case METHOD -> Optional.of(c -> c >= 'A' && c <= 'Z');
            case PATH -> Optional.of(c -> c > ' ' && "?#\"<>".indexOf(c) < 0);
            case CALLER, SECRET, TIME, BODY -> Optional.empty();
        };
    }

    private static boolean tellsRepeats(List<Ingredient> replay, boolean nonce, boolean shared) {
        Set<Ingredient> told = new HashSet<>(replay);
        if (nonce) {
            return told.equals(Set.of(Ingredient.PARTNER, Ingredient.TIME, Ingredient.NONCE));
        }
        told.remove(Ingredient.BODY);
        return told.equals(Set.of(Ingredient.PARTNER, shared ? Ingredient.SIGNATURE : Ingredient.TEXT));
    }

    private static void servicesFit(Tokens flow, Optional<Identifier> service) {
        for (Tokens.Step step : flow.grants()) {
            boolean fits = service.map(field -> step.service().filter(field.form()::fits).isPresent()).orElse(step.service().isEmpty());
            require(fits, "tokens.grants: " + step.path() + ": service: expected one that fits the service's form, where there are services");
        }
    }

    private static void carriedOnce(List<Place.Slot> slots, boolean bodySigned) {
        for (Place.Slot slot : slots) {
            require(slots.stream().noneMatch(other -> other != slot && other.isIn(slot)), slot.field() + ": another field stands there");
            require(!bodySigned || slot.place() != Place.BODY, "signature.text: the body cannot be signed where fields stand in it");
        }
    }

    static void present(Object value, String key) {
        require(value != null, key + " is missing");
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
