package io.yizhan.convention;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.yizhan.convention.SignedText.Part;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Streamed;
import io.yizhan.vocabulary.WireRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a request carries, read as a description says.
 *
 * @param body the request's, where fields are carried in it; empty if it is no JSON object
 */
record DescribedRequest(Description description, WireRequest request, Optional<JsonBody> body) {

    /** What a repeated request is recognised by. */
    enum Ingredient implements Descriptions.Word {
        PARTNER("partner"),
        TIME("time"),
        NONCE("nonce"),
        SIGNATURE("signature"),
        /** What was signed, where the signature itself will not do: of one text a private key makes many signatures, and one can be encoded twice. */
        TEXT("text"),
        BODY("body");

        private final String label;

        Ingredient(String label) {
            this.label = label;
        }

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Ingredient of(String label) {
            return Descriptions.Word.named(values(), label);
        }

        @Override
        public String label() {
            return label;
        }
    }

    static DescribedRequest of(Description description, WireRequest request) {
        return new DescribedRequest(description, request, carriesInBody(description) ? JsonBody.read(request.body()) : Optional.empty());
    }

    private static boolean carriesInBody(Description description) {
        return description.carried().anyMatch(field -> description.place(field) == Place.BODY);
    }

    /** Whether fields are to be in the body, and it is none that has any. */
    boolean lacksItsBody() {
        return body.isEmpty() && carriesInBody(description);
    }

    List<String> values(Description.Carried field) {
        return description.place(field).values(request, body, field.field());
    }

    /** The value of a field; empty if the request lacks it. */
    Optional<String> value(Description.Carried field) {
        return values(field).stream().findFirst().filter(value -> !value.isEmpty());
    }

    /** The value of a part as it was sent; empty for the secret, which nobody sends, and for what is no field. */
    Optional<String> sent(Part part) {
        return description.field(part).flatMap(this::value);
    }

    Instant time() {
        return sent(Part.TIME).flatMap(description.time().unit()::read).orElseThrow();
    }

    /** The signature's bytes: one signature can be written in several ways. */
    Optional<byte[]> signature() {
        return value(description.signature()).flatMap(description.signature().encoding()::read);
    }

    /** The text that is signed; call it when no field is missing. */
    byte[] text(byte[] secret) {
        return description.signature().text().bytes(part -> part == Part.SECRET ? secret : shown(part).orElseThrow().getBytes(StandardCharsets.UTF_8));
    }

    /** A part as it is signed; empty for the secret and for what is missing. */
    Optional<String> shown(Part part) {
        return switch (part) {
            case METHOD -> Optional.of(request.method());
            case PATH -> Optional.of(path());
            case BODY -> Optional.of(description.signature().hash(request.body()));
            case SERVICE, CALLER, SECRET, TIME, NONCE -> sent(part);
        };
    }

    private String path() {
        String path = request.uri().getRawPath();
        return path == null || path.isEmpty() ? "/" : path;
    }

    /** No ingredient contains a zero byte, so that it parts them. */
    Digest replayKey(String convention, Key key) {
        String ingredients = description.replay().stream()
                .map(ingredient -> ingredient.label() + '=' + value(ingredient, key))
                .collect(Collectors.joining("\0", convention + '\0', ""));
        return Digest.sha256(ingredients.getBytes(StandardCharsets.UTF_8));
    }

    private String value(Ingredient ingredient, Key key) {
        return switch (ingredient) {
            case PARTNER -> key.owner().value();
            case TIME -> sent(Part.TIME).orElseThrow();
            case NONCE -> sent(Part.NONCE).orElseThrow();
            case SIGNATURE -> HexFormat.of().formatHex(signature().orElseThrow());
            case TEXT -> Digest.sha256(text(new byte[0])).toString();
            case BODY -> content().toString();
        };
    }

    /** Of requests without a body the address is what tells two of one millisecond apart. */
    private Digest content() {
        return request.streamed()
                .map(Streamed::sha256)
                .orElseGet(() -> Digest.sha256(request.body().length > 0 ? request.body() : path().getBytes(StandardCharsets.UTF_8)));
    }

    /** Neither fields nor body: they may be secret. */
    @Override
    public String toString() {
        return request.toString();
    }
}
