package io.yizhan.convention;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.yizhan.signature.SharedSecretAlgorithm;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A convention in which both sides hold a secret and sign a few fields with it, as a file describes it. Refuses to be built
 * where what is signed could be read in two ways, or where a repeated request could not be told.
 *
 * @param carriedIn where the fields stand
 * @param replay what a repeated request is recognised by
 */
record Description(
        @JsonProperty("carried-in") Place carriedIn,
        @JsonProperty("service") Optional<Identifier> service,
        @JsonProperty("caller") Identifier caller,
        @JsonProperty("time") Time time,
        @JsonProperty("nonce") Optional<Identifier> nonce,
        @JsonProperty("signature") Signature signature,
        @JsonProperty("replay") List<Ingredient> replay) {

    /** A field whose value is fixed by its set of characters and its length. */
    record Identifier(@JsonProperty("field") String field, @JsonProperty("form") Form form) {
        Identifier {
            present(field, "field");
            present(form, "form");
        }
    }

    /** When a request was signed, and how far that may be from now. */
    record Time(@JsonProperty("field") String field, @JsonProperty("unit") EpochUnit unit, @JsonProperty("window-seconds") Integer windowSeconds) {
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

    /** The signature and the text it is of. */
    record Signature(
            @JsonProperty("field") String field,
            @JsonProperty("text") List<Part> text,
            @JsonProperty("algorithm") String algorithm,
            @JsonProperty("encoding") Encoding encoding) {
        Signature {
            present(field, "field");
            present(text, "text");
            present(algorithm, "algorithm");
            present(encoding, "encoding");
            String known = Arrays.stream(SharedSecretAlgorithm.values()).map(SharedSecretAlgorithm::label).toList().toString();
            SharedSecretAlgorithm named =
                    SharedSecretAlgorithm.named(algorithm).orElseThrow(() -> new IllegalArgumentException("algorithm: expected one of " + known));
            text = List.copyOf(text);
            require(named.keyed() != text.contains(Part.SECRET), named.keyed()
                    ? "text: " + algorithm + " has the secret as its key, so it does not belong into the text"
                    : "text: " + algorithm + " has no key, so the secret belongs into the text");
        }

        SharedSecretAlgorithm by() {
            return SharedSecretAlgorithm.named(algorithm).orElseThrow();
        }
    }

    Description {
        present(carriedIn, "carried-in");
        present(caller, "caller");
        present(time, "time");
        present(signature, "signature");
        present(replay, "replay");
        replay = List.copyOf(replay);
        Set<Part> text = Set.copyOf(signature.text());
        require(text.contains(Part.TIME), "signature.text: the time must be signed");
        require(service.isPresent() || !text.contains(Part.SERVICE), "service: is signed but not described");
        require(text.contains(Part.NONCE) == nonce.isPresent(), "nonce: must be both described and signed, or neither");
        require(readOneWay(service, nonce, text),
                "signature.text: of service and nonce only one may vary in length, or the text could be read in two ways");
        require(tellsRepeats(replay, nonce.isPresent()),
                "replay: expected partner, time, nonce where there is a nonce, else partner, signature, body");
    }

    /** Caller and secret are known once the caller is looked up, and a time has a fixed length: at most one more part may vary. */
    private static boolean readOneWay(Optional<Identifier> service, Optional<Identifier> nonce, Set<Part> text) {
        boolean serviceVaries = text.contains(Part.SERVICE) && service.filter(field -> !field.form().fixedLength()).isPresent();
        boolean nonceVaries = nonce.filter(field -> !field.form().fixedLength()).isPresent();
        return !(serviceVaries && nonceVaries);
    }

    private static boolean tellsRepeats(List<Ingredient> replay, boolean nonce) {
        Set<Ingredient> all = Set.copyOf(replay);
        return all.equals(nonce
                ? Set.of(Ingredient.PARTNER, Ingredient.TIME, Ingredient.NONCE)
                : Set.of(Ingredient.PARTNER, Ingredient.SIGNATURE, Ingredient.BODY));
    }

    private static void present(Object value, String key) {
        require(value != null, key + " is missing");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
