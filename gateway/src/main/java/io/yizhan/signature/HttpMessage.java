package io.yizhan.signature;

import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.Streamed;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is signed: a request, or an answer together with the request it answers (RFC 9421 §2.4). */
public record HttpMessage(WireRequest request, Optional<WireAnswer> answer) {
    /** The field that says which part of something a content is (RFC 9110 §14.4), lower-case. */
    public static final String CONTENT_RANGE = "content-range";

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
        return answer.map(WireAnswer::length).orElseGet(request::length) > 0;
    }

    private Optional<Streamed> streamed() {
        return answer.map(WireAnswer::streamed).orElseGet(request::streamed);
    }

    /**
     * The field that tells the digest, lower-case: Content-Digest, save for an answer that gives a part of something streamed. Of that only
     * the whole is known beforehand, which is what Repr-Digest tells (RFC 9530 §3).
     */
    public String digestField() {
        boolean part = answer.isPresent() && streamed().isPresent() && headers().first(CONTENT_RANGE).isPresent();
        return part ? ContentDigest.OF_THE_WHOLE : ContentDigest.FIELD;
    }

    /** The value {@link #digestField()} has to have. */
    public String contentDigest() {
        return streamed()
                .map(elsewhere -> ContentDigest.of(elsewhere.sha256()))
                .orElseGet(() -> ContentDigest.SHA_256.of(body()));
    }

    /** Whether these values of {@link #digestField()} tell the digest there has to be. */
    public boolean isDigestedBy(List<String> field) {
        return streamed()
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
