package io.yizhan.convention;

import io.yizhan.vocabulary.Assurance;
import io.yizhan.vocabulary.Digest;
import java.time.Instant;
import java.util.Optional;

/**
 * Who signed a request.
 *
 * @param service the code of the service asked for, where the convention carries one
 * @param replayKey the same for a repeated request and for no other; remembered until {@code replayableUntil}
 * @param signature as received, for the ledger
 */
public record Caller(
        Key key, Assurance assurance, Optional<String> service, Digest replayKey, Instant replayableUntil, String signature) {}
