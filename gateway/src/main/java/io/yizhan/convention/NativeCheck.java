package io.yizhan.convention;

import io.yizhan.signature.Algorithm;
import io.yizhan.signature.Component;
import io.yizhan.signature.HttpMessage;
import io.yizhan.signature.MessageSignature;
import io.yizhan.signature.SignatureBase;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One look at one signature of a message.
 *
 * @param required what it must cover
 */
record NativeCheck(HttpMessage message, MessageSignature signature, List<Component> required, Instant now) {
    static final Duration WINDOW = Duration.ofSeconds(300);

    /** Only signatures that nobody but the holder of a private key can make. */
    private static final Set<Algorithm> ACCEPTED = Set.of(Algorithm.ED25519, Algorithm.ECDSA_P256_SHA256, Algorithm.SM2_SM3);

    private static final String ACCEPTED_WORDS = "ed25519, ecdsa-p256-sha256 or sm2-sm3";

    /** All that can be wrong without knowing the key. */
    Optional<Difference> difference() {
        return repeated().or(this::uncovered).or(this::absent).or(this::untimely).or(this::expired).or(this::digest);
    }

    /**
     * The key the signature was made with.
     *
     * @param text what was signed: the bytes of {@link #base()}
     */
    Optional<Key> signer(List<Key> keys, byte[] text) {
        return keys.stream().filter(key -> difference(key, text).isEmpty()).findFirst();
    }

    /** What can be wrong with the keys and the signature made with one of them: told of the first, if none will do. */
    Optional<Difference> difference(List<Key> keys, byte[] text) {
        return signer(keys, text).isPresent() ? Optional.empty() : difference(keys.get(0), text);
    }

    private Optional<Difference> difference(Key key, byte[] text) {
        return otherAlgorithm(key).or(() -> unverified(key, text));
    }

    /** The text that was signed; call it when {@link #difference()} found nothing. */
    SignatureBase base() {
        return message.base(signature.input()).fold(base -> base, refusal -> {
            throw new IllegalStateException("the signature base of a message that was looked through lacks " + refusal.place());
        });
    }

    /** Two lines of one field are signed as one joined by a comma, but read as two: somebody may have cut a line in two. */
    private Optional<Difference> repeated() {
        return Coverage.fields(message)
                .filter(field -> message.headers().all(field).size() > 1)
                .map(field -> Difference.of(RefusalCode.MALFORMED, field, "once", field + " occurs more than once"))
                .findFirst();
    }

    private Optional<Difference> uncovered() {
        return required.stream()
                .filter(component -> !signature.input().covers(component))
                .map(component -> Difference.of(
                        RefusalCode.BAD_SIGNATURE, component.name(), "covered by the signature", component + " is not covered by the signature"))
                .findFirst();
    }

    private Optional<Difference> absent() {
        return signature.input().covered().stream()
                .filter(component -> message.value(component).fold(value -> false, refusal -> true))
                .map(component -> Difference.of(
                        RefusalCode.BAD_SIGNATURE, component.name(), component + " is covered by the signature, but the message has no such value"))
                .findFirst();
    }

    private Optional<Difference> untimely() {
        Optional<Instant> created = signature.input().created();
        if (created.isEmpty()) {
            return Optional.of(Difference.of(RefusalCode.BAD_SIGNATURE, "created", "the signature has no parameter created"));
        }
        return created.filter(time -> Duration.between(time, now).abs().compareTo(WINDOW) > 0)
                .map(time -> stale("created", "created is " + time + ": expected within " + WINDOW.toSeconds() + " seconds of " + now));
    }

    private Optional<Difference> expired() {
        if (signature.input().parameters().containsKey("expires") && signature.input().expires().isEmpty()) {
            return Optional.of(Difference.of(RefusalCode.MALFORMED, "expires", "whole seconds", "expires is not a whole number"));
        }
        return signature.input().expires()
                .filter(time -> !time.isAfter(now))
                .map(time -> stale("expires", "the signature expired at " + time + "; the gateway's time is " + now));
    }

    private Difference stale(String place, String sentence) {
        return new Difference(Refusal.stale(place, now), sentence);
    }

    private Optional<Difference> digest() {
        String field = message.digestField();
        List<String> told = message.headers().all(field);
        return told.isEmpty() || message.isDigestedBy(told)
                ? Optional.empty()
                : Optional.of(Difference.of(RefusalCode.BAD_SIGNATURE, field, "sha-256 of the body as sent", field + " does not match the body"));
    }

    private Optional<Difference> otherAlgorithm(Key key) {
        if (Algorithm.named(key.algorithm()).filter(ACCEPTED::contains).isEmpty()) {
            return Optional.of(Difference.of(RefusalCode.BAD_SIGNATURE, "keyid", "a key of " + ACCEPTED_WORDS,
                    "the key is registered for " + key.algorithm() + ": expected " + ACCEPTED_WORDS));
        }
        return signature.input().algorithm()
                .filter(told -> !told.equals(key.algorithm()))
                .map(told -> Difference.of(RefusalCode.BAD_SIGNATURE, "alg", "alg is " + told + ": the key is of " + key.algorithm()));
    }

    private Optional<Difference> unverified(Key key, byte[] text) {
        boolean verifies = Algorithm.named(key.algorithm())
                .filter(algorithm -> algorithm.verify(key.material(), text, signature.bytes()))
                .isPresent();
        return verifies ? Optional.empty() : Optional.of(Difference.of(RefusalCode.BAD_SIGNATURE, MessageSignature.SIGNATURE_FIELD,
                "the signature differs: another key signed, or another text than the one shown"));
    }
}
