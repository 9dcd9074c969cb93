package io.yizhan.signature;

import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is signed: a request, or an answer together with the request it answers (RFC 9421 §2.4). */
public record HttpMessage(WireRequest request, Optional<WireAnswer> answer) {

    public static HttpMessage of(WireRequest request) {
        return new HttpMessage(request, Optional.empty());
    }

    public static HttpMessage of(WireAnswer answer, WireRequest request) {
        return new HttpMessage(request, Optional.of(answer));
    }

    public Headers headers() {
        return answer.map(WireAnswer::headers).orElseGet(request::headers);
    }

    public byte[] body() {
        return answer.map(WireAnswer::body).orElseGet(request::body);
    }

    public boolean hasContent() {
        return answer.map(WireAnswer::length).orElseGet(() -> (long) request.body().length) > 0;
    }

    /** The value Content-Digest (RFC 9530) has to have. */
    public String contentDigest() {
        return answer.flatMap(WireAnswer::streamed)
                .map(elsewhere -> ContentDigest.of(elsewhere.sha256()))
                .orElseGet(() -> ContentDigest.SHA_256.of(body()));
    }

    /** Whether these values of Content-Digest tell the digest of the content. */
    public boolean isDigestedBy(List<String> field) {
        return answer.flatMap(WireAnswer::streamed)
                .map(elsewhere -> ContentDigest.matches(field, elsewhere.sha256()))
                .orElseGet(() -> ContentDigest.matches(field, body()));
    }

    /**
     * A component's value (RFC 9421 §2.1, §2.2).
     *
     * @return refused bad-signature, with the component's name as the place, if the message has none or it cannot be signed
     */
    public Outcome<String> value(Component component) {
        Optional<String> value = component.has("req") ? ofRequest(component) : ofThis(component);
        return value.filter(HttpMessage::printable)
                .map(Outcome::of)
                .orElseGet(() -> Outcome.refused(RefusalCode.BAD_SIGNATURE, component.name()));
    }

    /** The signature base of what a signature says it covers; refused as {@link #value} does. */
    public Outcome<SignatureBase> base(SignatureInput input) {
        List<SignatureBase.Line> lines = new ArrayList<>();
        for (Component component : input.covered()) {
            if (!(value(component) instanceof Outcome.Accepted<String> present)) {
                return Outcome.refused(RefusalCode.BAD_SIGNATURE, component.name());
            }
            lines.add(new SignatureBase.Line(component.serialise(), present.value()));
        }
        lines.add(new SignatureBase.Line("\"@signature-params\"", input.serialise()));
        return Outcome.of(new SignatureBase(lines));
    }

    private Optional<String> ofThis(Component component) {
        if (!component.derived()) {
            return FieldValue.of(component, headers());
        }
        return answer.isPresent() ? status(component) : Target.of(component, request);
    }

    private Optional<String> ofRequest(Component component) {
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        return component.derived() ? Target.of(component, request) : FieldValue.of(component, request.headers());
    }

    private Optional<String> status(Component component) {
        boolean plain = component.name().equals("@status") && component.parameters().isEmpty();
        return plain ? answer.map(told -> String.valueOf(told.status())) : Optional.empty();
    }

    /** A line feed would forge another line, and what is not ASCII has no one encoding. */
    private static boolean printable(String value) {
        return value.chars().allMatch(c -> c >= 0x20 && c < 0x7f || c == '\t');
    }

    @Override
    public String toString() {
        return answer.map(WireAnswer::toString).orElseGet(request::toString);
    }
}
