package io.yizhan.casework;

import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One thing that was told about a case, as it is recorded. Ordered as the state counts it, whenever it arrived.
 *
 * @param position its place among everything told about the case, by arrival
 * @param parties whom it is about
 * @param at when it happened, as its sender says
 * @param counts when it counts as having happened: {@code at}, save where a sender's dates are only days
 */
record Told(
        MessageId message,
        int position,
        PartnerId from,
        boolean byOriginator,
        List<String> parties,
        Standing.Move move,
        Optional<LocalDate> promisedOn,
        Instant at,
        Instant counts,
        Digest content)
        implements Comparable<Told> {
    private static final Comparator<Told> ORDER = Comparator.comparing(Told::counts)
            .thenComparing(Told::step)
            .thenComparing(told -> told.move().stage())
            .thenComparing(told -> told.message().toString());

    Told {
        parties = List.copyOf(parties);
    }

    Step step() {
        return move.step();
    }

    boolean concerns(String party) {
        return parties.contains(party);
    }

    /** Whether a party itself says that its part is over. */
    boolean endsByParty() {
        return step().ends() && !byOriginator;
    }

    /** Whether whoever opened the case answers a request for correction. */
    boolean answers() {
        return byOriginator && step() == Step.CORRECTED;
    }

    Told counted(Instant moment) {
        return new Told(message, position, from, byOriginator, parties, move, promisedOn, at, moment, content);
    }

    Told instead(Standing.Move other) {
        return new Told(message, position, from, byOriginator, parties, other, promisedOn, at, counts, content);
    }

    /** The same told again under another name. */
    boolean repeats(Told other) {
        return from.equals(other.from)
                && byOriginator == other.byOriginator
                && move.equals(other.move)
                && at.equals(other.at)
                && content.equals(other.content)
                && (byOriginator || parties.equals(other.parties));
    }

    @Override
    public int compareTo(Told other) {
        return ORDER.compare(this, other);
    }
}
