package io.yizhan.convention;

import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One look at a request signed as a description says. */
record DescribedCheck(Description description, WireRequest request, Instant now) {

    /** The value of a field; empty if the request lacks it. */
    Optional<String> value(String field) {
        return description.carriedIn().values(request, field).stream().findFirst().filter(value -> !value.isEmpty());
    }

    /** What can be wrong without knowing the secret, save for the time that has passed. */
    Optional<Difference> difference() {
        return fields().stream()
                .flatMap(field -> unclear(field).stream())
                .findFirst()
                .or(() -> misshapen(description.caller()))
                .or(() -> description.service().flatMap(this::misshapen))
                .or(() -> description.nonce().flatMap(this::misshapen))
                .or(this::mistimed);
    }

    /** Whether the request is too old or too new; call it when {@link #difference()} found nothing. */
    Optional<Difference> untimely() {
        Duration window = description.time().window();
        String field = description.time().field();
        return Optional.of(time())
                .filter(time -> Duration.between(time, now).abs().compareTo(window) > 0)
                .map(time -> new Difference(Refusal.stale(field, now),
                        field + " is " + time + ": expected within " + window.toSeconds() + " seconds of " + now));
    }

    /** Compares the signature; the refusal does not tell whether the secret, the text or the encoding was wrong. */
    Optional<Difference> difference(byte[] secret) {
        Description.Signature signature = description.signature();
        byte[] sent = signature().orElse(new byte[0]);
        if (signature.by().verify(secret, SignedText.of(signature.text(), this::text, secret), sent)) {
            return Optional.empty();
        }
        String bytes = signature.by().length() + " bytes in " + signature.encoding().label();
        String order = signature.text().stream().map(Part::label).collect(Collectors.joining(", "));
        String sentence = sent.length == signature.by().length()
                ? "the signature differs; check the order of the parts (" + order + "), the secret and the algorithm (" + signature.algorithm() + ")"
                : signature.field() + " is not " + bytes;
        return Optional.of(Difference.of(RefusalCode.BAD_SIGNATURE, signature.field(), sentence));
    }

    /** The value of a part as it was sent; empty for the secret, which nobody sends. */
    Optional<String> sent(Part part) {
        return field(part).flatMap(this::value);
    }

    /** What the field of a part is called. */
    Optional<String> field(Part part) {
        return switch (part) {
            case SERVICE -> description.service().map(Description.Identifier::field);
            case CALLER -> Optional.of(description.caller().field());
            case TIME -> Optional.of(description.time().field());
            case NONCE -> description.nonce().map(Description.Identifier::field);
            case SECRET -> Optional.empty();
        };
    }

    Instant time() {
        return sent(Part.TIME).flatMap(description.time().unit()::read).orElseThrow();
    }

    /** The signature's bytes: one signature can be written in several ways. */
    Optional<byte[]> signature() {
        return value(description.signature().field()).flatMap(description.signature().encoding()::read);
    }

    private String text(Part part) {
        return sent(part).orElseThrow();
    }

    private List<String> fields() {
        List<String> fields = new ArrayList<>();
        for (Part part : Part.values()) {
            field(part).ifPresent(fields::add);
        }
        fields.add(description.signature().field());
        return fields;
    }

    private Optional<Difference> unclear(String field) {
        if (value(field).isEmpty()) {
            return Optional.of(Difference.of(RefusalCode.BAD_SIGNATURE, field, field + " is missing"));
        }
        boolean once = description.carriedIn().values(request, field).size() == 1;
        return once ? Optional.empty() : Optional.of(Difference.of(RefusalCode.MALFORMED, field, "once", field + " occurs more than once"));
    }

    private Optional<Difference> misshapen(Description.Identifier identifier) {
        return value(identifier.field())
                .filter(value -> !identifier.form().fits(value))
                .map(value -> Difference.of(RefusalCode.MALFORMED, identifier.field(), identifier.form().text(),
                        identifier.field() + " is " + value + ": expected " + identifier.form()));
    }

    private Optional<Difference> mistimed() {
        EpochUnit unit = description.time().unit();
        String expected = unit.digits() + " digits";
        String field = description.time().field();
        return value(field)
                .filter(value -> unit.read(value).isEmpty())
                .map(value -> Difference.of(RefusalCode.MALFORMED, field, expected,
                        field + " is " + value + " (" + value.length() + " digits): expected " + expected));
    }
}
