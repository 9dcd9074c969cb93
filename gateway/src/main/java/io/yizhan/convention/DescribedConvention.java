package io.yizhan.convention;

import io.yizhan.vocabulary.Assurance;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Signs and verifies as a description says. */
final class DescribedConvention implements Convention {
    /** Times are told in whole seconds or milliseconds. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final String name;
    private final Description description;
    private final RandomGenerator random;

    DescribedConvention(String name, Description description, RandomGenerator random) {
        this.name = name;
        this.description = description;
        this.random = random;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Assurance assurance() {
        return Assurance.HEADER_ONLY;
    }

    @Override
    public Outcome<Caller> verify(WireRequest request, KeyBook keys, Instant now) {
        DescribedCheck check = new DescribedCheck(description, request, now);
        return check.difference().map(DescribedConvention::<Key>refused).orElseGet(() -> key(check, keys)).then(key -> check.untimely()
                .or(() -> check.difference(key.material()))
                .map(DescribedConvention::<Caller>refused)
                .orElseGet(() -> Outcome.of(caller(check, key))));
    }

    @Override
    public WireRequest sign(WireRequest call, Credential credential, String service, Instant now) {
        Map<Part, String> values = new EnumMap<>(Part.class);
        values.put(Part.CALLER, fitting(description.caller(), credential.id()));
        values.put(Part.TIME, description.time().unit().write(now));
        description.service().ifPresent(field -> values.put(Part.SERVICE, fitting(field, service)));
        description.nonce().ifPresent(field -> values.put(Part.NONCE, field.form().random(random)));
        Description.Signature signature = description.signature();
        byte[] bytes = signature.by().of(credential.secret(), SignedText.of(signature.text(), values::get, credential.secret()));
        return description.carriedIn().with(call, fields(call, now, values, signature.encoding().write(bytes)));
    }

    @Override
    public WireAnswer signAnswer(WireAnswer answer, WireRequest request, Instant now) {
        return answer;
    }

    @Override
    public Outcome<WireAnswer> verifyAnswer(WireAnswer answer, WireRequest call, KeyBook keys, Instant now) {
        return Outcome.of(answer);
    }

    @Override
    public Explanation explain(WireRequest request, KeyBook keys, Instant now) {
        DescribedCheck check = new DescribedCheck(description, request, now);
        Optional<Difference> difference = check.difference().or(check::untimely).or(() -> compared(check, keys));
        List<Explanation.Part> parts = description.signature().text().stream().map(part -> part(check, part)).toList();
        return new Explanation(name, parts, difference.map(Difference::sentence).orElse(""));
    }

    private Optional<Difference> compared(DescribedCheck check, KeyBook keys) {
        return key(check, keys).fold(key -> check.difference(key.material()), unknown -> Optional.of(new Difference(unknown,
                check.sent(Part.CALLER).orElse("the caller") + " is not registered, so that the signature was not compared")));
    }

    private static Explanation.Part part(DescribedCheck check, Part part) {
        String value = part == Part.SECRET ? "(secret)" : check.sent(part).orElse("(absent)");
        return new Explanation.Part(check.field(part).orElse(part.label()), value);
    }

    private Outcome<Key> key(DescribedCheck check, KeyBook keys) {
        return check.sent(Part.CALLER)
                .flatMap(id -> keys.find(name, id))
                .map(Outcome::of)
                .orElseGet(() -> Outcome.refused(RefusalCode.UNKNOWN_PARTNER, description.caller().field()));
    }

    private static <T> Outcome<T> refused(Difference difference) {
        return Outcome.refused(difference.refusal());
    }

    private Caller caller(DescribedCheck check, Key key) {
        Instant until = check.time().plus(description.time().window()).plus(MARGIN);
        String signature = check.value(description.signature().field()).orElseThrow();
        return new Caller(key, assurance(), check.sent(Part.SERVICE), replayKey(check, key), until, signature);
    }

    /** No ingredient contains a zero byte, so that it parts them. */
    private Digest replayKey(DescribedCheck check, Key key) {
        String ingredients = description.replay().stream()
                .map(ingredient -> ingredient.label() + '=' + value(ingredient, check, key))
                .collect(Collectors.joining("\0", name + '\0', ""));
        return Digest.sha256(ingredients.getBytes(StandardCharsets.UTF_8));
    }

    private static String value(Ingredient ingredient, DescribedCheck check, Key key) {
        return switch (ingredient) {
            case PARTNER -> key.owner().value();
            case TIME -> check.sent(Part.TIME).orElseThrow();
            case NONCE -> check.sent(Part.NONCE).orElseThrow();
            case SIGNATURE -> HexFormat.of().formatHex(check.signature().orElseThrow());
            case BODY -> Digest.sha256(check.request().body()).toString();
        };
    }

    private Map<String, String> fields(WireRequest call, Instant now, Map<Part, String> values, String signature) {
        DescribedCheck names = new DescribedCheck(description, call, now);
        Map<String, String> fields = new LinkedHashMap<>();
        values.forEach((part, value) -> fields.put(names.field(part).orElseThrow(), value));
        fields.put(description.signature().field(), signature);
        return fields;
    }

    private static String fitting(Description.Identifier identifier, String value) {
        if (!identifier.form().fits(value)) {
            throw new IllegalArgumentException(identifier.field() + " cannot be signed: expected " + identifier.form());
        }
        return value;
    }
}
