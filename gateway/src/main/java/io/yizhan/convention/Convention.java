package io.yizhan.convention;

import io.yizhan.vocabulary.Assurance;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.time.Instant;
import java.util.Optional;

/** One way of signing HTTP calls, both ways round. Safe for use by many threads. */
public interface Convention {
    String name();

    Assurance assurance();

    /** Finds out who signed a request: refuses unknown-partner, bad-signature, stale, malformed. */
    Outcome<Caller> verify(WireRequest request, KeyBook keys, Instant now);

    /**
     * Signs a call the gateway makes.
     *
     * @param service the code of the service called, where the convention carries one; empty otherwise
     */
    WireRequest sign(WireRequest call, Credential credential, String service, Instant now);

    /**
     * Signs the answer to a request, where the convention signs answers; otherwise hands it back as it is.
     *
     * @param algorithm of the key the request was signed with: the answer is signed with the same, as far as the gateway has such a key
     */
    WireAnswer signAnswer(WireAnswer answer, WireRequest request, String algorithm, Instant now);

    /** Verifies the answer a platform gave to our signed call, where the convention signs answers; otherwise accepts it as it is. */
    Outcome<WireAnswer> verifyAnswer(WireAnswer answer, WireRequest call, KeyBook keys, Instant now);

    /** How the secrets of this convention are renewed, where they are short-lived. */
    default Optional<TokenFlow> tokens() {
        return Optional.empty();
    }

    /** Shows what would be signed and the first difference. */
    Explanation explain(WireRequest request, KeyBook keys, Instant now);
}
