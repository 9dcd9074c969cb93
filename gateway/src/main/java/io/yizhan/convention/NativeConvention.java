package io.yizhan.convention;

import io.yizhan.signature.Component;
import io.yizhan.signature.HttpMessage;
import io.yizhan.signature.MessageSignature;
import io.yizhan.signature.Signer;
import io.yizhan.vocabulary.Assurance;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Whole messages signed with RFC 9421 and RFC 9530; answers are signed too and bound to their request. */
final class NativeConvention implements Convention {
    private static final Component AUTHORITY = Component.of("@authority");

    /** Created may be a window ahead and is told in whole seconds. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final NativeSigning signing;
    private final Set<String> authorities;

    NativeConvention(List<Signer> signers, Set<String> authorities, RandomGenerator random) {
        this.signing = new NativeSigning(signers, random);
        this.authorities = authorities.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** A signature and the registered keys of the name it says it was made with: at least one. */
    private record Signed(MessageSignature signature, List<Key> keys) {}

    @Override
    public String name() {
        return Conventions.NATIVE;
    }

    @Override
    public Assurance assurance() {
        return Assurance.MESSAGE;
    }

    @Override
    public Outcome<Caller> verify(WireRequest request, KeyBook keys, Instant now) {
        return MessageSignature.read(request.headers()).then(all -> known(all, keys)).then(signed -> {
            NativeCheck check = new NativeCheck(HttpMessage.of(request), signed.signature(), Coverage.of(request), now);
            return elsewhere(request)
                    .or(check::difference)
                    .map(difference -> Outcome.<Caller>refused(difference.refusal()))
                    .orElseGet(() -> verify(check, signed.keys()));
        });
    }

    private static Outcome<Caller> verify(NativeCheck check, List<Key> keys) {
        byte[] text = check.base().bytes();
        return check.signer(keys, text)
                .map(key -> Outcome.of(caller(check, key, text)))
                .orElseGet(() -> Outcome.refused(check.difference(keys, text).orElseThrow().refusal()));
    }

    @Override
    public WireRequest sign(WireRequest call, Credential credential, String service, Instant now) {
        return signing.sign(call, credential.id(), now);
    }

    @Override
    public WireAnswer signAnswer(WireAnswer answer, WireRequest request, String algorithm, Instant now) {
        return signing.sign(answer, request, algorithm, now);
    }

    @Override
    public Outcome<WireAnswer> verifyAnswer(WireAnswer answer, WireRequest call, KeyBook keys, Instant now) {
        List<String> ours = NativeSigning.labels(call).fold(found -> found, none -> {
            throw new IllegalArgumentException("the call was not signed, so that no answer can be bound to it");
        });
        Outcome<Signed> signed = MessageSignature.read(answer.headers()).then(all -> known(all, keys));
        return signed.then(found -> verifyAnswer(answer, call, ours, found, now))
                .fold(Outcome::of, refusal -> Outcome.refused(refusal.as(RefusalCode.ENDPOINT_BAD_ANSWER)));
    }

    private static Outcome<WireAnswer> verifyAnswer(WireAnswer answer, WireRequest call, List<String> ours, Signed signed, Instant now) {
        NativeCheck check = new NativeCheck(HttpMessage.of(answer, call), signed.signature(), Coverage.of(answer, call, ours), now);
        return check.difference()
                .or(() -> check.difference(signed.keys(), check.base().bytes()))
                .map(difference -> Outcome.<WireAnswer>refused(difference.refusal()))
                .orElseGet(() -> Outcome.of(answer));
    }

    @Override
    public Explanation explain(WireRequest request, KeyBook keys, Instant now) {
        return MessageSignature.read(request.headers())
                .fold(all -> explain(request, all, keys, now), refusal -> explain(request, refusal));
    }

    private Explanation explain(WireRequest request, List<MessageSignature> all, KeyBook keys, Instant now) {
        Optional<Signed> known = known(all, keys).fold(Optional::of, unknown -> Optional.empty());
        MessageSignature signature = known.map(Signed::signature).orElse(all.get(0));
        NativeCheck check = new NativeCheck(HttpMessage.of(request), signature, Coverage.of(request), now);
        Optional<Difference> difference = elsewhere(request)
                .or(check::difference)
                .or(() -> known.map(signed -> check.difference(signed.keys(), check.base().bytes())).orElse(Optional.of(unregistered(signature))));
        List<Explanation.Part> parts = parts(HttpMessage.of(request), signature.input().covered());
        parts.add(new Explanation.Part("@signature-params", signature.input().serialise()));
        return new Explanation(name(), List.copyOf(parts), difference.map(Difference::sentence).orElse(""));
    }

    /** There is no signature to look at: shows what one would have to cover. */
    private Explanation explain(WireRequest request, Refusal refusal) {
        String trouble = refusal.code() == RefusalCode.MALFORMED ? " cannot be read (RFC 9421 §4)" : " is missing";
        return new Explanation(name(), parts(HttpMessage.of(request), Coverage.of(request)), refusal.place() + trouble);
    }

    private static List<Explanation.Part> parts(HttpMessage message, List<Component> components) {
        return components.stream()
                .map(one -> new Explanation.Part(one.serialise(), message.value(one).fold(value -> value, absent -> "(absent)")))
                .collect(Collectors.toList());
    }

    private static Difference unregistered(MessageSignature signature) {
        String key = signature.input().keyId().map(id -> "the key " + id + " is not registered").orElse("the signature has no parameter keyid");
        return Difference.of(RefusalCode.UNKNOWN_PARTNER, "keyid", key + ", so that the signature was not compared");
    }

    /** The first signature made with a registered key; others belong to somebody else along the way. */
    private static Outcome<Signed> known(List<MessageSignature> all, KeyBook keys) {
        boolean named = false;
        for (MessageSignature signature : all) {
            List<Key> found = signature.input().keyId().map(id -> keys.find(Conventions.NATIVE, id)).orElse(List.of());
            if (!found.isEmpty()) {
                return Outcome.of(new Signed(signature, found));
            }
            named |= signature.input().keyId().isPresent();
        }
        return Outcome.refused(named ? RefusalCode.UNKNOWN_PARTNER : RefusalCode.BAD_SIGNATURE, "keyid");
    }

    /** A message signed for another gateway must not be good here. */
    private Optional<Difference> elsewhere(WireRequest request) {
        String authority = HttpMessage.of(request).value(AUTHORITY).fold(value -> value, absent -> "");
        return authorities.contains(authority) ? Optional.empty() : Optional.of(Difference.of(RefusalCode.BAD_SIGNATURE, AUTHORITY.name(),
                "a name of this gateway", "@authority is " + authority + ": expected one of " + authorities.stream().sorted().toList()));
    }

    private static Caller caller(NativeCheck check, Key key, byte[] text) {
        byte[] keyId = (key.id() + "\0").getBytes(StandardCharsets.UTF_8);
        // never the signature's bytes: from one ECDSA signature anybody can make a second
        Digest replayKey = Digest.sha256(keyId, text);
        Instant created = check.signature().input().created().orElseThrow();
        String received = check.signature().fields().fields().stream()
                .map(field -> field.name() + ": " + field.value())
                .collect(Collectors.joining("\n"));
        return new Caller(key, Assurance.MESSAGE, Optional.empty(), replayKey, created.plus(NativeCheck.WINDOW).plus(MARGIN), received);
    }
}
