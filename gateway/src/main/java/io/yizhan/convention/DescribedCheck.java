package io.yizhan.convention;

import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** One look at a request signed as a description says. */
record DescribedCheck(Description description, DescribedRequest asked, Instant now) {
    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,20}");

    static DescribedCheck of(Description description, WireRequest request, Instant now) {
        return new DescribedCheck(description, DescribedRequest.of(description, request), now);
    }

    /** What can be wrong without knowing the secret, save for the time that has passed. */
    Optional<Difference> difference() {
        return bodiless()
                .or(() -> description.carried().flatMap(field -> unclear(field).stream()).findFirst())
                .or(() -> misshapen(description.caller()))
                .or(() -> description.service().flatMap(this::misshapen))
                .or(() -> description.nonce().flatMap(this::misshapen))
                .or(this::mistimed)
                .or(this::oddMethod);
    }

    /** Whether the request is too old or too new; call it when {@link #difference()} found nothing. */
    Optional<Difference> untimely() {
        Duration window = description.time().window();
        String field = description.time().field();
        return Optional.of(asked.time())
                .filter(time -> Duration.between(time, now).abs().compareTo(window) > 0)
                .map(time -> new Difference(Refusal.stale(field, now),
                        field + " is " + time + ": expected within " + window.toSeconds() + " seconds of " + now));
    }

    /** The key the request was signed with: an old secret may still be valid beside the newest. */
    Optional<Key> signer(List<Key> keys) {
        return keys.stream().filter(key -> difference(key).isEmpty()).findFirst();
    }

    /** What is wrong with the signature, told of the first key if none will do. */
    Optional<Difference> difference(List<Key> keys) {
        return signer(keys).isPresent() ? Optional.empty() : difference(keys.get(0));
    }

    /** Compares the signature; the refusal does not tell whether the secret, the text or the encoding was wrong. */
    private Optional<Difference> difference(Key key) {
        Proof proof = description.signature();
        byte[] sent = asked.signature().orElse(new byte[0]);
        if (proof.verifies(key, asked.text(key.material()), sent)) {
            return description.token().flatMap(token -> otherToken(token, key));
        }
        String sentence = proof.fits(sent)
                ? "the signature differs; check the order of the parts (" + proof.text() + "), the secret and the algorithm (" + proof.algorithm() + ")"
                : proof.field() + " is not " + proof.shape();
        return Optional.of(Difference.of(RefusalCode.BAD_SIGNATURE, proof.field(), sentence));
    }

    private Optional<Difference> otherToken(Description.Token token, Key key) {
        byte[] sent = asked.value(token).orElse("").getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(sent, key.material()) ? Optional.empty() : Optional.of(Difference.of(RefusalCode.BAD_SIGNATURE, token.field(),
                token.field() + " is not what the request was signed with"));
    }

    private Optional<Difference> bodiless() {
        return asked.lacksItsBody()
                ? Optional.of(Difference.of(RefusalCode.MALFORMED, "", "a JSON object", "the body is no JSON object, or has a member twice"))
                : Optional.empty();
    }

    private Optional<Difference> unclear(Description.Carried carried) {
        String field = carried.field();
        if (asked.value(carried).isEmpty()) {
            return Optional.of(Difference.of(RefusalCode.BAD_SIGNATURE, field, field + " is missing"));
        }
        boolean once = asked.values(carried).size() == 1;
        return once ? Optional.empty() : Optional.of(Difference.of(RefusalCode.MALFORMED, field, "once", field + " occurs more than once"));
    }

    private Optional<Difference> misshapen(Description.Identifier identifier) {
        return asked.value(identifier)
                .filter(value -> !identifier.form().fits(value))
                .map(value -> Difference.of(RefusalCode.MALFORMED, identifier.field(), identifier.form().text(),
                        identifier.field() + " is " + value + ": expected " + identifier.form()));
    }

    private Optional<Difference> mistimed() {
        EpochUnit unit = description.time().unit();
        String expected = unit.digits() + " digits";
        String field = description.time().field();
        return asked.value(description.time())
                .filter(value -> unit.read(value).isEmpty())
                .map(value -> Difference.of(RefusalCode.MALFORMED, field, expected,
                        field + " is " + value + " (" + value.length() + " digits): expected " + expected));
    }

    /** Where the method is signed, it must not run into what is signed after it. */
    private Optional<Difference> oddMethod() {
        boolean odd = description.signature().text().has(SignedText.Part.METHOD) && !METHOD.matcher(asked.request().method()).matches();
        return odd ? Optional.of(Difference.of(RefusalCode.MALFORMED, "method", "capital letters", "the method is not of capital letters")) : Optional.empty();
    }
}
