package io.yizhan.convention;

import io.yizhan.signature.Component;
import io.yizhan.signature.ContentDigest;
import io.yizhan.signature.HttpMessage;
import io.yizhan.signature.MessageSignature;
import io.yizhan.signature.SignatureBase;
import io.yizhan.signature.SignatureInput;
import io.yizhan.signature.Signer;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Signs whole messages with the gateway's keys; whatever signature or digest they had before is replaced.
 *
 * @param signers one for each algorithm; the first signs where no other is asked for
 */
record NativeSigning(List<Signer> signers, RandomGenerator random) {
    private static final String LABEL = "sig1";
    private static final Set<String> OURS =
            Set.of(ContentDigest.FIELD, ContentDigest.OF_THE_WHOLE, MessageSignature.INPUT_FIELD, MessageSignature.SIGNATURE_FIELD);

    NativeSigning {
        if (signers.isEmpty()) {
            throw new IllegalArgumentException("the gateway has no key to sign with");
        }
        signers = List.copyOf(signers);
    }

    WireRequest sign(WireRequest call, String algorithm, Instant now) {
        WireRequest digested = call.with(digested(HttpMessage.of(call)));
        return digested.with(digested.headers().and(signature(HttpMessage.of(digested), Coverage.of(digested), signer(algorithm), now)));
    }

    WireAnswer sign(WireAnswer answer, WireRequest request, String algorithm, Instant now) {
        WireAnswer digested = answer.with(digested(HttpMessage.of(answer, request)));
        // an unsigned request is answered too, if only to refuse it
        List<String> labels = labels(request).fold(found -> found, none -> List.of());
        List<Component> covered = Coverage.of(digested, request, labels);
        return digested.with(digested.headers().and(signature(HttpMessage.of(digested, request), covered, signer(algorithm), now)));
    }

    /** The labels under which a request is signed. */
    static Outcome<List<String>> labels(WireRequest request) {
        return MessageSignature.read(request.headers()).map(all -> all.stream().map(MessageSignature::label).toList());
    }

    private Signer signer(String algorithm) {
        return signers.stream().filter(signer -> signer.algorithm().equals(algorithm)).findFirst().orElse(signers.get(0));
    }

    private static Headers digested(HttpMessage message) {
        return message.headers().without(OURS).with(message.digestField(), message.contentDigest());
    }

    private Headers signature(HttpMessage message, List<Component> covered, Signer signer, Instant now) {
        SignatureInput input = new SignatureInput(covered, parameters(signer, now));
        SignatureBase base = message.base(input).fold(signed -> signed, refusal -> {
            throw new IllegalArgumentException("the message cannot be signed: " + refusal.place() + " is missing or not ASCII");
        });
        return new MessageSignature(LABEL, input, signer.sign(base.bytes())).fields();
    }

    /** The nonce tells two honest messages of one second apart, which would otherwise look like a replay. */
    private Map<String, Object> parameters(Signer signer, Instant now) {
        byte[] nonce = new byte[16];
        random.nextBytes(nonce);
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("created", now.getEpochSecond());
        parameters.put("nonce", Base64.getUrlEncoder().withoutPadding().encodeToString(nonce));
        parameters.put("keyid", signer.keyId());
        parameters.put("alg", signer.algorithm());
        return parameters;
    }
}
