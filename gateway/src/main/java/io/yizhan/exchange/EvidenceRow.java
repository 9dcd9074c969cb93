package io.yizhan.exchange;

import io.yizhan.ledger.Entry;
import io.yizhan.partner.Agreement;
import io.yizhan.store.Claims;
import io.yizhan.store.Rates;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One exchange's part in a group commit.
 *
 * @param replay the key that only a repeated request has, where the row is the first of its exchange
 * @param identity the sender's name for the message, where it has one; the same content may come again
 * @param quota the agreement that one request is counted against
 * @param rate what may be done only so often in a minute
 */
public record EvidenceRow(
        Optional<Claims.Claim> replay,
        Optional<Claims.Claim> identity,
        Optional<Agreement> quota,
        Optional<Rates.Use> rate,
        LocalDate day,
        Entry entry) {

    /** An entry that nothing else hangs on. */
    static EvidenceRow of(LocalDate day, Entry entry) {
        return new EvidenceRow(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), day, entry);
    }


    List<Claims.Claim> claims() {
        return java.util.stream.Stream.of(replay, identity).flatMap(Optional::stream).toList();
    }

    /** What became of a row; the entry is written only where it is {@link #WRITTEN}. */
    public enum Result {
        WRITTEN,
        REPLAYED,
        CONFLICTING,
        OVER_QUOTA,
        OVER_RATE
    }
}
