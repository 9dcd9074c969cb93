package io.yizhan.exchange;

import io.yizhan.ledger.Entry;
import io.yizhan.partner.Agreement;
import io.yizhan.store.Claims;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One exchange's part in a group commit.
 *
 * @param replay the key that only a repeated request has, where the row is the first of its exchange
 * @param identity the sender's name for the message, where it has one; the same content may come again
 * @param quota the agreement that one request is counted against
 */
public record EvidenceRow(Optional<Claims.Claim> replay, Optional<Claims.Claim> identity, Optional<Agreement> quota, LocalDate day, Entry entry) {

    List<Claims.Claim> claims() {
        return java.util.stream.Stream.of(replay, identity).flatMap(Optional::stream).toList();
    }

    /** What became of a row; the entry is written only where it is {@link #WRITTEN}. */
    public enum Result {
        WRITTEN,
        REPLAYED,
        CONFLICTING,
        OVER_QUOTA
    }
}
