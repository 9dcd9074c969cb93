package io.yizhan.convention;

import io.yizhan.convention.SignedText.Part;
import io.yizhan.signature.Signer;
import io.yizhan.vocabulary.Assurance;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Signs and verifies as a description says. */
final class DescribedConvention implements Convention {
    /** Times are told in whole seconds or milliseconds. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final String name;
    private final Description description;
    private final List<Signer> gatewayKeys;
    private final RandomGenerator random;
    /** Built once: to check a description costs more than to verify a request by it. */
    private final Optional<TokenFlow> tokens;

    /**
     * @param gatewayKeys of which one signs, where the convention takes a private key
     */
    DescribedConvention(String name, Description description, List<Signer> gatewayKeys, RandomGenerator random) {
        this.name = name;
        this.description = description;
        this.gatewayKeys = List.copyOf(gatewayKeys);
        this.random = random;
        this.tokens = description.tokens().map(flow -> DescribedFlow.of(flow, elsewhere ->
                new DescribedConvention(name, description.ofGrants(elsewhere), gatewayKeys, random)));
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
        DescribedCheck check = DescribedCheck.of(description, request, now);
        return check.difference()
                .map(DescribedConvention::<List<Key>>refused)
                .orElseGet(() -> keys(check, keys))
                .then(known -> check.untimely().map(DescribedConvention::<Caller>refused).orElseGet(() -> signed(check, known)));
    }

    private Outcome<Caller> signed(DescribedCheck check, List<Key> known) {
        return check.signer(known)
                .map(key -> Outcome.of(caller(check, key)))
                .orElseGet(() -> refused(check.difference(known).orElseThrow()));
    }

    @Override
    public WireRequest sign(WireRequest call, Credential credential, String service, Instant now) {
        Map<Description.Carried, String> values = new LinkedHashMap<>();
        description.service().ifPresent(field -> values.put(field, fitting(field, service)));
        values.put(description.caller(), fitting(description.caller(), credential.id()));
        values.put(description.time(), description.time().unit().write(now));
        description.nonce().ifPresent(field -> values.put(field, field.form().random(random)));
        description.token().ifPresent(field -> values.put(field, new String(credential.secret(), StandardCharsets.UTF_8)));
        WireRequest told = carrying(call, values);
        byte[] signature = signature(credential.secret(), DescribedRequest.of(description, told).text(credential.secret()));
        return carrying(told, Map.of(description.signature(), description.signature().encoding().write(signature)));
    }

    @Override
    public WireAnswer signAnswer(WireAnswer answer, WireRequest request, String algorithm, Instant now) {
        return answer;
    }

    @Override
    public Outcome<WireAnswer> verifyAnswer(WireAnswer answer, WireRequest call, KeyBook keys, Instant now) {
        return Outcome.of(answer);
    }

    @Override
    public Optional<TokenFlow> tokens() {
        return tokens;
    }

    @Override
    public Explanation explain(WireRequest request, KeyBook keys, Instant now) {
        DescribedCheck check = DescribedCheck.of(description, request, now);
        Optional<Difference> difference = check.difference().or(check::untimely).or(() -> compared(check, keys));
        List<Explanation.Part> parts = description.signature().text().pieces().stream().map(piece -> part(check.asked(), piece)).toList();
        return new Explanation(name, parts, difference.map(Difference::sentence).orElse(""));
    }

    private Optional<Difference> compared(DescribedCheck check, KeyBook keys) {
        return keys(check, keys).fold(check::difference, unknown -> Optional.of(new Difference(unknown,
                check.asked().sent(Part.CALLER).orElse("the caller") + " is not registered, so that the signature was not compared")));
    }

    private Explanation.Part part(DescribedRequest asked, SignedText.Piece piece) {
        return piece.part()
                .map(part -> new Explanation.Part(
                        description.field(part).<String>map(Description.Carried::field).orElse(part.label()),
                        part == Part.SECRET ? "(secret)" : asked.shown(part).orElse("(absent)")))
                .orElseGet(() -> new Explanation.Part("literal", piece.literal()));
    }

    private Outcome<List<Key>> keys(DescribedCheck check, KeyBook keys) {
        return check.asked().sent(Part.CALLER)
                .map(id -> keys.find(name, id))
                .filter(known -> !known.isEmpty())
                .map(Outcome::of)
                .orElseGet(() -> Outcome.refused(RefusalCode.UNKNOWN_PARTNER, description.caller().field()));
    }

    private static <T> Outcome<T> refused(Difference difference) {
        return Outcome.refused(difference.refusal());
    }

    private Caller caller(DescribedCheck check, Key key) {
        DescribedRequest asked = check.asked();
        Instant until = asked.time().plus(description.time().window()).plus(MARGIN);
        String signature = asked.value(description.signature()).orElseThrow();
        return new Caller(key, assurance(), asked.sent(Part.SERVICE), asked.replayKey(name, key), until, signature);
    }

    private byte[] signature(byte[] secret, byte[] text) {
        return description.signature().shared()
                .map(by -> by.of(secret, text))
                .orElseGet(() -> gatewayKey().sign(text));
    }

    private Signer gatewayKey() {
        String algorithm = Proof.BY_PRIVATE_KEY.label();
        return gatewayKeys.stream()
                .filter(key -> key.algorithm().equals(algorithm))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the gateway has no key for " + algorithm));
    }

    private WireRequest carrying(WireRequest call, Map<? extends Description.Carried, String> values) {
        WireRequest carrying = call;
        for (Place place : Place.values()) {
            Map<String, String> here = new LinkedHashMap<>();
            values.forEach((field, value) -> {
                if (description.place(field) == place) {
                    here.put(field.field(), value);
                }
            });
            carrying = here.isEmpty() ? carrying : place.with(carrying, here);
        }
        return carrying;
    }

    private static String fitting(Description.Identifier identifier, String value) {
        if (!identifier.form().fits(value)) {
            throw new IllegalArgumentException(identifier.field() + " cannot be signed: expected " + identifier.form());
        }
        return value;
    }
}
