package io.yizhan.convention;

import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** One step of a token flow: a request signed with one secret, whose answer brings others. The same both ways round. */
public interface Grant {
    /** The name of the secret its request is signed with: {@link TokenFlow#LONG_LIVED}, or a short-lived one. */
    String signedWith();

    /** The names of the secrets it brings, and how long one lives that the gateway gives. */
    Map<String, Duration> brings();

    /**
     * The request to a platform, signed.
     *
     * @param platform any address of it, whose path is replaced by the grant's
     * @param credential with the secret of {@link #signedWith()}
     */
    WireRequest ask(URI platform, Credential credential, Instant now);

    /**
     * What a platform gave: refuses endpoint-refused when it said no, and endpoint-bad-answer for anything that cannot be used.
     *
     * @param signedWith the secret the request was signed with, which may have sealed the answer
     */
    Outcome<Map<String, ShortLived>> read(WireAnswer answer, byte[] signedWith, Instant now);

    /**
     * Finds out who asks the gateway for it: refuses as {@link Convention#verify} does.
     *
     * @param keys finds the secrets of {@link #signedWith()}
     */
    Outcome<Caller> verify(WireRequest request, KeyBook keys, Instant now);

    /**
     * What the gateway gives, in the convention's form.
     *
     * @param signedWith the secret the request was signed with, which may seal the answer
     */
    WireAnswer give(Map<String, ShortLived> secrets, byte[] signedWith, Instant now);
}
