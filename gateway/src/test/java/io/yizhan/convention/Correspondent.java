package io.yizhan.convention;

import io.yizhan.signature.Algorithm;
import io.yizhan.signature.ContentDigest;
import io.yizhan.signature.HttpMessage;
import io.yizhan.signature.MessageSignature;
import io.yizhan.signature.SignatureBase;
import io.yizhan.signature.SignatureInput;
import io.yizhan.signature.Signer;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.WireRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** The two ends of a native exchange, for tests: a platform with a key, and the gateway that has registered it. */
final class Correspondent {
    static final Instant NOW = Instant.parse("2026-11-22T01:00:00Z");
    static final Path CONVENTIONS = Path.of("../mappings/conventions");
    static final byte[] BODY = "{\"CXFS\":\"ZZBS\"}".getBytes(StandardCharsets.UTF_8);

    final Signer key;
    final Convention convention;

    Correspondent(String keyId, Algorithm algorithm) {
        this.key = Signer.read(keyId, Signer.generate(algorithm, new SecureRandom()).text());
        this.convention = Conventions.load(CONVENTIONS, List.of(key), Set.of("Gateway.example", "gateway.example:8443"), new Random(7))
                .named(Conventions.NATIVE)
                .orElseThrow();
    }

    /** Knows this correspondent's key and no other. */
    KeyBook book() {
        Key registered = new Key(new PartnerId("region-one"), key.keyId(), Environment.TEST, key.algorithm(), key.publicKey());
        return (name, id) -> Stream.of(registered).filter(one -> name.equals(Conventions.NATIVE) && id.equals(one.id())).toList();
    }

    static WireRequest request() {
        return new WireRequest("POST", URI.create("https://gateway.example/exchange/licence-recognition?trace=1"), Headers.of(
                "Content-Type", "application/json",
                "ce-specversion", "1.0",
                "ce-id", "a-1",
                "ce-source", "urn:region:one",
                "ce-type", "yizhan.licence-recognition.request"), BODY);
    }

    WireRequest signed() {
        return convention.sign(request(), Credential.none(), "", NOW);
    }

    /** Signs just these components, in the way of somebody else's library. */
    WireRequest signed(WireRequest request, String components, String parameters) {
        WireRequest digested = request.with(request.headers().with("Content-Digest", ContentDigest.SHA_256.of(request.body())));
        String input = "sig1=(" + components + ")" + parameters;
        SignatureInput read = read(Headers.of("Signature-Input", input, "Signature", "sig1=:AAAA:")).input();
        SignatureBase base = HttpMessage.of(digested).base(read).fold(made -> made, refusal -> {
            throw new AssertionError(refusal);
        });
        return digested.with(digested.headers().and(new MessageSignature("sig1", read, key.sign(base.bytes())).fields()));
    }

    static MessageSignature read(Headers headers) {
        return MessageSignature.read(headers).fold(all -> all.get(0), refusal -> {
            throw new AssertionError(refusal);
        });
    }

    /** The same signature with other parameters beside it, as if nobody would notice. */
    static WireRequest relabelled(WireRequest request, String parameter, Object value) {
        MessageSignature old = read(request.headers());
        Map<String, Object> parameters = new LinkedHashMap<>(old.input().parameters());
        parameters.put(parameter, value);
        SignatureInput input = new SignatureInput(old.input().covered(), parameters);
        Headers fields = new MessageSignature(old.label(), input, old.bytes()).fields();
        return request.with(without(request.headers(), "signature-input", "signature").and(fields));
    }

    static Headers without(Headers headers, String... names) {
        return headers.without(Set.of(names));
    }

    static Headers replaced(Headers headers, String name, String value) {
        return without(headers, name).with(name, value);
    }

    static Refusal refusal(Outcome<?> outcome) {
        return outcome.fold(value -> {
            throw new AssertionError("accepted");
        }, refusal -> refusal);
    }

    static <T> T accepted(Outcome<T> outcome) {
        return outcome.fold(value -> value, refusal -> {
            throw new AssertionError(refusal.toString());
        });
    }
}
